// What organizers, hosts and proposers may ask of a meeting.
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

/** Without the default: what an edit does not name stays. */
export const meetingEdit = z.object(plan).partial()
export type MeetingEdit = z.infer<typeof meetingEdit>

export const meetingCommands = {
  /** By an organizer: the city is open at once. `hostSecret` becomes the host's link. */
  addMeeting: z.object({ meetingId: newMeetingId, placeId, plan: meetingPlan, hostSecret: credential }),
  /** By anyone with the page, who keeps the host secret that comes as the envelope's credential. */
  proposeMeeting: z.object({
    meetingId: newMeetingId,
    placeId,
    plan: meetingPlan.extend({ hostAlias: filled(plan.hostAlias), venue: plan.venue }),
  }),
  editMeeting: z.object({ meetingId: id, edit: meetingEdit }),
  approveMeeting: z.object({ meetingId: id }),
  declineMeeting: z.object({ meetingId: id, reason: filled(line(limits.reason)) }),
  /** Those of them that are proposals. */
  declineProposals: z.object({
    meetingIds: z.array(id).min(1).max(limits.decidedProposals),
    reason: filled(line(limits.reason)),
  }),
  /** Takes that back: those of them that are declined wait again. */
  reproposeMeetings: z.object({ meetingIds: z.array(id).min(1).max(limits.decidedProposals) }),
  /** To another city, by an organizer; moved back, it is as if it had never been. */
  moveMeeting: z.object({ meetingId: id, placeId }),
  /** Joins a meeting to another one, with all its replies. */
  mergeMeeting: z.object({ meetingId: id, intoMeetingId: id }),
  /** Takes a merger back: replies that came with it return. */
  unmergeMeeting: z.object({ meetingId: id }),
  withdrawMeeting: z.object({ meetingId: id }),
  /** A new host link; the old one stops working at once. */
  renewHostLink: z.object({ meetingId: id, hostSecret: credential }),
  /** A new invitation and a new code of the door, made by the server. The old ones stop working at once. */
  renewInvitation: z.object({ meetingId: id }),
  /** Once the city's day is over: every reply goes, the numbers stay. */
  eraseReplies: z.object({ meetingId: id }),
  renewArrivalCode: z.object({ meetingId: id }),
}
