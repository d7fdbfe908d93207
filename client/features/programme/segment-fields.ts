// Converts a segment to form fields, which are changed and compared one by one, and back.
import type { Overrun, Segment, SegmentKind } from '#shared/domain/programme.ts'
import type { FieldError } from '#shared/protocol/commands.ts'
import { limits } from '#shared/protocol/limits.ts'
import type { SegmentView } from '#shared/protocol/views.ts'
import type { Fields, Same } from '../../sync/form-changes.ts'
import { lengthEntry, readLength } from './segment-lengths.ts'

export type SegmentForm = {
  /** `''` means the organizers themselves. */
  readonly city: string
  readonly kind: SegmentKind
  readonly title: string
  readonly language: string
  readonly length: string
  /** `''` if it follows the previous segment. */
  readonly pinned: string
  readonly overrun: Overrun
}

export function segmentFields(segment: Segment): SegmentForm {
  return {
    city: segment.meetingId ?? '',
    kind: segment.kind,
    title: segment.title,
    language: segment.language,
    length: lengthEntry(segment.lengthMs),
    pinned: segment.pinnedMs === null ? '' : lengthEntry(segment.pinnedMs),
    overrun: segment.overrun,
  }
}

export const sameInSegment: Same = (field, a, b) => {
  if (field === 'length' || field === 'pinned') return readLength(String(a)) === readLength(String(b))
  return typeof a === 'string' && typeof b === 'string' ? a.trim() === b.trim() : a === b
}

export function segmentErrors(changed: Fields): readonly FieldError[] {
  const { length, pinned } = changed
  const isLength = length === undefined || isWithin(readLength(String(length)), 1000)
  const isPinned = pinned === undefined || pinned === '' || isWithin(readLength(String(pinned)), 0)
  return [
    ...(isLength ? [] : [{ field: 'length', reason: 'wrong' as const }]),
    ...(isPinned ? [] : [{ field: 'pinned', reason: 'wrong' as const }]),
  ]
}

function isWithin(ms: number | null, least: number): boolean {
  return ms !== null && ms >= least && ms <= limits.lengthMs
}

/** The server's segment with the fields changed here. */
export function segmentOf(segment: SegmentView, changed: Fields): Segment {
  const form = { ...segmentFields(segment), ...changed } as SegmentForm
  return {
    segmentId: segment.segmentId,
    meetingId: form.city === '' ? null : form.city,
    kind: form.kind,
    title: form.title.trim(),
    language: form.language,
    lengthMs: readLength(form.length) ?? segment.lengthMs,
    pinnedMs: form.pinned.trim() === '' ? null : (readLength(form.pinned) ?? segment.pinnedMs),
    overrun: form.overrun,
  }
}

/** As it is sent: without the field that is specific to this reader. */
export function plainSegment({ isClosed: _isClosed, ...segment }: SegmentView): Segment {
  return segment
}
