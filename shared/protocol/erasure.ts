// What a panic is asked with, and what it answers: numbers of what was erased, never what it was.
import { z } from 'zod'
import type { RefusalReason } from './answers.ts'
import { id, line } from './fields.ts'

/** A city by its host or an organizer, a gathering by an organizer, the installation by its operator's link. */
export const panicScopes = ['city', 'gathering', 'installation'] as const
export type PanicScope = (typeof panicScopes)[number]

export const panicRequest = z.object({
  /** Made once a form: asked again, it is answered with the first proof. */
  panicId: id,
  scope: z.enum(panicScopes),
  /** Id or slug; null for the installation. */
  gathering: line(100).nullable().default(null),
  /** Of an organizer's city; a host's link names its own. */
  meetingId: id.nullable().default(null),
  /** A host's secret or the operator's; none for an organizer, who has a session. */
  credential: z
    .string()
    .regex(/^[hp]_[A-Za-z0-9_-]{22,64}$/)
    .optional(),
  /** The city's name, the gathering's title, or the installation's host name, typed by hand. */
  typed: line(400),
})
export type PanicRequest = z.infer<typeof panicRequest>

/** How many of each kind are gone. */
export type ErasedCounts = {
  readonly replies: number
  readonly logEntries: number
  readonly messages: number
  readonly directors: number
  readonly proposals: number
  readonly closedCities: number
  /** Cities of which host, address, note, streams and codes were erased. */
  readonly meetings: number
  readonly sessions: number
  readonly backups: number
}

export type ErasureProof = {
  readonly scope: PanicScope
  /** Epoch ms of the commit. */
  readonly at: number
  readonly erased: ErasedCounts
  /** False where a backup could not be deleted: the operator has to. */
  readonly areBackupsGone: boolean
  /** The folder of backups is not there, as where its disk is not connected: what is in it is deleted when it is. */
  readonly isBackupFolderMissing?: boolean
  /** Gatherings that could not be erased. */
  readonly failed: number
}

export type PanicAnswer =
  | { readonly ok: true; readonly proof: ErasureProof }
  | { readonly ok: false; readonly reason: RefusalReason; readonly retryAfterMs?: number }
