// Messages and cues among the crew of a link-up, and the appointment of directors beside the organizers.
import { z } from 'zod'
import { cues } from '../../domain/cue.ts'
import { credential, filled, id, line } from '../fields.ts'
import { limits } from '../limits.ts'

/** From the control room: the receiving city, or null for all. From a city: its own id; the control room receives it. */
const address = { messageId: id, meetingId: id.nullable(), isRehearsal: z.boolean().default(false) }

export const crewCommands = {
  sendCue: z.object({ ...address, cue: z.enum(cues) }),
  sendMessage: z.object({ ...address, text: filled(line(limits.message)) }),
  /** Creates a link for a director; the client makes its secret. */
  appointDirector: z.object({
    directorId: id,
    alias: filled(line(limits.alias)),
    directorSecret: credential,
  }),
  dismissDirector: z.object({ directorId: id }),
}
