// What a host's plan lacks: a name for people to call the host, and seats that are a number.
import type { FieldError } from '#shared/protocol/commands.ts'
import { type PlanDraft, type PlanField, seatsFault } from '../plan/plan-draft.ts'

export type HostFaults = {
  readonly hasAny: boolean
  readonly field: (field: PlanField) => FieldError['reason'] | null
}

export function hostFaultOf(plan: PlanDraft): HostFaults {
  const isNameless = plan.hostAlias.trim() === ''
  const seats = seatsFault(plan.capacity)
  return {
    hasAny: isNameless || seats !== null,
    field: (field) => {
      if (field === 'hostAlias') return isNameless ? 'missing' : null
      return field === 'capacity' ? seats : null
    },
  }
}
