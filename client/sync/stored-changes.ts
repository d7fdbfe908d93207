// Stores unsaved form changes on this device, so that a reload or a closed tab loses nothing. Field by field, so that two tabs do not
// overwrite each other's changes.
import { ownValue } from '#shared/domain/own-value.ts'
import type { Change, Changes } from './form-changes.ts'

const prefix = 'multaqa.unsent.'

export function loadChanges(scope: string): Changes {
  const found = new Map<string, Change>()
  try {
    for (let index = 0; index < localStorage.length; index += 1) {
      const key = localStorage.key(index) ?? ''
      if (!key.startsWith(`${prefix}${scope}:`)) continue
      const kept = JSON.parse(localStorage.getItem(key) ?? 'null') as Change | null
      if (kept !== null) found.set(key.slice(prefix.length + scope.length + 1), kept)
    }
  } catch {
    // A private window may refuse storage; then nothing was stored.
  }
  return Object.fromEntries(found)
}

/** Writes the difference between two states of the changes. `open` names the fields that the server does not have. */
export function keepChanges(scope: string, before: Changes, after: Changes, open: readonly string[]): void {
  try {
    for (const field of new Set([...Object.keys(before), ...Object.keys(after)])) {
      const key = `${prefix}${scope}:${field}`
      const change = ownValue(after, field)
      if (change === undefined || !open.includes(field)) localStorage.removeItem(key)
      else if (change !== ownValue(before, field))
        localStorage.setItem(key, JSON.stringify({ ...change, base: change.base ?? null }))
    }
  } catch {
    // Storage is full or refused: the form keeps its values while the page is open.
  }
}

/**
 * Removes stored changes to erased cities from this device, because they also contain the former texts. `meetingIds`: the cities that
 * still exist; null when the gathering is gone.
 */
export function dropErased(gatheringId: string, meetingIds: ReadonlySet<string> | null): void {
  try {
    const start = `${prefix}${gatheringId}`
    const keys = Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index) ?? '')
    for (const key of keys) {
      if (!key.startsWith(`${start}.`) && !key.startsWith(`${start}:`)) continue
      const [, meetingId] = /^\.([^:]+):/.exec(key.slice(start.length)) ?? []
      const isThere = meetingIds !== null && (meetingId === undefined || meetingIds.has(meetingId))
      if (!isThere) localStorage.removeItem(key)
    }
  } catch {
    // A private window may refuse storage; then nothing was stored.
  }
}
