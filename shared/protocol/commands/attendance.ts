// What participants ask for themselves, and hosts at the door.
import { z } from 'zod'
import { maxPartySize } from '../../domain/attendance.ts'
import { credential, filled, id, line } from '../fields.ts'
import { limits } from '../limits.ts'

const minute = z.number().int().min(0).max(1_000_000_000)
/** Made by whoever decides; taking back names it. */
const decision = { decisionId: id, decision: z.enum(['confirm', 'decline']) }
const partySize = z.number().int().min(1).max(maxPartySize)

export const attendanceCommands = {
  /** The envelope's credential is the secret that the participant made and keeps. */
  replyToMeeting: z.object({ meetingId: id, partySize, invitation: credential.optional() }),
  resizeReply: z.object({ partySize }),
  cancelReply: z.object({}),
  /** Everything that is kept of this reply goes at once, whatever its state; nothing can be taken back. */
  eraseReply: z.object({}),
  moveReply: z.object({ toMeetingId: id, invitation: credential.optional() }),
  /** "I am here": with the code that stands at the venue; 0 takes it back. */
  arrive: z.object({ arrivalCode: filled(line(40)), arrived: z.number().int().min(0).max(maxPartySize) }),
  /** The host's tick; 0 takes it back. */
  tickArrival: z.object({ attendanceId: id, arrived: z.number().int().min(0).max(maxPartySize) }),
  /** The host knows this person; shows them an address kept for such people. */
  vouchForReply: z.object({ attendanceId: id, vouched: z.boolean() }),
  /** The host lets asked replies in, or declines replies: single ones or a selection of their own list. */
  decideReplies: z.object({
    meetingId: id,
    attendanceIds: z.array(id).min(1).max(limits.decidedAtOnce),
    ...decision,
  }),
  /** The same for all asked replies that were held in a burst, by the minutes (since 1970) in which they came. */
  decideBurst: z.object({ meetingId: id, fromMinute: minute, toMinute: minute, ...decision }),
  takeBackDecision: z.object({ meetingId: id, decisionId: id }),
  /** People in the room who never replied, as an absolute number; `meetingId` is the host's own. */
  countWalkIns: z.object({ meetingId: id, walkIns: z.number().int().min(0).max(limits.capacity) }),
}
