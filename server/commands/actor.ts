// Who acts: derived from the session or a secret, never from the command's content.

import { type HostAct, hostMayDo, hostStanding } from '#shared/domain/host-rights.ts'
import { ownValue } from '#shared/domain/own-value.ts'
import { refuse } from '#shared/domain/verdict.ts'
import type { CommandName, CommandPayload } from '#shared/protocol/commands.ts'
import { actorKeyOf, hashSecret } from '../secrets.ts'
import type { MeetingRecord } from '../store/meeting-rows.ts'
import type { Done, Work } from './unit-of-work.ts'

export type Actor =
  | { readonly kind: 'organizer'; readonly key: string; readonly organizerId: string }
  /** Holds a secret; the handler looks up the row that it opens. */
  | {
      readonly kind: 'secret'
      readonly key: string
      readonly opens: 'host' | 'reply' | 'director'
      readonly hash: string
      /** Recent activity of its source, in memory only; absent when the source is unknown. */
      readonly from?: FromSource
    }

export type FromSource = {
  /** Whether this source already has as many waiting proposals as it may have. */
  readonly isFull: boolean
  /** Counts the reply that this command places in a city; repeated calls count it once. */
  readonly reply: (city: RepliedCity) => OfSource
}

export type RepliedCity = {
  readonly meetingId: string
  /** Whether the city is closed: its replies must not be noticeable in other cities, nor exactly here. */
  readonly isClosed: boolean
  readonly partySize: number
  /** How many people one source may bring to an open city within the time that bursts are remembered. */
  readonly mostPeople: number
  /** Identifies the city until it is erased, which changes the mark (`markOf`). */
  readonly mark: string
}

export type OfSource = {
  /** Whether very many replies come from this source, or very many people of a closed city. */
  readonly isCrowd: boolean
  /** Secret hashes of the replies from this source before it counted as a crowd; set for the crowd's first reply only. */
  readonly earlier: readonly string[]
  /** Whether this source already has as many asked or waiting replies as it may have. */
  readonly isFull: boolean
}

export type Refused = ReturnType<typeof refuse<import('#shared/protocol/answers.ts').RefusalReason>>

/** Executes one command inside a transaction. It checks for every refusal before it writes anything. */
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

/** Null without a session or a usable secret. An invitation secret does not authorize any command. */
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

/**
 * The meeting, if this actor may perform this act on it: any organizer of the gathering, or its host as far as the meeting's state allows.
 */
export async function meetingRunBy(
  work: Work,
  actor: Actor,
  meetingId: string,
  act: HostAct,
): Promise<MeetingRecord | null> {
  const record = await work.meeting(meetingId)
  if (record === null) return null
  if (await isOrganizer(work, actor)) return record
  // Only organizers may read or change a draft; host links do not open it.
  if (work.gathering?.gathering.status === 'draft') return null
  const isHost = actor.kind === 'secret' && actor.opens === 'host' && record.hostHash === actor.hash
  return isHost && hostMayDo(hostStanding(record.meeting), act) ? record : null
}

export const notAllowed = refuse('not-allowed')
export const notFound = refuse('not-found')
