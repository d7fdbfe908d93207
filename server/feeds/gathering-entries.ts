// A gathering's feed entries, from the public view: the statement, a changed date, each city that opened to strangers.
import type { I18n } from '#client/i18n/i18n.ts'
import { textFor } from '#shared/domain/gathering.ts'
import { placeName } from '#shared/domain/place.ts'
import type { MeetingView, Snapshot } from '#shared/protocol/views.ts'
import type { History } from '../reading/histories.ts'
import { whenIn, whenLine } from '../words/moment-words.ts'
import type { FeedEntry } from './feed.ts'

/** `origin` has no trailing slash. `words` are in the reader's language; the gathering's texts may be in another one. */
export type Reader = { readonly origin: string; readonly words: I18n; readonly language: string }

function lines(...said: readonly (string | null | undefined)[]): string {
  return said.filter((line) => line !== null && line !== undefined && line !== '').join('\n')
}

/** The entry for the gathering itself, with its statement as written (Markdown is plain text). */
export function callEntry({ gathering }: Snapshot, history: History, reader: Reader): FeedEntry {
  const { origin, words, language } = reader
  const { text } = textFor(gathering, language)
  const { title } = text
  const named =
    gathering.standing === 'cancelled'
      ? words.t('feed.cancelled', { title })
      : gathering.standing === 'postponed'
        ? words.t('feed.postponed', { title })
        : title
  return {
    id: `${origin}/g/${gathering.gatheringId}?lang=${language}`,
    link: `${origin}/g/${gathering.slug}?lang=${language}`,
    title: named,
    text: lines(whenLine(words, gathering), text.slogan, text.statement && `\n${text.statement}`),
    publishedAt: history.publishedAt,
    changedAt: history.changedAt,
  }
}

/** The entry for a moved, postponed or cancelled date; null if nothing changed. */
function planEntry({ gathering }: Snapshot, history: History, reader: Reader): FeedEntry | null {
  const { origin, words, language } = reader
  const { standing, formerStartsAt, leadPlace, startsAt } = gathering
  if (standing === 'planned' && formerStartsAt === null) return null
  const { title } = textFor(gathering, language).text
  const was =
    formerStartsAt === null || leadPlace === null
      ? null
      : words.t('feed.was', { when: whenIn(words, formerStartsAt, leadPlace) })
  const key = standing === 'planned' ? 'feed.moved' : (`feed.${standing}` as const)
  return {
    id: `${origin}/g/${gathering.gatheringId}?lang=${language}#plan-${gathering.revision}`,
    link: `${origin}/g/${gathering.slug}?lang=${language}`,
    title: words.t(key, { title }),
    text: lines(startsAt === null && standing === 'cancelled' ? null : whenLine(words, gathering), was),
    publishedAt: history.changedAt,
    changedAt: history.changedAt,
  }
}

function cityEntry(snapshot: Snapshot, meeting: MeetingView, history: History, reader: Reader): FeedEntry {
  const { origin, words, language } = reader
  const { gathering } = snapshot
  const { place, formerPlace, mergedFrom, address } = meeting
  const { title } = textFor(gathering, language).text
  const nameOf = (at: typeof place) => placeName(at.names, words.language)
  // A city that opened before the gathering was published appeared with it.
  const publishedAt = Math.max(history.publishedAt, history.openedAt.get(meeting.meetingId) ?? 0)
  return {
    id: `${origin}/g/${gathering.gatheringId}/${meeting.meetingId}?lang=${language}`,
    link: `${origin}/g/${gathering.slug}/${meeting.meetingId}?lang=${language}`,
    title:
      formerPlace === null
        ? words.t('feed.city', { city: nameOf(place), title })
        : words.t('feed.city-moved', { from: nameOf(formerPlace), city: nameOf(place), title }),
    text: lines(
      whenLine(words, gathering, place),
      [address?.venue, address?.address].filter(Boolean).join('\n'),
      mergedFrom.length === 0
        ? null
        : words.t('feed.city-merged', { cities: mergedFrom.map((from) => nameOf(from.place)).join(' · ') }),
    ),
    publishedAt,
    // Uses the public revision: the log also contains changes that strangers may not see.
    changedAt: Math.max(publishedAt, meeting.revisedAt),
  }
}

export function gatheringEntries(snapshot: Snapshot, history: History, reader: Reader): readonly FeedEntry[] {
  const plan = planEntry(snapshot, history, reader)
  return [
    callEntry(snapshot, history, reader),
    ...(plan === null ? [] : [plan]),
    ...snapshot.meetings.map((meeting) => cityEntry(snapshot, meeting, history, reader)),
  ]
}
