// The request to erase data in an emergency, and its answer: numbers of erased items, never their content.
import { z } from 'zod'
import type { RefusalReason } from './answers.ts'
import { id, line } from './fields.ts'

/** A city by its host or an organizer, a gathering by an organizer, the installation by its operator's link. */
export const panicScopes = ['city', 'gathering', 'installation'] as const
export type PanicScope = (typeof panicScopes)[number]

export const panicRequest = z.object({
  /** One per form: a repeated request returns the first proof. */
  panicId: id,
  scope: z.enum(panicScopes),
  /** Id or slug; null for the installation. */
  gathering: line(100).nullable().default(null),
  /** The city that an organizer erases; a host's link identifies its own. */
  meetingId: id.nullable().default(null),
  /** A host's secret or the operator's; absent for an organizer, who has a session. */
  credential: z
    .string()
    .regex(/^[hp]_[A-Za-z0-9_-]{22,64}$/)
    .optional(),
  /** The city's name, the gathering's title, or the installation's host name, typed by hand. */
  typed: line(400),
})
export type PanicRequest = z.infer<typeof panicRequest>

/** Numbers of erased items of each kind. */
export type ErasedCounts = {
  readonly replies: number
  readonly logEntries: number
  readonly messages: number
  readonly directors: number
  readonly proposals: number
  readonly closedCities: number
  /** Cities whose host, address, note, streams and codes were erased. */
  readonly meetings: number
  readonly sessions: number
  readonly backups: number
}

export type ErasureProof = {
  readonly scope: PanicScope
  /** Time of the commit, epoch ms. */
  readonly at: number
  readonly erased: ErasedCounts
  /** False if a backup could not be deleted: the operator has to delete it. */
  readonly areBackupsGone: boolean
  /** The backup folder is missing, for example because its disk is not connected. Its content is deleted when it returns. */
  readonly isBackupFolderMissing?: boolean
  /** Number of gatherings that could not be erased. */
  readonly failed: number
}

export type PanicAnswer =
  | { readonly ok: true; readonly proof: ErasureProof }
  | { readonly ok: false; readonly reason: RefusalReason; readonly retryAfterMs?: number }
