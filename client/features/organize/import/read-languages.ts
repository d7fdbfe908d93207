// Reads a list of languages from one cell: “Arabic, Kurdish”, «عربي وإنكليزي», “ar/en”.

import { foldName } from '#shared/domain/fold-name.ts'
import { ownValue } from '#shared/domain/own-value.ts'
import { limits } from '#shared/protocol/limits.ts'
import { commonLanguages } from '../text/common-languages.ts'

/** Common names besides the full ones. */
// biome-ignore format: a table
const shortNames: Readonly<Record<string, readonly string[]>> = {
  ar: ['عربي', 'erebî', 'عەرەبی'], en: ['îngilîzî', 'ئینگلیزی', 'انكليزي', 'انجليزي', 'انكليزية', 'الانكليزية'], tr: ['تركي', 'tirkî', 'تورکی'], de: ['الماني', 'german', 'deutsch', 'almanî', 'elmanî', 'ئەڵمانی'], fr: ['فرنسي'],
  ku: ['كردي', 'kurmanji', 'kurmancî', 'كرمانجي', 'kurdî', 'کوردی'], ckb: ['سوراني', 'sorani', 'soranî'], fa: ['فارسي', 'farsi'], sv: ['سويدي'], nl: ['هولندي', 'dutch'],
  es: ['اسباني'], el: ['يوناني'], ru: ['روسي'], hy: ['ارمني'],
}

const readersLanguages = ['ar', 'en', 'de', 'tr', 'fr', 'sv', 'nl', 'es']
const article = /^ال(?=.{3})/
/** «و» (and) before a word that is only known without it. */
const and = /^و(?=.{3})/

let tagsByName: ReadonlyMap<string, string> | undefined

function namesOfLanguages(): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  for (const tag of commonLanguages) {
    const own = [tag, ...(ownValue(shortNames, tag) ?? [])]
    for (const language of [...readersLanguages, tag])
      own.push(new Intl.DisplayNames([language], { type: 'language' }).of(tag) ?? '')
    for (const name of own) names.set(foldName(name).replace(article, ''), tag)
  }
  names.delete('')
  return names
}

export type ReadLanguages = {
  /** Language tags (BCP 47), without duplicates. */
  readonly tags: readonly string[]
  /** Words that are not a known language. */
  readonly unread: readonly string[]
}

export function readLanguages(cell: string): ReadLanguages {
  tagsByName ??= namesOfLanguages()
  const tags = new Set<string>()
  const unread: string[] = []
  const tagOf = (word: string) => tagsByName?.get(foldName(word).replace(article, ''))
  for (const part of cell.split(/[,;/،؛|+&\n]| و | and | und | et | ve | y | och | û | î /)) {
    const whole = part.trim()
    if (whole === '') continue
    const tag = tagOf(whole)
    // “Arabic English” without a separator.
    const words = tag === undefined ? whole.split(' ') : [whole]
    for (const [index, word] of words.entries()) {
      // Dutch “en” (and) between names, but not between tags.
      const beside = [words[index - 1] ?? '', words[index + 1] ?? '']
      if (word === 'en' && beside.every(({ length }) => length > 3)) continue
      const known = tagOf(word) ?? tagOf(word.replace(and, ''))
      if (known === undefined) unread.push(word)
      else tags.add(known)
    }
  }
  return { tags: [...tags].slice(0, limits.languages), unread }
}
