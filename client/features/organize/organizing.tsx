// An organizer's page for one gathering: links to its parts, the open part, and undo of the last step.

import { type ReactNode, useState } from 'react'
import { textFor } from '#shared/domain/gathering.ts'
import { ownValue } from '#shared/domain/own-value.ts'
import type { Snapshot } from '#shared/protocol/views.ts'
import { Part } from '../../components/error-boundary.tsx'
import { OfferBar } from '../../components/undo-bar.tsx'
import { type Undo, useUndo } from '../../components/use-undo.ts'
import { useWritten } from '../../components/written.tsx'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { useSync } from '../../sync/use-sync.ts'
import { CitiesPart } from './cities/cities-part.tsx'
import { FreshHostLinks } from './cities/host-link.tsx'
import type { GatheringEditInput } from './gathering-fields.ts'
import styles from './organizing.module.css'
import { SaveBar } from './publish/save-bar.tsx'
import { StagePart } from './stage-part.tsx'
import { TextPart } from './text/text-part.tsx'
import { useGatheringForm } from './use-gathering-form.ts'

export type OrganizePartName = 'text' | 'cities' | 'programme' | 'stage'

const parts = [
  { name: 'text', key: 'organize.part.text', path: '' },
  { name: 'cities', key: 'common.cities', path: '/cities' },
  { name: 'programme', key: 'common.programme', path: '/programme' },
  { name: 'stage', key: 'desk.stage', path: '/stage' },
] as const

/** How long the removal of the example can be undone. */
const removalSeconds = 6

export type OrganizingProps = {
  readonly snapshot: Snapshot
  /** All changes by others have arrived. */
  readonly inStep: boolean
  readonly part: OrganizePartName
  /** Changes of the plan since the announcement. */
  readonly changed?: ReactNode
  /** Renders the programme part; its undo offers are shown here. */
  readonly programme: (undo: Undo) => ReactNode
}

export function Organizing(props: OrganizingProps) {
  const { snapshot, part } = props
  const { t, language } = useI18n()
  const sync = useSync()
  const undo = useUndo(part)
  const { gathering } = snapshot
  const { gatheringId } = gathering
  const [isLeaving, setLeaving] = useState(false)
  const form = useGatheringForm(gathering, props.inStep, (inverse) => {
    if (gathering.status === 'published') offerToTakeBack(inverse)
    // Undoing the import now would overwrite what was typed since.
    else undo.end()
  })
  const { language: titled, text } = textFor(form.gathering, language)
  const written = useWritten()
  const waiting = snapshot.meetings.filter((meeting) => meeting.status === 'proposed').length

  function offerToTakeBack(inverse: GatheringEditInput): void {
    undo.offer({
      message: t('organize.save.published'),
      undo: () => void sync.dispatch('editGathering', gatheringId, inverse),
    })
  }

  function discard(): void {
    const { editing } = form
    const kept = editing.open.map((field) => [field, ownValue(editing.fields, field)] as const)
    editing.discard()
    undo.offer({
      message: t('organize.save.discarded'),
      undo: () => {
        for (const [field, value] of kept) editing.set(field, value)
      },
    })
  }

  function removeExample(): void {
    setLeaving(true)
    undo.offer({
      message: t('example.going'),
      seconds: removalSeconds,
      undo: () => setLeaving(false),
      after: () => void sync.dispatch('removeGathering', gatheringId, {}),
    })
  }

  return (
    <div className={styles.desk}>
      <header className={styles.head}>
        <p className={styles.status}>
          {gathering.status === 'draft' ? t('organize.status.draft') : t('organize.status.published')}
          {gathering.isExample ? ` · ${t('organize.status.example')}` : null}
        </p>
        <h1 className={styles.title} {...(text.title === '' ? {} : written(text.title, { lang: titled }))}>
          {text.title === '' ? t('organize.untitled') : text.title}
        </h1>
        {gathering.status === 'published' ? (
          <p className={styles.links}>
            <a href={`/g/${gathering.slug}`}>{t('common.open-public-page')}</a>
            <a href={`/g/${gathering.slug}/export.json`} download>
              {t('export.gathering')}
            </a>
          </p>
        ) : null}
        <Part>{props.changed}</Part>
      </header>
      <nav className={styles.parts} aria-label={t('organize.parts')}>
        {parts.map(({ name, key, path }) => (
          <a
            key={name}
            className={styles.part}
            href={`/g/${gathering.slug}/organize${path}`}
            aria-current={name === part ? 'page' : undefined}
          >
            {t(key)}
            {name === 'cities' && waiting > 0 ? (
              <span className={styles.waiting}>{t('organize.part.waiting', { count: waiting })}</span>
            ) : null}
          </a>
        ))}
      </nav>
      <Part>
        <FreshHostLinks gathering={gathering} />
      </Part>
      <Part key={part}>
        {part === 'text' ? (
          <TextPart
            snapshot={snapshot}
            form={form}
            undo={undo}
            onRemoveExample={removeExample}
            isLeaving={isLeaving}
          />
        ) : part === 'cities' ? (
          <CitiesPart snapshot={snapshot} undo={undo} />
        ) : part === 'programme' ? (
          props.programme(undo)
        ) : (
          <StagePart snapshot={snapshot} />
        )}
      </Part>
      {/* One footer for both, so that neither covers the other. */}
      <div className={styles.foot}>
        <OfferBar undo={undo} undoLabel={t('common.undo')} dismissLabel={t('common.close')} />
        {part === 'text' ? (
          <SaveBar form={form} onPublishChanges={() => void form.editing.save()} onDiscard={discard} />
        ) : null}
      </div>
    </div>
  )
}
