// The reader's language for components, and messages that contain elements.
import { createContext, Fragment, type ReactNode, useContext } from 'react'
import { isolate } from './direction.ts'
import type { I18n, MessageKey } from './i18n.ts'

const I18nContext = createContext<I18n | null>(null)

export const I18nProvider = I18nContext.Provider

export function useI18n(): I18n {
  const i18n = useContext(I18nContext)
  if (i18n === null) throw new Error('useI18n outside of an I18nProvider')
  return i18n
}

/**
 * Renders a message whose values may be elements: `<T k="meeting.in-city" values={{ city: <bdi>Malmö</bdi> }} />`. Each element appears
 * where the language has its placeholder.
 */
export function T({
  k,
  values = {},
}: {
  readonly k: MessageKey
  readonly values?: Readonly<Record<string, ReactNode>>
}): ReactNode {
  const { direction, number, pieces } = useI18n()
  const show = (value: ReactNode): ReactNode => {
    if (typeof value === 'number') return number(value)
    return typeof value === 'string' ? isolate(value, direction) : value
  }
  return pieces(k, values, show).map((piece, place) => (
    // The order of a sentence's pieces is fixed by its message.
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one sentence have no other identity
    <Fragment key={place}>{piece}</Fragment>
  ))
}
