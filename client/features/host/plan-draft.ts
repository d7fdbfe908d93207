// A meeting's plan while it is being written: what stands in the fields, and the plan or the faults that come of it.
import { type Admission, defaultAdmission } from '#shared/domain/admission.ts'
import { type Exposure, type ExposurePreset, exposurePresets, presetOf } from '#shared/domain/exposure.ts'
import { readWhole } from '#shared/domain/typed-digits.ts'
import type { MeetingEdit, MeetingPlanInput } from '#shared/protocol/commands/meeting.ts'
import { limits } from '#shared/protocol/limits.ts'
import type { MeetingView } from '#shared/protocol/views.ts'

export type PlanDraft = {
  readonly hostAlias: string
  readonly venue: string
  readonly address: string
  readonly note: string
  readonly isLimited: boolean
  /** As typed, in any digits. */
  readonly capacity: string
  readonly languages: readonly string[]
  readonly doorsMinutesBefore: number
  /** `own`: a mixture that somebody set by hand, kept as it is. */
  readonly preset: ExposurePreset | 'own'
  readonly isInvited: boolean
  readonly admission: Admission
}

export type PlanField = keyof MeetingPlanInput

/** Which fields cannot stand as they are. */
export type PlanFaults = Partial<Readonly<Record<PlanField, 'missing' | 'wrong' | 'too-long'>>>

export const doorsChoices: readonly number[] = [0, 15, 30, 45, 60, 90, 120]

export function emptyDraft(languages: readonly string[]): PlanDraft {
  return {
    hostAlias: '',
    venue: '',
    address: '',
    note: '',
    isLimited: false,
    capacity: '',
    languages,
    doorsMinutesBefore: 30,
    preset: 'approximate',
    isInvited: false,
    admission: defaultAdmission,
  }
}

export function draftOf(meeting: MeetingView): PlanDraft {
  const { hostAlias, note, capacity, languages, doorsMinutesBefore, exposure, admission, address } = meeting
  return {
    hostAlias,
    venue: address?.venue ?? '',
    address: address?.address ?? '',
    note,
    isLimited: capacity !== null,
    capacity: capacity === null ? '' : String(capacity),
    languages,
    doorsMinutesBefore,
    preset: presetOf({ ...exposure, existence: 'public' }) ?? 'own',
    isInvited: exposure.existence === 'invited',
    admission,
  }
}

/** `before` is what a hand-made mixture goes on from. */
export function planOf(
  draft: PlanDraft,
  before: Exposure = exposurePresets.approximate,
): { readonly plan: MeetingPlanInput; readonly faults: PlanFaults } {
  const { isLimited, capacity: typed, preset, isInvited, ...rest } = draft
  const capacity = isLimited ? readWhole(typed) : null
  const shown = preset === 'own' ? before : exposurePresets[preset]
  const plan: MeetingPlanInput = {
    ...rest,
    languages: [...draft.languages],
    capacity,
    exposure: { ...shown, existence: isInvited ? 'invited' : 'public' },
  }
  const faults: Partial<Record<PlanField, 'missing' | 'wrong' | 'too-long'>> = {}
  if (draft.hostAlias.trim() === '') faults.hostAlias = 'missing'
  if (isLimited && typed.trim() === '') faults.capacity = 'missing'
  else if (isLimited && (capacity === null || capacity < 1)) faults.capacity = 'wrong'
  else if (capacity !== null && capacity > limits.capacity) faults.capacity = 'too-long'
  return { plan, faults }
}

/** Only what differs, so that two people who edit different things do not undo each other. */
export function planEdit(before: MeetingPlanInput, after: MeetingPlanInput): MeetingEdit {
  const names = Object.keys(after) as PlanField[]
  const changed = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
  return Object.fromEntries(changed.map((name) => [name, after[name]]))
}
