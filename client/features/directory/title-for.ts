// A gathering's title in lists, in the reader's language if available.
import { ownValue } from '#shared/domain/own-value.ts'
import type { GatheringSummary } from '#shared/protocol/views.ts'

/** Title and slogan in the reader's language, otherwise in the gathering's main one; with the language actually used. */
export function titleFor(
  { titles, languages }: Pick<GatheringSummary, 'titles' | 'languages'>,
  language: string,
): { readonly language: string; readonly title: string; readonly slogan: string } {
  for (const candidate of [language, ...languages]) {
    const found = ownValue(titles, candidate)
    if (found !== undefined && found.title !== '') return { language: candidate, ...found }
  }
  return { language: languages[0] ?? language, title: '', slogan: '' }
}
