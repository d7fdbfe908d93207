// Where what was shown can be seen again: of the whole hour, of one city, of one segment.
import type { StreamSource } from './stream-address.ts'

export type Recording = {
  /** Of this city's whole meeting; null for one of a segment or of the hour. */
  readonly meetingId: string | null
  readonly segmentId: string | null
  readonly source: StreamSource
}

export type Recorded = Pick<Recording, 'meetingId' | 'segmentId'>

const isOf = (one: Recorded, other: Recorded) =>
  one.meetingId === other.meetingId && one.segmentId === other.segmentId

/** One for each; null takes it away. */
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
