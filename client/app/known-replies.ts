// The replies that this page knows: those made in this tab, and those that the device was asked to remember.
import { placeName } from '#shared/domain/place.ts'
import type { Snapshot } from '#shared/protocol/views.ts'
import type { I18n, MessageKey } from '../i18n/i18n.ts'
import { holdTabReply, type TabReply } from '../sync/tab-replies.ts'

export type KnownReply = {
  readonly slug: string
  readonly credential: string
  readonly cityNames: Readonly<Record<string, string>>
  readonly timeZone?: string
  readonly state?: TabReply['state']
}

/** Without duplicates; those of this tab first, because their state is known. */
export function knownReplies(
  slug: string,
  ofTab: readonly TabReply[],
  remembered: readonly KnownReply[],
): readonly KnownReply[] {
  const held = new Set(ofTab.map(({ credential }) => credential))
  return [...ofTab, ...remembered.filter(({ credential }) => !held.has(credential))].filter(
    (reply) => reply.slug === slug,
  )
}

const words: Readonly<Partial<Record<NonNullable<TabReply['state']>, MessageKey>>> = {
  confirmed: 'common.you-are-coming',
  waiting: 'ticket.waiting',
}

/** “You are coming to Berlin”, or a general sentence while the state is unknown. */
export function replyWords({ t, language }: I18n, { cityNames, state }: KnownReply): string {
  const city = placeName(cityNames, language)
  return t((state && words[state]) ?? 'reply.yours', { city })
}

/** Call right after a reply was placed: this tab then stops asking whether one comes. */
export function holdPlaced({ gathering, meetings }: Snapshot, meetingId: string, credential: string): void {
  const place = meetings.find((meeting) => meeting.meetingId === meetingId)?.place
  if (place === undefined) return
  const titles = Object.entries(gathering.texts).map(([language, { title }]) => [language, title] as const)
  holdTabReply({
    slug: gathering.slug,
    credential,
    titles: Object.fromEntries(titles),
    cityNames: place.names,
    timeZone: place.timeZone,
    state: null,
  })
}
