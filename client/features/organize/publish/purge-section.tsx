// Shows when the personal data of a gathering is erased, and lets organizers erase it earlier.
import { useState } from 'react'
import { deviceClock } from '#shared/domain/time.ts'
import { Button } from '../../../components/button.tsx'
import { Field } from '../../../components/form/field.tsx'
import { Notice } from '../../../components/notice.tsx'
import { dateTimeText } from '../../../i18n/clock-text.ts'
import { refusalText } from '../../../i18n/refusal-text.ts'
import { useI18n } from '../../../i18n/use-i18n.tsx'
import { useSync } from '../../../sync/use-sync.ts'
import { Section } from '../section.tsx'
import styles from './purge-section.module.css'

/** `purgeAt`: epoch ms; null if it was purged and nothing was written since. */
export function PurgeSection({
  gatheringId,
  purgeAt,
}: {
  readonly gatheringId: string
  readonly purgeAt: number | null
}) {
  const i18n = useI18n()
  const { t } = i18n
  const sync = useSync()
  const [chosen, setChosen] = useState('')
  const [isSending, setSending] = useState(false)
  const [isSet, setIsSet] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)

  if (purgeAt === null) {
    return (
      <Section id="purge" title={t('organize.purge.section')}>
        <p>{t('organize.purge.done')}</p>
      </Section>
    )
  }
  const date = dateTimeText(i18n, purgeAt, deviceClock)

  async function bring(): Promise<void> {
    const at = new Date(chosen).getTime()
    if (Number.isNaN(at)) return
    setSending(true)
    setRefusal(null)
    setIsSet(false)
    const answer = await sync.dispatch('bringPurgeNearer', gatheringId, { purgeAt: at })
    setSending(false)
    if (!answer.ok) return setRefusal(refusalText(i18n, answer))
    setIsSet(true)
    setChosen('')
  }

  return (
    <Section id="purge" title={t('organize.purge.section')} hint={t('organize.purge.hint')}>
      <p>
        <time dateTime={new Date(purgeAt).toISOString()}>{t('organize.purge.on', { date })}</time>
      </p>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          void bring()
        }}
      >
        <Field
          kind="datetime-local"
          label={t('organize.purge.nearer')}
          name="purge-at"
          value={chosen}
          onChange={setChosen}
          {...(refusal === null ? {} : { error: refusal })}
        />
        <Button
          type="submit"
          busy={isSending}
          busyLabel={t('organize.purge.sending')}
          aria-disabled={chosen === ''}
        >
          {t('organize.purge.set')}
        </Button>
      </form>
      <div aria-live="polite">{isSet ? <Notice kind="done">{t('organize.purge.is-set')}</Notice> : null}</div>
    </Section>
  )
}
