// A meeting's plan as the fields of its form, and the edit that carries what changed in it.
import { defaultAdmission } from '#shared/domain/admission.ts'
import { exposurePresets } from '#shared/domain/exposure.ts'
import type { MeetingPlan } from '#shared/domain/meeting.ts'
import { cleanLine, cleanText } from '#shared/domain/plain-text.ts'
import { meetingEdit } from '#shared/protocol/commands/meeting.ts'
import { type CommandInput, type FieldError, fieldErrors } from '#shared/protocol/commands.ts'
import type { MeetingView } from '#shared/protocol/views.ts'
import type { Fields, Same } from '../../sync/form-changes.ts'

export type MeetingEditInput = CommandInput<'editMeeting'>['edit']

export function newPlan(languages: readonly string[]): MeetingPlan {
  return {
    hostAlias: '',
    venue: '',
    address: '',
    note: '',
    capacity: null,
    languages: languages.slice(0, 1),
    doorsMinutesBefore: 30,
    exposure: exposurePresets.approximate,
    admission: defaultAdmission,
  }
}

export function planFields(meeting: MeetingView): Fields {
  const { hostAlias, note, capacity, languages, doorsMinutesBefore, exposure, admission, address } = meeting
  const place = { venue: address?.venue ?? '', address: address?.address ?? '' }
  return { hostAlias, note, capacity, languages, doorsMinutesBefore, exposure, admission, ...place }
}

function stored(field: string, value: unknown): unknown {
  if (field === 'note') return cleanText((value as string | undefined) ?? '')
  return typeof value === 'string' && field !== 'capacity' ? cleanLine(value) : value
}

export const sameInMeeting: Same = (field, a, b) =>
  Object.is(a, b) || JSON.stringify(stored(field, a)) === JSON.stringify(stored(field, b))

/** Every field of a plan is a field of its edit, so nothing has to be renamed. */
export function meetingEditOf(changed: Fields): MeetingEditInput {
  return changed as MeetingEditInput
}

export function meetingErrors(changed: Fields): readonly FieldError[] {
  const parsed = meetingEdit.safeParse(changed)
  return parsed.success ? [] : fieldErrors(parsed.error)
}
