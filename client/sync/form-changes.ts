// A person's changes in a form that the server does not have yet, tracked separately from changes by others.
import { ownValue } from '#shared/domain/own-value.ts'

/** A form as a flat map of fields; each field is saved, compared and reset on its own. */
export type Fields = Readonly<Record<string, unknown>>

export type Change = {
  /** The value in the form. */
  readonly value: unknown
  /** The server's value when this change began. */
  readonly base: unknown
  /** Values sent but not yet confirmed, oldest first. */
  readonly sent: readonly unknown[]
}

export type Changes = Readonly<Record<string, Change>>

/** Whether two values of a field are equal once stored (blanks trimmed, empty lines removed). */
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

/** What the form shows: the server's values, overridden by the changes made here. */
export function withChanges(confirmed: Fields, changes: Changes): Fields {
  const changed = Object.fromEntries(Object.entries(changes).map(([field, { value }]) => [field, value]))
  return { ...confirmed, ...changed }
}

/** Fields whose value differs from the one it began with: what there is to save. */
export function openFields(changes: Changes, same: Same): readonly string[] {
  return Object.keys(changes).filter((field) => {
    const { value, base } = ownValue(changes, field) as Change
    return !same(field, value, base)
  })
}

/** Fields changed here and since then changed to something else elsewhere: the person must choose. Valid only after `follow`. */
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

/** Applies new data from the server. Unchanged fields take the server's value; fields changed here keep theirs. */
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
  // A value that we sent comes back, maybe while the next one is being typed.
  if (heard >= 0) return { ...before, base: theirs, sent: before.sent.slice(heard + 1) }
  if (same(field, theirs, before.base)) return before
  if (same(field, theirs, before.value)) return { ...before, base: theirs }
  // Nothing of ours to lose: show the server's value.
  if (same(field, before.value, before.base)) return null
  return before
}

/** “Mine”: accepts that the other value was seen; saving replaces it with the value here. */
export function keepMine(changes: Changes, field: string, confirmed: Fields): Changes {
  const before = ownValue(changes, field)
  return before === undefined
    ? changes
    : { ...changes, [field]: { ...before, base: ownValue(confirmed, field), sent: [] } }
}

/** “Theirs”: drops the value here. */
export function drop(changes: Changes, fields: readonly string[]): Changes {
  return Object.fromEntries(Object.entries(changes).filter(([field]) => !fields.includes(field)))
}
