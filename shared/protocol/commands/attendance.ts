// Commands of participants, and of hosts at the door.
import { z } from 'zod'
import { maxPartySize } from '../../domain/attendance.ts'
import { credential, filled, id, line } from '../fields.ts'
import { limits } from '../limits.ts'

const minute = z.number().int().min(0).max(1_000_000_000)
/** The client makes the decision's id; undoing the decision names it. */
const decision = { decisionId: id, decision: z.enum(['confirm', 'decline']) }
const partySize = z.number().int().min(1).max(maxPartySize)

export const attendanceCommands = {
  /** The envelope's credential is the secret that the participant made and keeps. */
  replyToMeeting: z.object({ meetingId: id, partySize, invitation: credential.optional() }),
  resizeReply: z.object({ partySize }),
  cancelReply: z.object({}),
  /** Erases everything stored about this reply at once, in any state; cannot be undone. */
  eraseReply: z.object({}),
  moveReply: z.object({ toMeetingId: id, invitation: credential.optional() }),
  /** "I am here": needs the code posted at the venue; 0 undoes it. */
  arrive: z.object({ arrivalCode: filled(line(40)), arrived: z.number().int().min(0).max(maxPartySize) }),
  /** Check-in by the host; 0 undoes it. */
  tickArrival: z.object({ attendanceId: id, arrived: z.number().int().min(0).max(maxPartySize) }),
  /** The host knows this person. This reveals an address that is only for vouched people. */
  vouchForReply: z.object({ attendanceId: id, vouched: z.boolean() }),
  /** The host confirms `asked` replies or declines replies: a single one, or a selection of their own list. */
  decideReplies: z.object({
    meetingId: id,
    attendanceIds: z.array(id).min(1).max(limits.decidedAtOnce),
    ...decision,
  }),
  /** The same for all `asked` replies of a burst, by the range of minutes (since 1970) in which they came. */
  decideBurst: z.object({ meetingId: id, fromMinute: minute, toMinute: minute, ...decision }),
  takeBackDecision: z.object({ meetingId: id, decisionId: id }),
  /** People in the room without a reply, as an absolute number; `meetingId` is the host's own. */
  countWalkIns: z.object({ meetingId: id, walkIns: z.number().int().min(0).max(limits.capacity) }),
}
