// The text part of the organizer's page: title, date, statement, and publishing.
import { lazy, Suspense, useState } from 'react'
import { useLocation } from 'wouter'
import type { Snapshot } from '#shared/protocol/views.ts'
import type { Undo } from '../../../components/use-undo.ts'
import { useI18n } from '../../../i18n/use-i18n.tsx'
import { useSync } from '../../../sync/use-sync.ts'
import { type GatheringEditInput, inverseOf } from '../gathering-fields.ts'
import { ImportPart } from '../import/import-part.tsx'
import type { NamedPlace } from '../import/understood.ts'
import { Conflicts } from '../publish/conflicts.tsx'
import { PanicSection } from '../publish/panic-section.tsx'
import { PlansSection } from '../publish/plans-section.tsx'
import { PublishSection } from '../publish/publish-section.tsx'
import { PurgeSection } from '../publish/purge-section.tsx'
import { RemoveSection } from '../publish/remove-section.tsx'
import type { GatheringForm } from '../use-gathering-form.ts'
import { MomentSection } from './moment-section.tsx'
import { NameSection } from './name-section.tsx'
import { CallSection, OriginSection, PlanSection } from './words-section.tsx'

/** Loaded only for those who import cities from a file. */
const ImportCities = lazy(() =>
  import('../import/import-cities-part.tsx').then((module) => ({ default: module.ImportCities })),
)

export type TextPartProps = {
  readonly snapshot: Snapshot
  readonly form: GatheringForm
  readonly undo: Undo
  readonly onRemoveExample: () => void
  readonly isLeaving: boolean
}

export function TextPart(props: TextPartProps) {
  const { form, undo, snapshot } = props
  const { t, language: readers } = useI18n()
  const sync = useSync()
  const { languages } = form.gathering
  const [picked, setPicked] = useState<string | null>(null)
  const language =
    picked !== null && languages.includes(picked)
      ? picked
      : languages.includes(readers)
        ? readers
        : (languages[0] ?? readers)
  const [, navigate] = useLocation()
  const [brought, setBrought] = useState<readonly NamedPlace[]>([])
  const words = { form, language, onPick: setPicked, undo }

  const replies = snapshot.counts.reduce(
    (sum, view) => sum + (view.confirmed ?? 0) + (view.waiting ?? 0) + (view.asked ?? 0),
    0,
  )

  /** Goes to the named field, in the language in which it is missing. */
  function go(field: string | undefined): void {
    const [head, tag, name = field] = field?.split('.') ?? []
    if (head === 'texts' && tag !== undefined) setPicked(tag)
    requestAnimationFrame(() => {
      const input = document.querySelector<HTMLElement>(`[name="${CSS.escape(name ?? '')}"]`)
      input?.focus({ preventScroll: true })
      input?.scrollIntoView({ block: 'center' })
    })
  }

  async function takeFromFile(edit: GatheringEditInput, cities: readonly NamedPlace[]): Promise<boolean> {
    const { gatheringId } = form.confirmed
    const inverse = inverseOf(form.confirmed, edit)
    const answer = await sync.dispatch('editGathering', gatheringId, edit)
    if (answer.ok) {
      setBrought(cities)
      undo.offer({
        message: t('import.taken'),
        undo: () => void sync.dispatch('editGathering', gatheringId, inverse),
      })
    }
    return answer.ok
  }

  return (
    <>
      <Conflicts form={form} />
      {form.isDraft ? <ImportPart language={languages[0] ?? readers} onTake={takeFromFile} /> : null}
      {brought.length === 0 ? null : (
        <Suspense fallback={<p aria-busy="true">{t('common.opening-page')}</p>}>
          <ImportCities
            gathering={snapshot.gathering}
            meetings={snapshot.meetings}
            undo={undo}
            brought={brought}
            onClose={() => setBrought([])}
            onFinish={() => navigate(`/g/${snapshot.gathering.slug}/organize/cities`)}
          />
        </Suspense>
      )}
      <NameSection {...words} />
      <MomentSection form={form} meetings={snapshot.meetings} />
      <CallSection {...words} />
      <PlanSection {...words} />
      <OriginSection {...words} />
      <PublishSection form={form} meetings={snapshot.meetings} replies={replies} undo={undo} onGo={go} />
      {form.isDraft ? null : <PlansSection gathering={form.confirmed} replies={replies} undo={undo} />}
      {snapshot.control === null ? null : (
        <PurgeSection gatheringId={snapshot.gathering.gatheringId} purgeAt={snapshot.control.purgeAt} />
      )}
      <PanicSection slug={snapshot.gathering.slug} />
      <RemoveSection
        gathering={form.confirmed}
        replies={replies}
        onRemoveExample={props.onRemoveExample}
        isLeaving={props.isLeaving}
      />
    </>
  )
}
