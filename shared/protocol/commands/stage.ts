// Commands of a director on the stage and on the director's role.
import { z } from 'zod'
import { id, line } from '../fields.ts'
import { limits } from '../limits.ts'

const fence = z.number().int().min(0)
/** The window that directs; absent while nobody directs. */
const seat = z.object({ seatId: id, term: z.number().int().min(1) }).optional()
/** In the rehearsal, which the public does not see and which leaves no data. */
const isRehearsal = z.boolean().default(false)
const act = { seat, isRehearsal }
/** An organizer needs no name: clients show them under a generic name in the reader's language. */
const who = { seatId: id, alias: line(limits.alias) }

export const stageCommands = {
  /** Moves the stage to a city or to a segment, or clears it. `seenFence` is the stage's fence on the director's screen. */
  handStage: z.object({
    meetingId: id.nullable(),
    segmentId: id.nullable().default(null),
    seenFence: fence,
    ...act,
  }),
  /** Shows or removes a slate over the holder's picture. */
  holdStage: z.object({ isHeld: z.boolean(), seenFence: fence, ...act }),
  /** The next city, overriding the programme; null follows the programme. */
  putNext: z.object({ meetingId: id.nullable(), ...act }),
  callRoll: z.object({ rollId: id, ...act }),
  endRoll: z.object({ rollId: id, ...act }),
  /** Sent by a city with one tap. */
  answerRoll: z.object({ rollId: id, meetingId: id, isRehearsal }),
  startRehearsal: z.object({ rehearsalId: id, seat }),
  /** Deletes all data of the rehearsal. */
  endRehearsal: z.object({ rehearsalId: id, seat }),
  /** Takes the director's role if nobody holds it, or if its holder no longer responds. */
  takeSeat: z.object({ ...who, seenTerm: z.number().int().min(0) }),
  askForSeat: z.object(who),
  /** Gives it to the person who asks for it. */
  giveSeat: z.object({ seat: seat.unwrap(), toSeatId: id }),
  leaveSeat: z.object({ seat: seat.unwrap() }),
}
