// The reader's language for components, and sentences with elements in them.
import { createContext, Fragment, type ReactNode, useContext } from 'react'
import type { I18n, MessageKey } from './i18n.ts'

const I18nContext = createContext<I18n | null>(null)

export const I18nProvider = I18nContext.Provider

export function useI18n(): I18n {
  const i18n = useContext(I18nContext)
  if (i18n === null) throw new Error('useI18n outside of an I18nProvider')
  return i18n
}

/**
 * A message whose values may be elements: `<T k="meeting.in-city" values={{ city: <bdi>Malmö</bdi> }} />`. Elements stand where the
 * language puts their placeholder.
 */
export function T({
  k,
  values = {},
}: {
  readonly k: MessageKey
  readonly values?: Readonly<Record<string, ReactNode>>
}): ReactNode {
  const { t } = useI18n()
  const elements: ReactNode[] = []
  const plain: Record<string, string | number> = {}
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === 'string' || typeof value === 'number') plain[name] = value
    else plain[name] = `\ue000${elements.push(value) - 1}\ue001`
  }
  const pieces = t(k, plain).split(/\ue000(\d+)\ue001/)
  return pieces.map((piece, place) => (
    // The order of a sentence's pieces is fixed by its message.
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one sentence have no other identity
    <Fragment key={place}>{place % 2 === 1 ? elements[Number(piece)] : piece}</Fragment>
  ))
}
