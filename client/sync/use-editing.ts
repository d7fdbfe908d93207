// A form whose fields are saved one by one, while typing or together on request. It survives reloads and other people's edits.

import { useEffect, useLayoutEffect, useMemo, useReducer, useRef, useState } from 'react'
import { ownValue } from '#shared/domain/own-value.ts'
import type { Answer } from '#shared/protocol/answers.ts'
import type { FieldError } from '#shared/protocol/commands.ts'
import {
  type Changes,
  change,
  conflictsOf,
  drop,
  type Fields,
  follow,
  keepMine,
  markSent,
  noChanges,
  openFields,
  type Same,
  withChanges,
} from './form-changes.ts'
import { keepChanges, loadChanges } from './stored-changes.ts'

type Refused = Extract<Answer, { ok: false }>

export type Editing = {
  /** What the form shows. */
  readonly fields: Fields
  readonly set: (field: string, value: unknown | ((current: unknown) => unknown)) => void
  /** Changed here and not saved. */
  readonly open: readonly string[]
  /** Those of the open fields that somebody else changed meanwhile. */
  readonly conflicts: readonly string[]
  readonly keepMine: (field: string) => void
  readonly takeTheirs: (field: string) => void
  /** Errors found before asking the server; they block saving. */
  readonly errors: readonly FieldError[]
  readonly refused: Refused | null
  readonly saving: boolean
  /** When the server last accepted a save (this device's epoch ms). */
  readonly savedAt: number | null
  /** Sends the open fields; null when there is nothing to send or something prevents it. */
  readonly save: () => Promise<Answer | null>
  readonly discard: () => void
}

export type EditingParts = {
  /** Storage key on this device; null stores nothing. */
  readonly scope: string | null
  readonly confirmed: Fields
  readonly same: Same
  readonly errorsOf: (changed: Fields) => readonly FieldError[]
  readonly send: (changed: Fields) => Promise<Answer>
  /** While true (the connection is live), saves automatically after a pause. */
  readonly autosave: boolean
}

const pauseMs = 800
const none: readonly string[] = []

export function useEditing(parts: EditingParts): Editing {
  const latest = useRef(parts)
  const changes = useRef<Changes>(noChanges)
  const [drawn, redraw] = useReducer((count: number) => count + 1, 0)
  const [saving, setSaving] = useState(0)
  const [savedAt, setSavedAt] = useState<number | null>(null)
  const [refused, setRefused] = useState<Refused | null>(null)
  const inFlight = useRef(0)
  /** Accepted values, so that a value which the server stores in another form is not sent again and again. */
  const accepted = useRef(new Map<string, unknown>())
  useLayoutEffect(() => {
    latest.current = parts
  })

  function update(after: Changes): void {
    const { scope, same } = latest.current
    const before = changes.current
    if (after === before) return
    changes.current = after
    if (scope !== null) keepChanges(scope, before, after, openFields(after, same))
    redraw()
  }

  const { scope, confirmed, same } = parts
  useEffect(() => {
    if (scope === null) return
    const kept = loadChanges(scope)
    changes.current = follow({ ...kept, ...changes.current }, latest.current.confirmed, latest.current.same)
    redraw()
  }, [scope])

  // biome-ignore lint/correctness/useExhaustiveDependencies: `update` only reads refs
  useEffect(() => {
    update(follow(changes.current, confirmed, same))
  }, [confirmed, same])

  const shown = changes.current
  const fields = useMemo(() => withChanges(confirmed, shown), [confirmed, shown])
  const open = useMemo(() => openFields(shown, same), [shown, same])
  const conflicts = useMemo(() => {
    // Only once the changes have followed the latest data; this render may be one step behind.
    const all = follow(shown, confirmed, same) === shown ? conflictsOf(shown, confirmed, same) : none
    return all.filter((field) => open.includes(field))
  }, [shown, confirmed, same, open])
  const errors = useMemo(() => {
    if (open.length === 0) return []
    return parts.errorsOf(pick(shown, open))
  }, [shown, open, parts.errorsOf])

  async function save(): Promise<Answer | null> {
    const { same, confirmed, errorsOf, send, autosave } = latest.current
    const followed = follow(changes.current, confirmed, same)
    const blocked = conflictsOf(followed, confirmed, same)
    const isNews = (field: string) =>
      !autosave || accepted.current.get(field) !== ownValue(followed, field)?.value
    const fields = openFields(followed, same).filter((field) => !blocked.includes(field) && isNews(field))
    if (fields.length === 0) return null
    const wrong = errorsOf(pick(followed, fields))
    const sound = fields.filter((field) => !wrong.some((error) => isOf(error, field)))
    if (sound.length === 0) return null
    const changed = pick(followed, sound)
    update(markSent(followed, sound))
    inFlight.current += 1
    setSaving(inFlight.current)
    setRefused(null)
    const answer = await send(changed)
    inFlight.current -= 1
    setSaving(inFlight.current)
    if (answer.ok) {
      for (const field of sound) accepted.current.set(field, ownValue(changed, field))
      setSavedAt(Date.now())
    } else setRefused(answer)
    return answer
  }

  const saveNow = useRef(save)
  useLayoutEffect(() => {
    saveNow.current = save
  })

  // The next save waits for the current one: otherwise its values would look like somebody else's when they come back.
  const isWaiting = parts.autosave && open.length > 0 && saving === 0
  // biome-ignore lint/correctness/useExhaustiveDependencies: each change begins the pause anew
  useEffect(() => {
    if (!isWaiting || refused !== null) return
    const timer = setTimeout(() => void saveNow.current(), pauseMs)
    return () => clearTimeout(timer)
  }, [isWaiting, drawn, refused])

  // Save also when the person leaves the page within the pause.
  useEffect(
    () => () => {
      if (latest.current.autosave) void saveNow.current()
    },
    [],
  )

  return {
    fields,
    set: (field, value) => {
      const { confirmed } = latest.current
      const current = ownValue(withChanges(confirmed, changes.current), field)
      setRefused(null)
      accepted.current.delete(field)
      update(change(changes.current, field, typeof value === 'function' ? value(current) : value, confirmed))
    },
    open,
    conflicts,
    keepMine: (field) => {
      accepted.current.delete(field)
      update(keepMine(changes.current, field, latest.current.confirmed))
    },
    takeTheirs: (field) => update(drop(changes.current, [field])),
    errors,
    refused,
    saving: saving > 0,
    savedAt,
    save,
    discard: () => {
      setRefused(null)
      update(drop(changes.current, openFields(changes.current, latest.current.same)))
    },
  }
}

function pick(changes: Changes, fields: readonly string[]): Fields {
  return Object.fromEntries(fields.map((field) => [field, ownValue(changes, field)?.value]))
}

/** An error names its field by path: `texts.ar.goals.3` is of `texts.ar.goals`. */
export function isOf(error: FieldError, field: string): boolean {
  const named = error.field === 'leadPlaceId' ? 'leadPlace' : error.field
  return named === field || named.startsWith(`${field}.`)
}
