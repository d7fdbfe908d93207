// Recordings of the whole gathering, of one city, or of one segment.
import type { StreamSource } from './stream-address.ts'

export type Recording = {
  /** The city whose whole meeting was recorded; null for a segment or the whole gathering. */
  readonly meetingId: string | null
  readonly segmentId: string | null
  readonly source: StreamSource
}

export type Recorded = Pick<Recording, 'meetingId' | 'segmentId'>

const isOf = (one: Recorded, other: Recorded) =>
  one.meetingId === other.meetingId && one.segmentId === other.segmentId

/** Sets the recording for one subject; null removes it. */
export function putRecording(
  recordings: readonly Recording[],
  of: Recorded,
  source: StreamSource | null,
): readonly Recording[] {
  const { meetingId, segmentId } = of
  const others = recordings.filter((recording) => !isOf(recording, of))
  return source === null ? others : [...others, { meetingId, segmentId, source }]
}

export function findRecording(recordings: readonly Recording[], of: Recorded): Recording | null {
  return recordings.find((recording) => isOf(recording, of)) ?? null
}
