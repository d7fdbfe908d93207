// What participants ask for themselves, and hosts at the door.
import { z } from 'zod'
import { maxPartySize } from '../../domain/attendance.ts'
import { credential, filled, id, line } from '../fields.ts'
import { limits } from '../limits.ts'

const partySize = z.number().int().min(1).max(maxPartySize)

export const attendanceCommands = {
  /** The envelope's credential is the secret that the participant made and keeps. */
  replyToMeeting: z.object({ meetingId: id, partySize, invitation: credential.optional() }),
  resizeReply: z.object({ partySize }),
  cancelReply: z.object({}),
  /** Everything that is kept of this reply goes at once, whatever its state; nothing can be taken back. */
  eraseReply: z.object({}),
  moveReply: z.object({ toMeetingId: id, invitation: credential.optional() }),
  /** "I am here": with the code that stands at the venue. */
  arrive: z.object({ arrivalCode: filled(line(40)), arrived: partySize }),
  /** The host's tick; 0 takes it back. */
  tickArrival: z.object({ attendanceId: id, arrived: z.number().int().min(0).max(maxPartySize) }),
  /** The host knows this person; shows them an address kept for such people. */
  vouchForReply: z.object({ attendanceId: id, vouched: z.boolean() }),
  /** People in the room who never replied, as an absolute number; `meetingId` is the host's own. */
  countWalkIns: z.object({ meetingId: id, walkIns: z.number().int().min(0).max(limits.capacity) }),
}
