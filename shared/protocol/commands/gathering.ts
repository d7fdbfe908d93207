// Commands of an organizer on a gathering.
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

/** Changes only the fields it contains. A language set to null is removed. */
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
  /** Creates a draft with the envelope's gathering id. */
  createGathering: z.object({ language: languageTag }),
  editGathering: gatheringEdit,
  publishGathering: z.object({}),
  unpublishGathering: z.object({}),
  /** Removes the announced date until a new one is known; `editGathering` announces the new one. */
  /** `reason`: shown to everybody who reads the gathering; may be empty. */
  postponeGathering: z.object({ reason: line(limits.reason).default('') }),
  cancelGathering: z.object({ reason: line(limits.reason).default('') }),
  /** Undoes a postponement or cancellation. */
  reinstateGathering: z.object({}),
  /** Erases personal data earlier than the default; never later. */
  bringPurgeNearer: z.object({ purgeAt: instant }),
  /** Removes it permanently, with every meeting, reply and number. */
  removeGathering: z.object({}),
}
