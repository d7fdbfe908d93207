// The part of a meeting that a player needs: its city, streams and stream status.
import type { MeetingView } from '#shared/protocol/views.ts'

export type StageMeeting = Pick<MeetingView, 'meetingId' | 'place' | 'streams' | 'link'>
