// A meeting's plan while it is being written, and the plan or the edit that is sent.
import { defaultAdmission } from '#shared/domain/admission.ts'
import { exposurePresets } from '#shared/domain/exposure.ts'
import type { MeetingPlan } from '#shared/domain/meeting.ts'
import { cleanLine, cleanText } from '#shared/domain/plain-text.ts'
import { readWhole } from '#shared/domain/typed-digits.ts'
import type { MeetingEdit, MeetingPlanInput } from '#shared/protocol/commands/meeting.ts'
import type { FieldError } from '#shared/protocol/commands.ts'
import { limits } from '#shared/protocol/limits.ts'
import type { MeetingView } from '#shared/protocol/views.ts'
import type { Same } from '../../sync/form-changes.ts'

export type PlanField = keyof MeetingPlan

/** `capacity` keeps the typed text, in any digits, until it is sent. */
export type PlanDraft = Omit<MeetingPlan, 'capacity'> & { readonly capacity: number | string | null }

export type PlanFieldsProps = {
  readonly draft: PlanDraft
  readonly set: <Name extends PlanField>(field: Name, value: PlanDraft[Name]) => void
  /** The error text of a field; null if there is no error. */
  readonly errorOf: (field: PlanField) => string | null
  /** The city's clock, on which the door time is shown. */
  readonly clock: { readonly startsAt: number; readonly timeZone: string } | null
  /** The gathering's languages, offered first. */
  readonly languages: readonly string[]
  /** Proposers cannot hide their city; organizers write about somebody else, and can set each part of the exposure. */
  readonly by: 'proposer' | 'host' | 'organizer'
}

/** `languages`: those of the gathering; the first is preselected. */
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

export function planOfMeeting(meeting: MeetingView): MeetingPlan {
  const { hostAlias, note, capacity, languages, doorsMinutesBefore, exposure, admission, address } = meeting
  const place = { venue: address?.venue ?? '', address: address?.address ?? '' }
  return { hostAlias, note, capacity, languages, doorsMinutesBefore, exposure, admission, ...place }
}

/** The plan as it is sent. A capacity that is not a number stays text, which the schema refuses. */
export function readPlan(draft: PlanDraft): MeetingPlanInput {
  return readFields(draft) as MeetingPlanInput
}

/** The same for some of the fields. */
export function readEdit(changed: Partial<PlanDraft>): MeetingEdit {
  return readFields(changed) as MeetingEdit
}

function readFields(changed: Partial<PlanDraft>): unknown {
  const { capacity } = changed
  return typeof capacity === 'string' ? { ...changed, capacity: readWhole(capacity) ?? capacity } : changed
}

/**
 * What is wrong with the seats as they were typed; null where nothing is. Without the schema, which the pages of hosts and proposers do not
 * fetch (26 KB compressed).
 */
export function seatsFault(capacity: PlanDraft['capacity']): FieldError['reason'] | null {
  if (capacity === null) return null
  if (capacity === '') return 'missing'
  const seats = typeof capacity === 'string' ? readWhole(capacity) : capacity
  if (seats === null || seats < 1) return 'wrong'
  return seats > limits.capacity ? 'too-long' : null
}

/** Only the differences, so that people who edit different fields do not overwrite each other. */
export function planEdit(before: MeetingPlan, after: PlanDraft): MeetingEdit {
  const read = readPlan(after)
  const names = Object.keys(read) as PlanField[]
  const changed = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(read[name]))
  return Object.fromEntries(changed.map((name) => [name, read[name]]))
}

export const samePlanField: Same = (field, a, b) =>
  Object.is(a, b) || JSON.stringify(stored(field, a)) === JSON.stringify(stored(field, b))

/** A value as the server will return it. */
function stored(field: string, value: unknown): unknown {
  if (typeof value !== 'string') return value
  if (field === 'capacity') return readWhole(value) ?? value
  return field === 'note' ? cleanText(value) : cleanLine(value)
}
