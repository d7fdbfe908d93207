// The button “I will watch from home”; after the answer it is replaced by a thank-you with undo. Without script it leads to the plain form.
import { useEffect, useRef, useState } from 'react'
import { say } from '../../components/announcer.tsx'
import { Button } from '../../components/button.tsx'
import { Icon } from '../../components/icon.tsx'
import { Notice } from '../../components/notice.tsx'
import { refusalText } from '../../i18n/refusal-text.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { sayWatching, takeWatchingBack, useWatching } from '../../sync/watching.ts'
import styles from './watch-from-home.module.css'

export function WatchAnswer({ slug }: { readonly slug: string }) {
  const i18n = useI18n()
  const { t, language } = i18n
  const { isWatching, canTakeBack } = useWatching(slug)
  const [isSending, setSending] = useState(false)
  const [trouble, setTrouble] = useState<string | null>(null)
  const wasPressed = useRef(false)
  const thanks = useRef<HTMLParagraphElement>(null)
  const form = useRef<HTMLFormElement>(null)

  // The button that had the focus is gone.
  useEffect(() => {
    if (!wasPressed.current) return
    wasPressed.current = false
    if (isWatching) thanks.current?.focus()
    else form.current?.querySelector('button')?.focus()
  }, [isWatching])

  /** `act` resolves to an error text, or to null on success. */
  async function send(act: () => Promise<string | null>, done: string): Promise<void> {
    if (isSending) return
    setSending(true)
    setTrouble(null)
    wasPressed.current = true
    const met = await act()
    setSending(false)
    setTrouble(met)
    if (met === null) say(done, 'polite')
    else wasPressed.current = false
  }
  const answer = () =>
    send(async () => {
      const came = await sayWatching(slug)
      if (came === 'heard') return null
      return came === 'failed' ? t('watch.failed') : refusalText(i18n, { reason: came })
    }, t('watch.thanks'))
  const takeBack = () =>
    send(async () => {
      const came = await takeWatchingBack(slug)
      if (came === 'taken') return null
      return t(came === 'late' ? 'watch.take-back-late' : 'watch.failed')
    }, t('watch.taken-back'))
  const notice =
    trouble === null ? null : (
      <Notice kind="harm" say="assertive">
        {trouble}
      </Notice>
    )

  if (isWatching) {
    return (
      <div className={styles.answer}>
        <p ref={thanks} tabIndex={-1} className={styles.thanks}>
          {t('watch.thanks')}
        </p>
        {notice}
        {canTakeBack ? (
          <div>
            <Button
              kind="quiet"
              icon={<Icon name="undo" />}
              busy={isSending}
              busyLabel={t('common.sending')}
              onClick={() => void takeBack()}
            >
              {t('watch.take-back')}
            </Button>
          </div>
        ) : null}
      </div>
    )
  }
  return (
    <form
      ref={form}
      className={styles.answer}
      method="get"
      action={`/g/${slug}/watch`}
      onSubmit={(event) => {
        event.preventDefault()
        void answer()
      }}
    >
      <input type="hidden" name="lang" value={language} />
      {notice}
      <div>
        <Button type="submit" kind="quiet" busy={isSending} busyLabel={t('common.sending')}>
          {t('watch.answer')}
        </Button>
      </div>
      <p className={styles.soft}>{t('watch.kept')}</p>
    </form>
  )
}
