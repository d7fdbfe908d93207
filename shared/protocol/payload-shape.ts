// Rejects a payload with longer lists or deeper nesting than any command has, before its schema checks each element.
import { limits } from './limits.ts'

/** The longest nested list is the agenda, with `limits.agenda` lines. */
const mostElements = 64
/** The longest list of all is a command's own field: replies that a host decides together. */
const mostInField = limits.decidedAtOnce
/** The deepest field of a command, `texts.en.agenda.0.title`, is five levels down. */
const deepest = 8

/**
 * The path (`texts`, `plan.languages`) of the first list or object with more than 64 elements (200 in a list that is a field of the
 * command) or more than 8 levels down; null if there is none. A schema checks every element and collects an error for each: for 25,000
 * elements that takes a second.
 */
export function oversizedAt(value: unknown, path: readonly string[] = []): string | null {
  if (typeof value !== 'object' || value === null) return null
  const isList = Array.isArray(value)
  const length = isList ? value.length : Object.keys(value).length
  const most = isList && path.length === 1 ? mostInField : mostElements
  if (length > most || path.length > deepest) return path.join('.')
  for (const [name, inner] of Object.entries(value)) {
    const found = oversizedAt(inner, [...path, name])
    if (found !== null) return found
  }
  return null
}
