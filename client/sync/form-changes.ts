// What somebody has changed in a form and the server does not have yet, kept apart from what others change meanwhile.
import { ownValue } from '#shared/domain/own-value.ts'

/** A form as a flat map of fields; each field is saved, compared and taken back on its own. */
export type Fields = Readonly<Record<string, unknown>>

export type Change = {
  /** As it stands in the form. */
  readonly value: unknown
  /** What the server had when this change began. */
  readonly base: unknown
  /** Values sent and not yet heard back, the oldest first. */
  readonly sent: readonly unknown[]
}

export type Changes = Readonly<Record<string, Change>>

/** Whether two values of a field are one once they are stored (blanks trimmed, empty lines gone). */
export type Same = (field: string, a: unknown, b: unknown) => boolean

export const noChanges: Changes = {}

export function change(changes: Changes, field: string, value: unknown, confirmed: Fields): Changes {
  const before = ownValue(changes, field)
  return {
    ...changes,
    [field]: {
      value,
      base: before === undefined ? ownValue(confirmed, field) : before.base,
      sent: before?.sent ?? [],
    },
  }
}

/** What the form shows: the server's values, and over them what was changed here. */
export function withChanges(confirmed: Fields, changes: Changes): Fields {
  const changed = Object.fromEntries(Object.entries(changes).map(([field, { value }]) => [field, value]))
  return { ...confirmed, ...changed }
}

/** Fields whose value here is not the one it began from: what there is to save. */
export function openFields(changes: Changes, same: Same): readonly string[] {
  return Object.keys(changes).filter((field) => {
    const { value, base } = ownValue(changes, field) as Change
    return !same(field, value, base)
  })
}

/** Changed here, and elsewhere to something else since: neither may be lost without asking. Meaningful after `follow`. */
export function conflictsOf(changes: Changes, confirmed: Fields, same: Same): readonly string[] {
  return Object.keys(changes).filter((field) => {
    const { value, base } = ownValue(changes, field) as Change
    return !same(field, ownValue(confirmed, field), base) && !same(field, ownValue(confirmed, field), value)
  })
}

export function markSent(changes: Changes, fields: readonly string[]): Changes {
  const marked = fields.flatMap((field) => {
    const before = ownValue(changes, field)
    return before === undefined ? [] : [[field, { ...before, sent: [...before.sent, before.value] }] as const]
  })
  return { ...changes, ...Object.fromEntries(marked) }
}

/** After the server told something new. What was only looked at follows the server; what was changed here stays. */
export function follow(changes: Changes, confirmed: Fields, same: Same): Changes {
  let isNew = false
  const followed: [string, Change][] = []
  for (const [field, before] of Object.entries(changes)) {
    const after = followOne(field, before, ownValue(confirmed, field), same)
    if (after !== before) isNew = true
    if (after !== null) followed.push([field, after])
  }
  return isNew ? Object.fromEntries(followed) : changes
}

function followOne(field: string, before: Change, theirs: unknown, same: Same): Change | null {
  const heard = before.sent.map((value) => same(field, value, theirs)).lastIndexOf(true)
  // Our own words coming back, maybe while the next ones are being typed.
  if (heard >= 0) return { ...before, base: theirs, sent: before.sent.slice(heard + 1) }
  if (same(field, theirs, before.base)) return before
  if (same(field, theirs, before.value)) return { ...before, base: theirs }
  // Nothing of ours to lose: the form shows what the server has.
  if (same(field, before.value, before.base)) return null
  return before
}

/** “Mine”: what came from elsewhere is known, and will be replaced by what stands here. */
export function keepMine(changes: Changes, field: string, confirmed: Fields): Changes {
  const before = ownValue(changes, field)
  return before === undefined
    ? changes
    : { ...changes, [field]: { ...before, base: ownValue(confirmed, field), sent: [] } }
}

/** “Theirs”: what stands here goes. */
export function drop(changes: Changes, fields: readonly string[]): Changes {
  return Object.fromEntries(Object.entries(changes).filter(([field]) => !fields.includes(field)))
}
