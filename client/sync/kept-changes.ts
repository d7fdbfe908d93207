// Changes that the server does not have yet, kept on this device so that a reload or a closed tab loses nothing. Field by field, so that two tabs do not overwrite each other's.
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
    // A private window may refuse; then nothing was kept.
  }
  return Object.fromEntries(found)
}

/** Writes what differs between two states of the changes. `open` names the fields that the server does not have. */
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
    // Full or refused: what stands in the form is still there while the page is.
  }
}
