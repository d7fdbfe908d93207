// Errors in a host's plan: those that organizers get too, and a missing display name of the host.
import type { FieldError } from '#shared/protocol/commands.ts'
import { type PlanDraft, type PlanField, planFaults } from '../plan/plan-draft.ts'

export type HostFaults = {
  readonly hasAny: boolean
  readonly field: (field: PlanField) => FieldError['reason'] | null
}

export function hostFaultOf(plan: PlanDraft): HostFaults {
  const faults = planFaults(plan)
  const isNameless = plan.hostAlias.trim() === ''
  return {
    hasAny: isNameless || faults.length > 0,
    field: (field) => {
      if (field === 'hostAlias' && isNameless) return 'missing'
      // Fields are named by path: `exposure.counts`.
      return faults.find((fault) => fault.field.split('.')[0] === field)?.reason ?? null
    },
  }
}
