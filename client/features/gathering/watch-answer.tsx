// The button “I will watch from home” and the thanks in its place. With script it is answered here; without, it leads to the plain form.
import { useEffect, useRef, useState } from 'react'
import type { RefusalReason } from '#shared/protocol/answers.ts'
import { Button } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { say } from '../../components/voice.tsx'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { sayWatching, useIsWatching } from '../../sync/watching.ts'
import styles from './watch-from-home.module.css'
import { watchRefusal } from './watch-refusal.ts'

export function WatchAnswer({ slug }: { readonly slug: string }) {
  const i18n = useI18n()
  const { t, language } = i18n
  const isWatching = useIsWatching(slug)
  const [isSending, setSending] = useState(false)
  const [failed, setFailed] = useState<RefusalReason | 'no-network' | null>(null)
  const wasPressed = useRef(false)
  const thanks = useRef<HTMLParagraphElement>(null)

  // The button that had the focus is gone.
  useEffect(() => {
    if (!isWatching || !wasPressed.current) return
    wasPressed.current = false
    thanks.current?.focus()
  }, [isWatching])

  async function answer(): Promise<void> {
    if (isSending) return
    setSending(true)
    setFailed(null)
    wasPressed.current = true
    const answered = await sayWatching(slug)
    setSending(false)
    if (answered === 'no-network') setFailed(answered)
    else if (answered.ok) say(t('watch.thanks'), 'polite')
    else setFailed(answered.reason)
  }

  if (isWatching) {
    return (
      <p ref={thanks} tabIndex={-1} className={styles.thanks}>
        {t('watch.thanks')}
      </p>
    )
  }
  return (
    <form
      className={styles.answer}
      method="get"
      action={`/g/${slug}/watch`}
      onSubmit={(event) => {
        event.preventDefault()
        void answer()
      }}
    >
      <input type="hidden" name="lang" value={language} />
      {failed === null ? null : (
        <Notice kind="harm" say="assertive">
          {watchRefusal(i18n, failed)}
        </Notice>
      )}
      <div>
        <Button type="submit" kind="quiet" busy={isSending} busyLabel={t('watch.sending')}>
          {t('watch.answer')}
        </Button>
      </div>
      <p className={styles.soft}>{t('watch.kept')}</p>
    </form>
  )
}
