// Commands of organizers and directors on the programme.
import { z } from 'zod'
import { overruns, segmentKinds } from '../../domain/programme.ts'
import { id, languageTag, line } from '../fields.ts'
import { limits } from '../limits.ts'

const segment = z.object({
  segmentId: id,
  meetingId: id.nullable(),
  kind: z.enum(segmentKinds),
  language: languageTag,
  title: line(limits.segmentTitle),
  lengthMs: z.number().int().min(1000).max(limits.lengthMs),
  pinnedMs: z.number().int().min(0).max(limits.lengthMs).nullable(),
  overrun: z.enum(overruns),
})

export const programmeCommands = {
  /** Adds or changes a segment, and puts it after another one; null: first. */
  putSegment: z.object({ segment, afterSegmentId: id.nullable() }),
  /** Sets the recording of a segment, a city, or the whole gathering; null removes the address. */
  setRecording: z.object({
    meetingId: id.nullable(),
    segmentId: id.nullable(),
    address: line(limits.streamAddress).nullable(),
  }),
  removeSegment: z.object({ segmentId: id }),
}
