// Declines several proposals together, with one reason and one undo.
import { useState } from 'react'
import { placeName } from '#shared/domain/place.ts'
import { limits } from '#shared/protocol/limits.ts'
import type { MeetingView } from '#shared/protocol/views.ts'
import { Button } from '../../../components/button.tsx'
import { Dialog } from '../../../components/dialog.tsx'
import { Checkbox } from '../../../components/form/checkbox.tsx'
import { Field } from '../../../components/form/field.tsx'
import type { Undo } from '../../../components/use-undo.ts'
import { WrittenName } from '../../../components/written.tsx'
import { useI18n } from '../../../i18n/use-i18n.tsx'
import { useSync } from '../../../sync/use-sync.ts'
import styles from './cities-part.module.css'

export function DeclineProposals({
  gatheringId,
  proposals,
  undo,
}: {
  readonly gatheringId: string
  readonly proposals: readonly MeetingView[]
  readonly undo: Undo
}) {
  const { t, language } = useI18n()
  const sync = useSync()
  const [isOpen, setOpen] = useState(false)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [reason, setReason] = useState('')
  const [isMissing, setMissing] = useState(false)
  const ids = proposals.map(({ meetingId }) => meetingId).filter((id) => chosen.has(id))

  function decline(): void {
    if (reason.trim() === '') {
      setMissing(true)
      return
    }
    for (const meetingIds of inPieces(ids))
      void sync.dispatch('declineProposals', gatheringId, { meetingIds, reason })
    undo.offer({
      message: t('organize.cities.declined-many', { count: ids.length }),
      undo: () => {
        for (const meetingIds of inPieces(ids))
          void sync.dispatch('reproposeMeetings', gatheringId, { meetingIds })
      },
    })
    setOpen(false)
    setChosen(new Set())
  }

  function choose(id: string, isChosen: boolean): void {
    const next = new Set(chosen)
    if (isChosen) next.add(id)
    else next.delete(id)
    setChosen(next)
  }

  return (
    <>
      <div>
        <Button kind="plain" onClick={() => setOpen(true)}>
          {t('organize.cities.decline-many')}
        </Button>
      </div>
      <Dialog
        open={isOpen}
        onClose={() => setOpen(false)}
        title={t('organize.cities.decline-many-ask')}
        closeLabel={t('common.close')}
        closesOnBack
        actions={
          <>
            <Button
              kind="danger"
              aria-disabled={ids.length === 0}
              onClick={ids.length === 0 ? undefined : decline}
            >
              {t('organize.cities.decline-many-confirm', { count: ids.length })}
            </Button>
            <Button onClick={() => setOpen(false)}>{t('common.cancel')}</Button>
          </>
        }
      >
        <div className={styles.choice}>
          <Checkbox
            label={t('organize.cities.decline-all')}
            checked={ids.length === proposals.length}
            onChange={(all) => setChosen(new Set(all ? proposals.map(({ meetingId }) => meetingId) : []))}
          />
          {proposals.map(({ meetingId, place, hostAlias, languages }) => (
            <Checkbox
              key={meetingId}
              label={
                <>
                  <bdi>{placeName(place.names, language)}</bdi> ·{' '}
                  <WrittenName name={hostAlias} likely={languages} />
                </>
              }
              checked={chosen.has(meetingId)}
              onChange={(isChosen) => choose(meetingId, isChosen)}
            />
          ))}
        </div>
        <Field
          kind="textarea"
          rows={3}
          name="reason"
          label={t('organize.reason')}
          hint={t('organize.cities.reason-hint')}
          maxLength={limits.reason}
          value={reason}
          onChange={(text) => {
            setReason(text)
            setMissing(false)
          }}
          error={isMissing ? t('field-error.missing') : null}
        />
      </Dialog>
    </>
  )
}

function inPieces(ids: readonly string[]): string[][] {
  const pieces: string[][] = []
  for (let from = 0; from < ids.length; from += limits.decidedProposals)
    pieces.push(ids.slice(from, from + limits.decidedProposals))
  return pieces
}
