// How many people replied to each city over time, per ten minutes: for organizers, who may not read single replies.
import type { ReplyStretch, ReplyTimes } from '#shared/protocol/reply-times.ts'
import type { Audience } from '#shared/protocol/views.ts'
import { peoplePerTenMinutes } from '../store/asked-rows.ts'
import type { Store } from '../store/open-store.ts'
import { readsReplyTimes } from './exposure.ts'

/** Per city, this many latest stretches and all bursts are returned. */
const mostStretches = 300

/** Null for audiences that may not read it. */
export async function readReplyTimes(
  store: Store,
  gatheringId: string,
  audience: Audience,
): Promise<ReplyTimes | null> {
  if (!readsReplyTimes(audience)) return null
  const byCity = new Map<
    string,
    Map<number, { -readonly [Name in keyof ReplyStretch]: ReplyStretch[Name] }>
  >()
  for (const { meetingId, fromMinute, state, isOfBurst, people } of await peoplePerTenMinutes(
    store.db,
    gatheringId,
  )) {
    const city = byCity.get(meetingId) ?? new Map()
    byCity.set(meetingId, city)
    const stretch = city.get(fromMinute) ?? {
      fromMinute,
      asked: 0,
      confirmed: 0,
      waiting: 0,
      declined: 0,
      held: 0,
      isBurst: false,
    }
    city.set(fromMinute, stretch)
    if (state !== 'cancelled') stretch[state] += people
    if (isOfBurst) {
      stretch.isBurst = true
      if (state === 'asked') stretch.held += people
    }
  }
  return {
    cities: [...byCity].map(([meetingId, city]) => {
      const inOrder = [...city.values()].sort((one, other) => other.fromMinute - one.fromMinute)
      return {
        meetingId,
        stretches: inOrder.filter(({ isBurst }, place) => isBurst || place < mostStretches),
      }
    }),
  }
}
