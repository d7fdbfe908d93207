// Removes a gathering for good: the example with one press and undo, any other after a confirmation.
import { useState } from 'react'
import type { GatheringView } from '#shared/protocol/views.ts'
import { Button } from '../../../components/button.tsx'
import { Dialog } from '../../../components/dialog.tsx'
import { useI18n } from '../../../i18n/use-i18n.tsx'
import { useSync } from '../../../sync/use-sync.ts'
import { Section } from '../section.tsx'

export type RemoveProps = {
  readonly gathering: GatheringView
  readonly replies: number
  /** Removes the example when the time for undo is over. */
  readonly onRemoveExample: () => void
  readonly isLeaving: boolean
}

export function RemoveSection({ gathering, replies, onRemoveExample, isLeaving }: RemoveProps) {
  const { t } = useI18n()
  const sync = useSync()
  const [asking, setAsking] = useState(false)
  const [sending, setSending] = useState(false)

  if (gathering.isExample) {
    return (
      <Section id="remove" title={t('common.remove-example')} hint={t('organize.remove.example-hint')}>
        <p>
          <Button kind="danger" aria-disabled={isLeaving} onClick={() => !isLeaving && onRemoveExample()}>
            {t('common.remove-example')}
          </Button>
        </p>
      </Section>
    )
  }

  return (
    <Section id="remove" title={t('organize.remove.section')} hint={t('organize.remove.hint')}>
      <p>
        <Button kind="danger" onClick={() => setAsking(true)}>
          {t('organize.remove.button')}
        </Button>
      </p>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t('organize.remove.ask')}
        closeLabel={t('common.close')}
        actions={
          <>
            <Button
              kind="danger"
              busy={sending}
              busyLabel={t('organize.remove.sending')}
              onClick={() => {
                setSending(true)
                void sync.dispatch('removeGathering', gathering.gatheringId, {}).then(() => setSending(false))
              }}
            >
              {t('organize.remove.confirm')}
            </Button>
            <Button onClick={() => setAsking(false)}>{t('common.keep')}</Button>
          </>
        }
      >
        <p>{t('organize.remove.warning')}</p>
        {replies > 0 ? <p>{t('organize.remove.replies', { count: replies })}</p> : null}
      </Dialog>
    </Section>
  )
}
