// A signed-in organizer removes the example with one press and has some seconds to undo it.
import { useState } from 'react'
import type { GatheringView } from '#shared/protocol/views.ts'
import { Button } from '../components/button.tsx'
import { OfferBar } from '../components/undo-bar.tsx'
import { useUndo } from '../components/use-undo.ts'
import { useI18n } from '../i18n/use-i18n.tsx'
import { useSync } from '../sync/use-sync.ts'

const takenBackWithinSeconds = 6

/** Returns the button and the undo bar separately, so that the page can place each. */
export function useExampleRemoval(gathering: GatheringView) {
  const { t } = useI18n()
  const sync = useSync()
  const undo = useUndo()
  const [isLeaving, setLeaving] = useState(false)

  function remove(): void {
    if (isLeaving) return
    setLeaving(true)
    undo.offer({
      message: t('example.going'),
      seconds: takenBackWithinSeconds,
      undo: () => setLeaving(false),
      after: () => void sync.dispatch('removeGathering', gathering.gatheringId, {}),
    })
  }

  return {
    button: (
      <Button kind="plain" size="small" aria-disabled={isLeaving} onClick={remove}>
        {t('common.remove-example')}
      </Button>
    ),
    bar: <OfferBar undo={undo} undoLabel={t('common.undo')} dismissLabel={t('common.close')} />,
  }
}
