// The whole: one instant, its words in each of its languages, and the rules for publishing and changing it.
import { ownValue } from './own-value.ts'
import type { Place } from './place.ts'
import type { Revision } from './revision.ts'
import { allow, refuse, type Verdict } from './verdict.ts'

export type GatheringStatus = 'draft' | 'published'

/** `same-local-hour` rolls around the world: every city meets when its own clock shows what the lead city's shows at `startsAt`. */
export type ClockRule = 'same-instant' | 'same-local-hour'

/** A gathering without an instant is `planned` while it is to be confirmed, and `postponed` when one was announced before. */
export type Standing = 'planned' | 'postponed' | 'cancelled'

export type AgendaItem = { readonly title: string; readonly minutes: number | null }

/** What a gathering says of itself in one language. */
export type GatheringText = {
  readonly title: string
  readonly slogan: string
  /** Strict Markdown: no HTML, no pictures. */
  readonly statement: string
  readonly goals: readonly string[]
  readonly agenda: readonly AgendaItem[]
  readonly whoWeAre: string
  readonly funding: string
}

export type Gathering = Revision & {
  readonly gatheringId: string
  readonly slug: string
  readonly status: GatheringStatus
  /** Made by the installation to show what a gathering looks like. */
  readonly isExample: boolean
  /** The one instant, epoch ms UTC; null while it is to be confirmed. At the same local hour: the lead city's. */
  readonly startsAt: number | null
  readonly lengthMs: number
  readonly clockRule: ClockRule
  readonly standing: Standing
  /** What was announced before the instant was moved or taken away; null when it never was. */
  readonly formerStartsAt: number | null
  /** Why it was postponed or cancelled, in the organizers' words; `''` where they say nothing, and while it is planned. */
  readonly standingReason: string
  /** The place whose clock heads the page; every other clock is derived. */
  readonly leadPlace: Place | null
  /** Language tags, the main one first. */
  readonly languages: readonly string[]
  readonly texts: Readonly<Record<string, GatheringText>>
  readonly publishedAt: number | null
  /** The floor that is told of the people who will watch from home; 0 where nothing is told. They are none of those who come. */
  readonly watching: number
}

export type GatheringPhase = 'to-come' | 'live' | 'past'

export const emptyText: GatheringText = {
  title: '',
  slogan: '',
  statement: '',
  goals: [],
  agenda: [],
  whoWeAre: '',
  funding: '',
}

/** The text in the reader's language, else in the gathering's main one; with the language it is really in. */
export function textFor(
  gathering: Pick<Gathering, 'languages' | 'texts'>,
  language: string,
): { readonly language: string; readonly text: GatheringText } {
  for (const candidate of [language, ...gathering.languages]) {
    const text = ownValue(gathering.texts, candidate)
    if (text !== undefined && text.title !== '') return { language: candidate, text }
  }
  return { language: gathering.languages[0] ?? language, text: emptyText }
}

export type PublishRefusal = 'already-published' | 'title-missing' | 'instant-past' | 'lead-place-missing'

/** A stranger must be able to tell what it is and when: so much has to stand before it is shown. */
export function decidePublish(gathering: Gathering, now: number): Verdict<PublishRefusal> {
  if (gathering.status === 'published') return refuse('already-published')
  const untitled = gathering.languages.find((language) => !ownValue(gathering.texts, language)?.title.trim())
  if (gathering.languages.length === 0 || untitled !== undefined) {
    return refuse('title-missing', untitled === undefined ? 'title' : `texts.${untitled}.title`)
  }
  // Without an instant it is published as to be confirmed.
  if (gathering.startsAt !== null && gathering.startsAt + gathering.lengthMs <= now) {
    return refuse('instant-past', 'startsAt')
  }
  if (gathering.leadPlace === null) return refuse('lead-place-missing', 'leadPlace')
  return allow()
}

/** Taking a publication back is an undo: nobody may have answered the call yet. */
export function decideUnpublish(
  gathering: Gathering,
  replies: number,
): Verdict<'not-published' | 'has-replies'> {
  if (gathering.status !== 'published') return refuse('not-published')
  return replies > 0 ? refuse('has-replies') : allow()
}
