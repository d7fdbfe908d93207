// The available languages: one file each in `messages/`, loaded when chosen. Adding a file adds the language.
import { pickAvailable } from '#shared/domain/pick-language.ts'
import type { Messages } from './i18n.ts'

const loaders = {
  pages: byLanguage(
    import.meta.glob<Messages>('./messages/*.json', { import: 'default', query: '?words=pages' }),
  ),
  desks: byLanguage(
    import.meta.glob<Messages>('./messages/*.json', { import: 'default', query: '?words=desks' }),
  ),
  own: byLanguage(
    import.meta.glob<Messages>('./messages/*.json', { import: 'default', query: '?words=own' }),
  ),
}

/** Messages that load only with certain pages: for organizers, hosts and directors; and for what is stored about a participant. */
type LaterPart = 'desks' | 'own'

function byLanguage(files: Readonly<Record<string, () => Promise<Messages>>>) {
  return new Map(Object.entries(files).map(([path, load]) => [path.replace(/^.*\/|\.json$/g, ''), load]))
}

/** The messages loaded so far, by language. Later parts are added to the same object, so that existing users of it see them at once. */
type Spoken = { readonly messages: Record<string, Messages[string]>; readonly parts: Set<LaterPart> }
const words = new Map<string, Spoken>()
const open = new Set<LaterPart>()

/** Language tags, Arabic first. */
export const languages: readonly string[] = [...loaders.pages.keys()].sort((a, b) =>
  a === 'ar' ? -1 : b === 'ar' ? 1 : a.localeCompare(b),
)

export async function loadMessages(language: string): Promise<Messages> {
  const load = loaders.pages.get(language)
  if (load === undefined) throw new Error(`no messages for ${language}`)
  const kept = words.get(language) ?? { messages: {}, parts: new Set<LaterPart>() }
  words.set(language, kept)
  Object.assign(kept.messages, await load())
  for (const part of open) await addWords(language, part)
  return kept.messages
}

/** Call before rendering something that uses these messages: loads them for all languages in use, now and later. */
export async function openWords(part: LaterPart): Promise<void> {
  open.add(part)
  await Promise.all([...words.keys()].map((language) => addWords(language, part)))
}

export function openDesks(): Promise<void> {
  return openWords('desks')
}

async function addWords(language: string, part: LaterPart): Promise<void> {
  const kept = words.get(language)
  if (kept === undefined || kept.parts.has(part)) return
  Object.assign(kept.messages, await loaders[part].get(language)?.())
  kept.parts.add(part)
}

/** The name of a language, in that language or in `inLanguage`. */
export function languageName(language: string, inLanguage = language): string {
  return new Intl.DisplayNames([inLanguage], { type: 'language' }).of(language) ?? language
}

/** Picks from the available languages: see `pickAvailable`. */
export function pickLanguage(
  chosen: string | null,
  asked: readonly string[],
  available: readonly string[] = languages,
): string {
  return pickAvailable(chosen, asked, available)
}
