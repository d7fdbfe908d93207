// Who acts: taken from the session or from a secret, never from what a command says of itself.

import { type HostAct, hostMayDo, hostStanding } from '#shared/domain/host-rights.ts'
import { ownValue } from '#shared/domain/own-value.ts'
import { refuse } from '#shared/domain/verdict.ts'
import type { CommandName, CommandPayload } from '#shared/protocol/commands.ts'
import { actorKeyOf, hashSecret } from '../secrets.ts'
import type { MeetingRecord } from '../store/meeting-rows.ts'
import type { Done, Work } from './work.ts'

export type Actor =
  | { readonly kind: 'organizer'; readonly key: string; readonly organizerId: string }
  /** Holds a secret; what it opens is looked up where it is used. */
  | {
      readonly kind: 'secret'
      readonly key: string
      readonly opens: 'host' | 'reply' | 'director'
      readonly hash: string
      /** What its source did before, in memory only; absent where the source is not known. */
      readonly from?: FromSource
    }

export type FromSource = {
  /** As many of its proposals wait as may. */
  readonly isFull: boolean
  /** Counts the reply that this command places in a city, once however often it is asked. */
  readonly reply: (city: RepliedCity) => OfSource
}

export type RepliedCity = {
  readonly meetingId: string
  /** What its replies do must not be noticed in other cities, nor exactly here. */
  readonly isClosed: boolean
  readonly partySize: number
  /** As many people may one source bring to it while bursts are remembered, where its numbers are open. */
  readonly mostPeople: number
  /** Another one once the city was erased (`markOf`). */
  readonly mark: string
}

export type OfSource = {
  /** Very many replies, or people of a closed city, come from it. */
  readonly isCrowd: boolean
  /** Hashes of the secrets that replied from it before it was found to be a crowd; of the first reply of the crowd alone. */
  readonly earlier: readonly string[]
  /** As many of its replies are asked or waiting as may be. */
  readonly isFull: boolean
}

export type Refused = ReturnType<typeof refuse<import('#shared/protocol/answers.ts').RefusalReason>>

/** Carries one command out inside a transaction. All that can be refused is refused before anything is written. */
export type Handler<Name extends CommandName> = (
  work: Work,
  actor: Actor,
  payload: CommandPayload<Name>,
  gatheringId: string,
) => Promise<Done | Refused>

const opensBy: Readonly<Record<string, 'host' | 'reply' | 'director'>> = {
  h: 'host',
  r: 'reply',
  d: 'director',
}

/** Null when neither a session nor a usable secret is there. An organizer's invitation secret acts for nobody. */
export function identify(credential: string | undefined, organizerId: string | null): Actor | null {
  if (credential !== undefined) {
    if (credential.startsWith('i_')) return null
    const hash = hashSecret(credential)
    return {
      kind: 'secret',
      key: actorKeyOf(hash),
      opens: ownValue(opensBy, credential[0] ?? '') ?? 'reply',
      hash,
    }
  }
  if (organizerId === null) return null
  return { kind: 'organizer', key: `o:${organizerId}`, organizerId }
}

export async function isOrganizer(work: Work, actor: Actor): Promise<boolean> {
  return actor.kind === 'organizer' && (await work.isOrganizer(actor.organizerId))
}

/** The meeting, when this actor may do this with it: any organizer of the gathering, or its host as far as its state lets them. */
export async function meetingRunBy(
  work: Work,
  actor: Actor,
  meetingId: string,
  act: HostAct,
): Promise<MeetingRecord | null> {
  const record = await work.meeting(meetingId)
  if (record === null) return null
  if (await isOrganizer(work, actor)) return record
  // A draft is its organizers' alone: a host link opens it to no reading, so to no acting.
  if (work.gathering?.gathering.status === 'draft') return null
  const isHost = actor.kind === 'secret' && actor.opens === 'host' && record.hostHash === actor.hash
  return isHost && hostMayDo(hostStanding(record.meeting), act) ? record : null
}

export const notAllowed = refuse('not-allowed')
export const notFound = refuse('not-found')
