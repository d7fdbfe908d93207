// The button “I will watch from home” and the thanks in its place. With script it is answered here; without, it leads to the plain form.
import { useEffect, useRef, useState } from 'react'
import { Button } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { say } from '../../components/voice.tsx'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { sayWatching, useIsWatching } from '../../sync/watching.ts'
import styles from './watch-from-home.module.css'

export function WatchAnswer({ slug }: { readonly slug: string }) {
  const { t, language } = useI18n()
  const isWatching = useIsWatching(slug)
  const [isSending, setSending] = useState(false)
  const [hasFailed, setFailed] = useState(false)
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
    setFailed(false)
    wasPressed.current = true
    const isHeard = await sayWatching(slug)
    setSending(false)
    setFailed(!isHeard)
    if (isHeard) say(t('watch.thanks'), 'polite')
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
      {hasFailed ? (
        <Notice kind="harm" say="assertive">
          {t('watch.failed')}
        </Notice>
      ) : null}
      <div>
        <Button type="submit" kind="quiet" busy={isSending} busyLabel={t('common.sending')}>
          {t('watch.answer')}
        </Button>
      </div>
      <p className={styles.soft}>{t('watch.kept')}</p>
    </form>
  )
}
