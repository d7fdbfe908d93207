// What a director asks of the stage, and of the seat from which it is handed over.
import { z } from 'zod'
import { id, line } from '../fields.ts'
import { limits } from '../limits.ts'

const fence = z.number().int().min(0)
/** By which window; none while nobody directs. */
const seat = z.object({ seatId: id, term: z.number().int().min(1) }).optional()
/** In the rehearsal, which the public does not see and of which nothing stays. */
const isRehearsal = z.boolean().default(false)
const act = { seat, isRehearsal }
/** An organizer needs no name: each reader is told of one in their own language. */
const who = { seatId: id, alias: line(limits.alias) }

export const stageCommands = {
  /** Moves the stage to a city, to a segment, or clears it. `seenFence` is the fence of the stage that was on the director's screen. */
  handStage: z.object({
    meetingId: id.nullable(),
    segmentId: id.nullable().default(null),
    seenFence: fence,
    ...act,
  }),
  /** A slate before the holder's picture, and away again. */
  holdStage: z.object({ isHeld: z.boolean(), seenFence: fence, ...act }),
  /** The city that comes next whatever the programme says; null leaves it to the programme. */
  putNext: z.object({ meetingId: id.nullable(), ...act }),
  callRoll: z.object({ rollId: id, ...act }),
  endRoll: z.object({ rollId: id, ...act }),
  /** A city's one touch. */
  answerRoll: z.object({ rollId: id, meetingId: id, isRehearsal }),
  startRehearsal: z.object({ rehearsalId: id, seat }),
  /** Takes every trace of it away. */
  endRehearsal: z.object({ rehearsalId: id, seat }),
  /** Sits down on the director's seat where nobody sits, or whoever sat there has vanished. */
  takeSeat: z.object({ ...who, seenTerm: z.number().int().min(0) }),
  askForSeat: z.object(who),
  /** To whoever asks for it. */
  giveSeat: z.object({ seat: seat.unwrap(), toSeatId: id }),
  leaveSeat: z.object({ seat: seat.unwrap() }),
}
