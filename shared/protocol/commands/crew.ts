// What the crew of a link-up tell each other, and who may direct it beside the organizers.
import { z } from 'zod'
import { cues } from '../../domain/cue.ts'
import { credential, filled, id, line } from '../fields.ts'
import { limits } from '../limits.ts'

/** From the control room: to one city, or (null) to all. From a city: its own, heard by the control room. */
const address = { messageId: id, meetingId: id.nullable(), isRehearsal: z.boolean().default(false) }

export const crewCommands = {
  sendCue: z.object({ ...address, cue: z.enum(cues) }),
  sendMessage: z.object({ ...address, text: filled(line(limits.message)) }),
  /** Makes a link by which somebody may direct; the client makes its secret. */
  appointDirector: z.object({
    directorId: id,
    alias: filled(line(limits.alias)),
    directorSecret: credential,
  }),
  dismissDirector: z.object({ directorId: id }),
}
