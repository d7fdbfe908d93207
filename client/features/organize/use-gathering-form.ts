// The form for a gathering's texts and date: a draft is saved while typing, a published gathering when its organizer presses save.
import { useCallback, useEffect, useMemo } from 'react'
import type { GatheringView } from '#shared/protocol/views.ts'
import type { I18n } from '../../i18n/i18n.ts'
import { fieldErrorText } from '../../i18n/refusal-text.ts'
import type { Fields } from '../../sync/form-changes.ts'
import { type Editing, isOf, useEditing } from '../../sync/use-editing.ts'
import { useLive, useOffline, useSync } from '../../sync/use-sync.ts'
import {
  type GatheringEditInput,
  gatheringEditOf,
  gatheringErrors,
  gatheringFields,
  gatheringOf,
  inverseOf,
  sameInGathering,
} from './gathering-fields.ts'

export type GatheringForm = {
  readonly editing: Editing
  /** With the form's values. */
  readonly gathering: GatheringView
  readonly confirmed: GatheringView
  readonly isDraft: boolean
  /** The connection is up, so changes are sent. */
  readonly isLive: boolean
}

/** `onSaved` receives each edit that the server accepted, with the edit that undoes it. */
export function useGatheringForm(
  confirmed: GatheringView,
  inStep: boolean,
  onSaved: (inverse: GatheringEditInput) => void,
): GatheringForm {
  const sync = useSync()
  const live = useLive()
  const offline = useOffline()
  // Only in step: what was typed offline must first be compared with changes by others.
  const isLive = inStep && live.status === 'live' && !offline
  const isDraft = confirmed.status === 'draft'
  const fields = useMemo(() => gatheringFields(confirmed), [confirmed])
  const errorsOf = useCallback((changed: Fields) => gatheringErrors(confirmed, changed), [confirmed])
  const editing = useEditing({
    scope: confirmed.gatheringId,
    confirmed: fields,
    same: sameInGathering,
    errorsOf,
    autosave: isDraft && isLive,
    send: async (changed) => {
      const edit = gatheringEditOf(confirmed, changed)
      const answer = await sync.dispatch('editGathering', confirmed.gatheringId, edit)
      if (answer.ok) onSaved(inverseOf(confirmed, edit))
      return answer
    },
  })
  const gathering = useMemo(() => gatheringOf(confirmed, editing.fields), [confirmed, editing.fields])

  // Changes in a language that was removed cannot be saved.
  const orphans = editing.open.filter((field) => {
    const [head, language = ''] = field.split('.')
    return head === 'texts' && !gathering.languages.includes(language)
  })
  const orphaned = orphans.join(' ')
  // biome-ignore lint/correctness/useExhaustiveDependencies: their names are all that matters
  useEffect(() => {
    for (const field of orphans) editing.takeTheirs(field)
  }, [orphaned])

  return { editing, gathering, confirmed, isDraft, isLive }
}

/** The error text of one field, whether found here or by the server. */
export function errorText(i18n: I18n, editing: Editing, field: string): string | null {
  const found = editing.errors.find((error) => isOf(error, field))
  if (found !== undefined) return i18n.t(`field-error.${found.reason}`)
  if (editing.refused === null) return null
  const named = field === 'leadPlace' ? 'leadPlaceId' : field
  return fieldErrorText(i18n, editing.refused, named)
}
