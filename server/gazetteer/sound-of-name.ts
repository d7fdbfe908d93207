// A rough phonetic key: a name's consonants in one alphabet, so that names match if spelled by ear or in another script.
import { ownValue } from '#shared/domain/own-value.ts'

/** The sound of each letter; vowels, and consonants that people leave out when spelling by ear, have none. */
// biome-ignore format: a table
const letters: ReadonlyMap<string, string> = new Map(Object.entries({
  // Latin, as folded
  b: 'b', c: 'k', d: 'd', f: 'f', g: 'k', j: 'k', k: 'k', l: 'l', m: 'm', n: 'n', p: 'b', q: 'k', r: 'r', s: 's', t: 't',
  v: 'f', w: 'w', x: 'ks', z: 's', h: 'h',
  // Arabic, as folded
  ب: 'b', ت: 't', ث: 't', ج: 'k', ح: 'h', خ: 'k', د: 'd', ذ: 'd', ر: 'r', ز: 's', س: 's', ش: 's', ص: 's', ض: 'd', ط: 't',
  ظ: 's', غ: 'k', ف: 'f', ق: 'k', ك: 'k', ل: 'l', م: 'm', ن: 'n', ه: 'h',
  // Cyrillic
  б: 'b', в: 'f', г: 'k', ґ: 'k', д: 'd', ж: 'k', з: 's', к: 'k', л: 'l', м: 'm', н: 'n', п: 'b', р: 'r', с: 's', т: 't',
  ф: 'f', х: 'h', ц: 's', ч: 's', ш: 's', щ: 's',
  // Greek
  β: 'f', γ: 'k', δ: 'd', ζ: 's', θ: 't', κ: 'k', λ: 'l', μ: 'm', ν: 'n', ξ: 'ks', π: 'b', ρ: 'r', σ: 's', τ: 't', φ: 'f',
  χ: 'h', ψ: 'bs',
}))

/** Two to four Latin letters for one sound; the longest first. */
const latinGroups = /tsch|sch|[ckpstgdz]h|ck|tz|dj|c(?=[eiy])/g
// biome-ignore format: a table
const groupSounds: Readonly<Record<string, string>> = {
  tsch: 's', sch: 's', ch: 's', sh: 's', kh: 'k', gh: 'k', ph: 'f', th: 't', dh: 'd', ck: 'k', tz: 's', zh: 'k', dj: 'k', c: 's',
}

const arabicArticle = /(^| )ال(?=.{2})/g
/** Includes assimilated forms before a sun letter: ar-Raqqa, ash-Sham. */
const latinArticle = /(^| )(?:al|el|ad|ar|as|ash|at|an|az|ed|er|es|et|ez) (?=.{2})/g

/** Shorter keys are too ambiguous. */
const fewestConsonants = 4

/** The key of a folded name; null if it would be too short. Ignores spaces: Deirezzor equals Deir ez-Zor. */
export function soundOf(folded: string): string | null {
  const spelt = folded.includes('ال')
    ? folded.replace(arabicArticle, '$1')
    : folded
        .replace(latinArticle, '$1')
        .replace(latinGroups, (group) => ownValue(groupSounds, group) ?? group)
  let sound = ''
  let before = ''
  for (const letter of spelt) {
    // h and w count only at the start of a word.
    const isFaint = letter === 'h' || letter === 'w' || letter === 'ه' || letter === 'ح'
    const heard = isFaint && before !== '' ? '' : (letters.get(letter) ?? '')
    if (!sound.endsWith(heard) || heard === '') sound += heard
    before = letter
  }
  return sound.replace(/w/g, '').length < fewestConsonants ? null : sound.replace(/^w/, '')
}
