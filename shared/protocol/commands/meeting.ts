// Commands of organizers, hosts and proposers on a meeting.
import { z } from 'zod'
import { admissions, defaultAdmission } from '../../domain/admission.ts'
import {
  credential,
  exposure,
  filled,
  id,
  languageTag,
  line,
  newMeetingId,
  placeId,
  prose,
} from '../fields.ts'
import { limits } from '../limits.ts'

const plan = {
  hostAlias: line(limits.alias),
  venue: line(limits.venue),
  address: line(limits.address),
  note: prose(limits.note),
  capacity: z.number().int().min(1).max(limits.capacity).nullable(),
  languages: z.array(languageTag).max(limits.languages),
  doorsMinutesBefore: z.number().int().min(0).max(limits.doorsMinutes),
  exposure,
  admission: z.enum(admissions),
}

export const meetingPlan = z.object({ ...plan, admission: plan.admission.default(defaultAdmission) })
export type MeetingPlanInput = z.input<typeof meetingPlan>

/** Without the defaults: an edit leaves missing fields unchanged. */
export const meetingEdit = z.object(plan).partial()
export type MeetingEdit = z.infer<typeof meetingEdit>

export const meetingCommands = {
  /** By an organizer: approved at once. `hostSecret` becomes the host's link. */
  addMeeting: z.object({ meetingId: newMeetingId, placeId, plan: meetingPlan, hostSecret: credential }),
  /** By anyone who can see the page; the envelope's credential becomes their host secret. */
  proposeMeeting: z.object({
    meetingId: newMeetingId,
    placeId,
    plan: meetingPlan.extend({ hostAlias: filled(plan.hostAlias), venue: plan.venue }),
  }),
  editMeeting: z.object({ meetingId: id, edit: meetingEdit }),
  approveMeeting: z.object({ meetingId: id }),
  declineMeeting: z.object({ meetingId: id, reason: filled(line(limits.reason)) }),
  /** Declines the meetings in the list that are proposals. */
  declineProposals: z.object({
    meetingIds: z.array(id).min(1).max(limits.decidedProposals),
    reason: filled(line(limits.reason)),
  }),
  /** Undoes this: the meetings in the list that are declined become proposals again. */
  reproposeMeetings: z.object({ meetingIds: z.array(id).min(1).max(limits.decidedProposals) }),
  /** Moves it to another city, by an organizer; moving it back leaves no trace. */
  moveMeeting: z.object({ meetingId: id, placeId }),
  /** Merges a meeting into another one, with all its replies. */
  mergeMeeting: z.object({ meetingId: id, intoMeetingId: id }),
  /** Undoes a merger: the replies that came with it return. */
  unmergeMeeting: z.object({ meetingId: id }),
  withdrawMeeting: z.object({ meetingId: id }),
  /** Creates a new host link; the old one stops working at once. */
  renewHostLink: z.object({ meetingId: id, hostSecret: credential }),
  /** The server makes a new invitation and a new arrival code. The old ones stop working at once. */
  renewInvitation: z.object({ meetingId: id }),
  /** After the city's day: erases every reply; the numbers stay. */
  eraseReplies: z.object({ meetingId: id }),
  renewArrivalCode: z.object({ meetingId: id }),
}
