// What organizers and directors ask of the programme.
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
  /** Adds a segment, or changes it, and puts it behind another one; null: first of all. */
  putSegment: z.object({ segment, afterSegmentId: id.nullable() }),
  /** Where it can be seen again: a segment, else a city, else the whole hour; null takes the address away. */
  setRecording: z.object({
    meetingId: id.nullable(),
    segmentId: id.nullable(),
    address: line(limits.streamAddress).nullable(),
  }),
  removeSegment: z.object({ segmentId: id }),
}
