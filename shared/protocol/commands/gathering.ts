// What an organizer may ask of a gathering.
import { z } from 'zod'
import { filled, instant, languageTag, line, placeId, prose } from '../fields.ts'
import { limits } from '../limits.ts'

const text = z.object({
  title: line(limits.title),
  slogan: line(limits.slogan),
  statement: prose(limits.statement),
  goals: z.array(filled(line(limits.goal))).max(limits.goals),
  agenda: z
    .array(
      z.object({
        title: filled(line(limits.agendaTitle)),
        minutes: z
          .number()
          .int()
          .min(1)
          .max(24 * 60)
          .nullable(),
      }),
    )
    .max(limits.agenda),
  whoWeAre: prose(limits.whoWeAre),
  funding: prose(limits.funding),
})

/** Only what is named is changed. A language given as null is taken out. */
export const gatheringEdit = z.object({
  startsAt: instant.nullable().optional(),
  lengthMs: z
    .number()
    .int()
    .min(5 * 60_000)
    .max(limits.lengthMs)
    .optional(),
  clockRule: z.enum(['same-instant', 'same-local-hour']).optional(),
  leadPlaceId: placeId.nullable().optional(),
  languages: z.array(languageTag).min(1).max(limits.languages).optional(),
  texts: z.record(languageTag, text.partial().nullable()).optional(),
})

export const gatheringCommands = {
  /** Starts a draft; the envelope's gathering id is the one it gets. */
  createGathering: z.object({ language: languageTag }),
  editGathering: gatheringEdit,
  publishGathering: z.object({}),
  unpublishGathering: z.object({}),
  /** Takes the announced date away until another is known; edit the instant to announce the new one. */
  /** `reason`: read by everybody who reads the gathering; may be empty. */
  postponeGathering: z.object({ reason: line(limits.reason).default('') }),
  cancelGathering: z.object({ reason: line(limits.reason).default('') }),
  /** Takes back that it was postponed or cancelled. */
  reinstateGathering: z.object({}),
  /** Erases what is personal sooner than by itself; never later. */
  bringPurgeNearer: z.object({ purgeAt: instant }),
  /** For good, with every meeting, reply and number. */
  removeGathering: z.object({}),
}
