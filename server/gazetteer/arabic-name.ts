// Picks the Arabic name among a place's names in Arabic script, which the data mixes with Persian, Urdu, Kurdish and others without marking
// them.

import { foldName } from '#shared/domain/fold-name.ts'
import { ownValue } from '#shared/domain/own-value.ts'

const arabicLettersOnly = /^[ء-غف-يً-ْ ()-]+$/
const tashkeel = /[\u064b-\u0652\u0670]/g
/** Names of a district, governorate or municipality, not of the town. */
const ofTheDistrict =
  /^(محافظة|مدينة|ولاية|بلدية|قضاء|منطقة|مقاطعة|ناحية|مديرية|إقليم|دائرة|مركز|عمالة|شهر|دولة) |\(/

type NamedPlace = {
  readonly name: string
  readonly isArabicSpeaking: boolean
  readonly isPersianateNeighbour: boolean
}

/** The best candidate for an Arabic display name, or undefined if none is likely to be Arabic. */
export function arabicNameFrom(alternateNames: readonly string[], place: NamedPlace): string | undefined {
  const hasArticle = /^(a[a-z]{1,2}|e[a-z]) /.test(foldName(place.name))
  let best: { name: string; score: number } | undefined
  for (const candidate of alternateNames) {
    const name = candidate.replace(tashkeel, '').trim()
    if (!arabicLettersOnly.test(name) || ofTheDistrict.test(name) || foldName(name).length < 3) continue
    // Uyghur and Kurdish words start like this.
    if (name.startsWith('ئ')) continue
    const score = evidence(name, place) + (hasArticle && name.startsWith('ال') ? 2 : 0)
    if (best === undefined || score > best.score) best = { name, score }
  }
  if (best === undefined || best.score < (place.isPersianateNeighbour ? 1 : 0)) return undefined
  return place.isArabicSpeaking ? best.name : best.name.replace(/ى(?= |$)/g, 'ي')
}

/** Letters that Persian, Urdu and Kurdish write differently raise the score; letters unusual in Arabic names lower it. */
function evidence(name: string, place: NamedPlace): number {
  let score = 0
  if (/[ةيك]/.test(name)) score += 2
  if (/غ/.test(name)) score += 1
  if (/(^| |ال)[أإ]|[ؤئ]|ء( |$)/.test(name)) score += 1
  if (/^ال| ال/.test(name)) score += 1
  if (place.isArabicSpeaking) return consonants(name) === romanConsonants(place.name) ? score + 3 : score
  // A hamza inside a foreign name is a vowel of another language; a madda starts Persian names of cities (آتن, آمستردام).
  if (/[^ ل][أإ]|آ/.test(name)) score -= 3
  if (/ى/.test(name)) score -= 1
  return score
}

// The next two functions reduce صافيتا and Şāfītā to one form, so that the name which the display name romanises is picked.

function consonants(arabic: string): string {
  // biome-ignore format: a table
  const letters: Record<string, string> = {
    ب: 'b', ت: 't', ث: 't', ج: 'j', خ: 'k', د: 'd', ذ: 'd', ر: 'r', ز: 'z', س: 's', ش: 's', ص: 's', ض: 'd', ط: 't',
    ظ: 'z', غ: 'g', ف: 'f', ق: 'k', ك: 'k', ل: 'l', م: 'm', ن: 'n',
  }
  const words = foldName(arabic).replace(/(^| )ال/g, '$1')
  return [...words]
    .map((letter) => ownValue(letters, letter) ?? '')
    .join('')
    .replace(/(.)\1+/g, '$1')
}

function romanConsonants(name: string): string {
  return foldName(name)
    .replace(/(^| )(a[lsdtrzn]|[ae]s[hs]|[ae]l|adh|ath) /g, '$1')
    .replace(/q|kh/g, 'k')
    .replace(/[^bcdfgjklmnprstvz]/g, '')
    .replace(/(.)\1+/g, '$1')
}
