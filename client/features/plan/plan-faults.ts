// What is wrong with a plan by its schema: for organizers' pages, which fetch the schemas.
import { meetingEdit } from '#shared/protocol/commands/meeting.ts'
import { type FieldError, fieldErrors } from '#shared/protocol/commands.ts'
import { type PlanDraft, readEdit, seatsFault } from './plan-draft.ts'

/** What cannot be sent as it stands. */
export function planFaults(changed: Partial<PlanDraft>): readonly FieldError[] {
  const edit = readEdit(changed)
  const parsed = meetingEdit.safeParse(edit)
  if (parsed.success) return []
  return fieldErrors(parsed.error).map((error) => {
    if (error.field !== 'capacity') return error
    return { ...error, reason: seatsFault(changed.capacity ?? null) ?? error.reason }
  })
}
