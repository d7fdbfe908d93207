// The footer of the form: what is saved and what is not, and for a published gathering the button that saves.
import { useEffect, useState } from 'react'
import { Button } from '../../../components/button.tsx'
import { Icon } from '../../../components/icon.tsx'
import type { I18n } from '../../../i18n/i18n.ts'
import { refusalText } from '../../../i18n/refusal-text.ts'
import { useI18n } from '../../../i18n/use-i18n.tsx'
import type { GatheringForm } from '../use-gathering-form.ts'
import styles from './save-bar.module.css'

export type SaveBarProps = {
  readonly form: GatheringForm
  readonly onPublishChanges: () => void
  readonly onDiscard: () => void
}

type State = { readonly kind: 'quiet' | 'care'; readonly text: string }

function draftState(i18n: I18n, { editing, isLive }: GatheringForm): State | null {
  const { t } = i18n
  if (editing.refused !== null) return { kind: 'care', text: refusalText(i18n, editing.refused) }
  if (editing.conflicts.length > 0) return { kind: 'care', text: t('organize.resolve-conflicts') }
  if (editing.errors.length > 0) return { kind: 'care', text: t('organize.save.errors') }
  if (editing.open.length === 0 && !editing.saving) return null
  return isLive ? { kind: 'quiet', text: t('desk.saving') } : { kind: 'care', text: t('desk.saved-offline') }
}

export function SaveBar({ form, onPublishChanges, onDiscard }: SaveBarProps) {
  const i18n = useI18n()
  const { t } = i18n
  const { editing, isDraft, isLive } = form
  const count = editing.open.length
  if (isDraft) {
    const state = draftState(i18n, form)
    return (
      <div className={styles.bar}>
        <p className={styles.state} data-kind={state?.kind ?? 'quiet'}>
          {state === null ? <Saved at={editing.savedAt} /> : state.text}
        </p>
        <span className="unseen" role="status">
          {state === null
            ? editing.savedAt === null
              ? ''
              : t('organize.save.saved')
            : state.kind === 'care'
              ? state.text
              : ''}
        </span>
        <a className={styles.link} href={`/g/${form.confirmed.slug}/preview`}>
          {t('organize.publish.preview')}
        </a>
      </div>
    )
  }
  if (count === 0) return null
  const blocked = editing.conflicts.length > 0 || editing.errors.length > 0
  return (
    <div className={styles.bar} data-open="">
      <p
        className={styles.state}
        role="status"
        data-kind={blocked || editing.refused !== null ? 'care' : 'quiet'}
      >
        {editing.refused !== null
          ? refusalText(i18n, editing.refused)
          : editing.conflicts.length > 0
            ? t('organize.resolve-conflicts')
            : editing.errors.length > 0
              ? t('organize.save.errors')
              : editing.saving && !isLive
                ? t('desk.saved-offline')
                : t('organize.save.unpublished', { count })}
      </p>
      <Button
        kind="signal"
        busy={editing.saving}
        busyLabel={t('desk.saving')}
        aria-disabled={blocked}
        onClick={() => !blocked && onPublishChanges()}
      >
        {t('organize.save.publish')}
      </Button>
      <Button kind="plain" onClick={onDiscard}>
        {t('desk.discard-changes')}
      </Button>
    </div>
  )
}

function Saved({ at }: { readonly at: number | null }) {
  const { t, formatLocale } = useI18n()
  const [now, setNow] = useState(at ?? 0)
  useEffect(() => {
    if (at === null) return
    setNow(Date.now())
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [at])
  if (at === null) return t('organize.save.by-itself')
  const seconds = Math.max(0, Math.round((now - at) / 1000))
  const relative = new Intl.RelativeTimeFormat(formatLocale, { numeric: 'auto' })
  const ago =
    seconds < 60 ? relative.format(-seconds, 'second') : relative.format(-Math.floor(seconds / 60), 'minute')
  return (
    <>
      <Icon name="check" />
      {t('organize.save.saved-ago', { ago })}
    </>
  )
}
