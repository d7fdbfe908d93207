// A gathering as flat form fields: compared as stored, and converted into one edit with the changes.

import { type ClockRule, emptyText, type GatheringText } from '#shared/domain/gathering.ts'
import { ownValue } from '#shared/domain/own-value.ts'
import type { Place } from '#shared/domain/place.ts'
import { cleanLine, cleanText } from '#shared/domain/plain-text.ts'
import { gatheringEdit } from '#shared/protocol/commands/gathering.ts'
import { type CommandInput, type FieldError, fieldErrors } from '#shared/protocol/commands.ts'
import type { GatheringView } from '#shared/protocol/views.ts'
import type { Fields, Same } from '../../sync/form-changes.ts'

export type TextField = keyof GatheringText
export type GatheringEditInput = CommandInput<'editGathering'>

/** The name of a language's field; refusals use the same names. */
export function textField(language: string, field: TextField): string {
  return `texts.${language}.${field}`
}

export function gatheringFields(gathering: GatheringView): Fields {
  const { startsAt, lengthMs, clockRule, leadPlace, languages } = gathering
  const texts = Object.entries(gathering.texts).flatMap(([language, text]) =>
    Object.entries(text).map(([field, value]) => [`texts.${language}.${field}`, value] as const),
  )
  return { startsAt, lengthMs, clockRule, leadPlace, languages, ...Object.fromEntries(texts) }
}

/** The gathering with the form's values. */
export function gatheringOf(gathering: GatheringView, fields: Fields): GatheringView {
  const languages = fields['languages'] as readonly string[]
  const texts = Object.fromEntries(languages.map((language) => [language, textOf(fields, language)]))
  return {
    ...gathering,
    startsAt: fields['startsAt'] as number | null,
    lengthMs: fields['lengthMs'] as number,
    clockRule: fields['clockRule'] as ClockRule,
    leadPlace: fields['leadPlace'] as Place | null,
    languages,
    texts,
  }
}

export function textOf(fields: Fields, language: string): GatheringText {
  const named = Object.keys(emptyText).flatMap((field) => {
    const value = ownValue(fields, `texts.${language}.${field}`)
    return value === undefined ? [] : [[field, value] as const]
  })
  return { ...emptyText, ...Object.fromEntries(named) }
}

/** A value as the server will store it. */
function stored(field: string, value: unknown): unknown {
  if (field === 'leadPlace') return (value as Place | null)?.placeId ?? null
  if (!field.startsWith('texts.')) return value
  const name = field.slice(field.lastIndexOf('.') + 1) as TextField
  const given = (value ?? emptyText[name]) as never
  switch (name) {
    case 'title':
    case 'slogan':
      return cleanLine(given)
    case 'goals':
      return (given as GatheringText['goals']).map(cleanLine).filter((goal) => goal !== '')
    case 'agenda':
      return (given as GatheringText['agenda'])
        .map((item) => ({ title: cleanLine(item.title), minutes: item.minutes }))
        .filter((item) => item.title !== '')
    default:
      return cleanText(given)
  }
}

export const sameInGathering: Same = (field, a, b) =>
  Object.is(a, b) || JSON.stringify(stored(field, a)) === JSON.stringify(stored(field, b))

/** One edit with only these changed fields. Removing a language removes all its texts. */
export function gatheringEditOf(confirmed: GatheringView, changed: Fields): GatheringEditInput {
  const languages = (changed['languages'] as readonly string[] | undefined) ?? confirmed.languages
  const texts = new Map<string, Record<string, unknown> | null>()
  for (const language of languages) if (!Object.hasOwn(confirmed.texts, language)) texts.set(language, {})
  for (const language of Object.keys(confirmed.texts))
    if (!languages.includes(language)) texts.set(language, null)
  for (const [field, value] of Object.entries(changed)) {
    const [head, language = '', name = ''] = field.split('.')
    if (head !== 'texts' || !languages.includes(language)) continue
    texts.set(language, { ...texts.get(language), [name]: stored(field, value) })
  }
  const edit: Record<string, unknown> = {}
  if ('startsAt' in changed) edit['startsAt'] = changed['startsAt']
  if ('lengthMs' in changed) edit['lengthMs'] = changed['lengthMs']
  if ('clockRule' in changed) edit['clockRule'] = changed['clockRule']
  if ('leadPlace' in changed) edit['leadPlaceId'] = stored('leadPlace', changed['leadPlace'])
  if ('languages' in changed) edit['languages'] = [...languages]
  if (texts.size > 0) edit['texts'] = Object.fromEntries(texts)
  return edit as GatheringEditInput
}

/** The edit that undoes `edit`, derived from the gathering before it. */
export function inverseOf(before: GatheringView, edit: GatheringEditInput): GatheringEditInput {
  const inverse: Record<string, unknown> = {}
  if (edit.startsAt !== undefined) inverse['startsAt'] = before.startsAt
  if (edit.lengthMs !== undefined) inverse['lengthMs'] = before.lengthMs
  if (edit.clockRule !== undefined) inverse['clockRule'] = before.clockRule
  if (edit.leadPlaceId !== undefined) inverse['leadPlaceId'] = before.leadPlace?.placeId ?? null
  if (edit.languages !== undefined) inverse['languages'] = [...before.languages]
  const texts = Object.entries(edit.texts ?? {}).map(([language, text]) => {
    const old = ownValue(before.texts, language)
    if (old === undefined) return [language, null]
    if (text === null) return [language, old]
    return [language, Object.fromEntries(Object.keys(text).map((name) => [name, old[name as TextField]]))]
  })
  if (texts.length > 0) inverse['texts'] = Object.fromEntries(texts)
  return inverse as GatheringEditInput
}

/** Errors that the server would report for these fields, shown while typing. */
export function gatheringErrors(confirmed: GatheringView, changed: Fields): readonly FieldError[] {
  const parsed = gatheringEdit.safeParse(gatheringEditOf(confirmed, changed))
  return parsed.success ? [] : fieldErrors(parsed.error)
}
