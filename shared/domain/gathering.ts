// A gathering as a whole: one instant, its texts in each of its languages, and the rules for publishing and changing it.
import { ownValue } from './own-value.ts'
import type { Place } from './place.ts'
import type { Revision } from './revision.ts'
import { allow, refuse, type Verdict } from './verdict.ts'

export type GatheringStatus = 'draft' | 'published'

/** `same-local-hour` rolls around the world: every city meets when its local time equals the lead city's local time at `startsAt`. */
export type ClockRule = 'same-instant' | 'same-local-hour'

/** A gathering without a date is `planned` while its date is to be confirmed, and `postponed` if a date was announced before. */
export type Standing = 'planned' | 'postponed' | 'cancelled'

export type AgendaItem = { readonly title: string; readonly minutes: number | null }

/** The gathering's own text in one language. */
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
  /** Created by the installation to show what a gathering looks like. */
  readonly isExample: boolean
  /** The start, epoch ms UTC; null while it is to be confirmed. With `same-local-hour`, the lead city's start. */
  readonly startsAt: number | null
  readonly lengthMs: number
  readonly clockRule: ClockRule
  readonly standing: Standing
  /** The start that was announced before it was moved or removed; null if it never was. */
  readonly formerStartsAt: number | null
  /** Why it was postponed or cancelled, in the organizers' words; `''` if they gave no reason, and while it is planned. */
  readonly standingReason: string
  /** The place whose local time the page shows first. */
  readonly leadPlace: Place | null
  /** Language tags, the main one first. */
  readonly languages: readonly string[]
  readonly texts: Readonly<Record<string, GatheringText>>
  readonly publishedAt: number | null
  /**
   * The band floor that is published for the people who will watch from home; 0 if nothing is published. They are not among the people who
   * come.
   */
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

/** The text in the reader's language, or else in the gathering's main language, with the language that was found. */
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

/** A stranger must be able to tell what the gathering is and when it is, so these fields are required before publication. */
export function decidePublish(gathering: Gathering, now: number): Verdict<PublishRefusal> {
  if (gathering.status === 'published') return refuse('already-published')
  const untitled = gathering.languages.find((language) => !ownValue(gathering.texts, language)?.title.trim())
  if (gathering.languages.length === 0 || untitled !== undefined) {
    return refuse('title-missing', untitled === undefined ? 'title' : `texts.${untitled}.title`)
  }
  // A gathering without a date is published as to be confirmed.
  if (gathering.startsAt !== null && gathering.startsAt + gathering.lengthMs <= now) {
    return refuse('instant-past', 'startsAt')
  }
  if (gathering.leadPlace === null) return refuse('lead-place-missing', 'leadPlace')
  return allow()
}

/** Unpublishing is an undo, allowed only while nobody has replied yet. */
export function decideUnpublish(
  gathering: Gathering,
  replies: number,
): Verdict<'not-published' | 'has-replies'> {
  if (gathering.status !== 'published') return refuse('not-published')
  return replies > 0 ? refuse('has-replies') : allow()
}
