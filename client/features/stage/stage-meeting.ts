// What a player must know of a meeting: whose it is, where, its streams and the state of its link.
import type { MeetingView } from '#shared/protocol/views.ts'

export type StageMeeting = Pick<MeetingView, 'meetingId' | 'place' | 'streams' | 'link'>
