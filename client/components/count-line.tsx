// Several counts in one line, separated by a visible sign, so that two numbers never run together.
import { Children, Fragment, isValidElement, type ReactNode } from 'react'

/** One child a count. Leaves out what is null, empty or false; renders nothing where nothing is left. */
export function CountLine({ children }: { readonly children: ReactNode }) {
  const shown = Children.toArray(children).filter((part) => part !== '')
  return shown.map((part, index) => (
    <Fragment key={isValidElement(part) ? part.key : String(part)}>
      {index === 0 ? null : ' · '}
      <span>{part}</span>
    </Fragment>
  ))
}
