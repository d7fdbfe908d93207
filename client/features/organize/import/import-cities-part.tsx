// Imports many cities from a spreadsheet: paste, review, add.
import type { GatheringView, MeetingView } from '#shared/protocol/views.ts'
import { Button } from '../../../components/button.tsx'
import type { Undo } from '../../../components/use-undo.ts'
import { useI18n } from '../../../i18n/use-i18n.tsx'
import styles from './import-cities.module.css'
import { ImportPaste } from './import-paste.tsx'
import { ImportProgress, ImportResult } from './import-result.tsx'
import { ImportReview } from './import-review.tsx'
import type { NamedPlace } from './understood.ts'
import { useCityImport } from './use-city-import.ts'

export type ImportCitiesProps = {
  readonly gathering: GatheringView
  readonly meetings: readonly MeetingView[]
  readonly undo: Undo
  readonly onClose: () => void
  /** Called after the last step; defaults to `onClose`. */
  readonly onFinish?: () => void
  /** Cities named in a file; without them the first step is pasting rows. */
  readonly brought?: readonly NamedPlace[]
}

const none: readonly NamedPlace[] = []

export function ImportCities({
  gathering,
  meetings,
  undo,
  onClose,
  onFinish = onClose,
  brought = none,
}: ImportCitiesProps) {
  const { t } = useI18n()
  const cities = useCityImport(gathering, meetings, brought)
  const taken = meetings.filter(({ status }) => status === 'approved' || status === 'withdrawn').length

  async function open(): Promise<void> {
    const added = await cities.run()
    if (added.length === 0) return
    undo.offer({
      message: t('organize.import.done', { count: added.length }),
      undo: () => cities.takeBack(added),
    })
  }

  return (
    <section className={styles.import} aria-labelledby="import-title">
      <h2 id="import-title" className={styles.title}>
        {t('organize.import.title')}
      </h2>
      {cities.step === 'paste' ? (
        <ImportPaste cities={cities} onClose={onClose} />
      ) : cities.step === 'review' ? (
        <ImportReview cities={cities} taken={taken} onOpen={() => void open()}>
          {brought.length > 0 ? (
            <Button kind="plain" onClick={onClose}>
              {t('import.no-cities')}
            </Button>
          ) : (
            <Button kind="plain" onClick={() => cities.setStep('paste')}>
              {t('organize.import.back')}
            </Button>
          )}
        </ImportReview>
      ) : cities.step === 'running' ? (
        <ImportProgress cities={cities} />
      ) : (
        <ImportResult cities={cities} onClose={onFinish} />
      )}
    </section>
  )
}
