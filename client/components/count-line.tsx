// Several counts in one line, with a visible separator, so that two numbers never run together.
import { Children, Fragment, isValidElement, type ReactNode } from 'react'

/** One child per count. Skips null, empty and false; renders nothing if nothing remains. */
export function CountLine({ children }: { readonly children: ReactNode }) {
  const shown = Children.toArray(children).filter((part) => part !== '')
  return shown.map((part, index) => (
    <Fragment key={isValidElement(part) ? part.key : String(part)}>
      {index === 0 ? null : ' · '}
      <span>{part}</span>
    </Fragment>
  ))
}
