// Text that people wrote, with its own language and direction: inline, or as attributes for a block.

import { useI18n } from '../i18n/use-i18n.tsx'
import { guessedIn, type WrittenIn, writtenIn } from '../i18n/written-in.ts'

export type WrittenLanguages = {
  /** The language that the author declared. */
  readonly lang?: string | undefined
  /** The languages spoken there, if the author declared none. */
  readonly likely?: readonly string[] | undefined
}

/** Returns `lang` and `dir` for the element that contains a text. */
export function useWritten(): (text: string, languages?: WrittenLanguages) => WrittenIn {
  const { language } = useI18n()
  return (text, { lang, likely } = {}) =>
    lang === undefined ? guessedIn(text, language, likely) : writtenIn(text, language, lang)
}

/** Inline text, isolated so that the surrounding letters keep their order. */
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

/** Matches the parts of a text that are in the other script: “In any script: حلب, Aleppo”. */
const otherScript = {
  ltr: /([\p{Script=Arabic}\p{Script=Hebrew}]+(?:\s+[\p{Script=Arabic}\p{Script=Hebrew}]+)*)/u,
  rtl: /(\p{Script=Latin}+(?:[\s.'-]+\p{Script=Latin}+)*)/u,
}

/** A sentence with words in another script, each marked with its language. */
export function MixedScripts({ text, likely }: Pick<WrittenLanguages, 'likely'> & { readonly text: string }) {
  const { direction } = useI18n()
  // `split` with a capturing group returns the matches at every second position.
  let at = 0
  return text.split(otherScript[direction]).map((part, place) => {
    const key = at
    at += part.length
    return place % 2 === 0 ? part : <Written key={key} text={part} likely={likely} />
  })
}

/** A self-chosen name, which may be in two scripts: «جسر برلين · Bridge of Berlin». */
export function WrittenName({ name, likely }: Pick<WrittenLanguages, 'likely'> & { readonly name: string }) {
  const hasBoth = /\p{Script=Latin}/u.test(name) && /\p{Script=Arabic}/u.test(name)
  if (!hasBoth) return <Written text={name} likely={likely} />
  return (
    <bdi>
      <MixedScripts text={name} likely={likely} />
    </bdi>
  )
}
