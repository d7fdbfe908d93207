// Text that people wrote, with its own language and direction: a word within a line, and the attributes of a block.

import { useI18n } from '../i18n/use-i18n.tsx'
import { guessedIn, type WrittenIn, writtenIn } from '../i18n/written-in.ts'

export type WrittenLanguages = {
  /** What its author said that it is written in. */
  readonly lang?: string | undefined
  /** Where the author did not say: the languages that are spoken there. */
  readonly likely?: readonly string[] | undefined
}

/** Returns `lang` and `dir` for the element that holds a text. */
export function useWritten(): (text: string, languages?: WrittenLanguages) => WrittenIn {
  const { language } = useI18n()
  return (text, { lang, likely } = {}) =>
    lang === undefined ? guessedIn(text, language, likely) : writtenIn(text, language, lang)
}

/** In a line of the page: the letters around it keep their order. */
export function Written({
  text,
  className,
  ...languages
}: WrittenLanguages & { readonly text: string; readonly className?: string | undefined }) {
  const written = useWritten()
  return (
    <bdi className={className} {...written(text, languages)}>
      {text}
    </bdi>
  )
}

/** Of words that are to be read as of one language each: “In any script: حلب, Aleppo”. */
const otherScript = {
  ltr: /([\p{Script=Arabic}\p{Script=Hebrew}]+(?:\s+[\p{Script=Arabic}\p{Script=Hebrew}]+)*)/u,
  rtl: /(\p{Script=Latin}+(?:[\s.'-]+\p{Script=Latin}+)*)/u,
}

/** A sentence of the page with words in the other script in it, each with its language. */
export function MixedScripts({ text, likely }: Pick<WrittenLanguages, 'likely'> & { readonly text: string }) {
  const { direction } = useI18n()
  // Splitting by a group leaves what it matched at every second place.
  let at = 0
  return text.split(otherScript[direction]).map((part, place) => {
    const key = at
    at += part.length
    return place % 2 === 0 ? part : <Written key={key} text={part} likely={likely} />
  })
}

/** A name that somebody gave themselves, also one in two scripts: «جسر برلين · Bridge of Berlin». */
export function WrittenName({ name, likely }: Pick<WrittenLanguages, 'likely'> & { readonly name: string }) {
  const hasBoth = /\p{Script=Latin}/u.test(name) && /\p{Script=Arabic}/u.test(name)
  if (!hasBoth) return <Written text={name} likely={likely} />
  return (
    <bdi>
      <MixedScripts text={name} likely={likely} />
    </bdi>
  )
}
