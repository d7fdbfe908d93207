// The rehearsal: begun by one press, while the gathering runs after a question; unmistakable while it lasts, and ended after a question, because nothing of it stays.
import { useState } from 'react'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { useI18n } from '../../i18n/use-i18n.tsx'
import styles from './control.module.css'

export function RehearsalBand(props: {
  readonly mayAct: boolean
  /** The hour itself has begun. */
  readonly isLive: boolean
  readonly onEnd: () => void
}) {
  const { t } = useI18n()
  const [isAsked, setAsked] = useState(false)
  return (
    <section className={styles.rehearsal} aria-label={t('control.rehearsal')}>
      <p>
        <b>{t('control.rehearsal')}</b> {t('control.rehearsal-hint')}
        {props.isLive ? <strong> {t('control.rehearsal-live')}</strong> : null}
      </p>
      <Button size="small" aria-disabled={!props.mayAct} onClick={() => props.mayAct && setAsked(true)}>
        {t('control.rehearsal-end')}
      </Button>
      <Dialog
        open={isAsked}
        onClose={() => setAsked(false)}
        title={t('control.rehearsal-end-ask')}
        closeLabel={t('control.close')}
        actions={
          <>
            <Button
              kind="danger"
              onClick={() => {
                setAsked(false)
                props.onEnd()
              }}
            >
              {t('control.rehearsal-end')}
            </Button>
            <Button onClick={() => setAsked(false)}>{t('control.not-now')}</Button>
          </>
        }
      >
        <p>{t('control.rehearsal-end-hint')}</p>
      </Dialog>
    </section>
  )
}

/** While the gathering runs, it would take the desk off the public stage: then it is asked first. */
export function StartRehearsal(props: {
  readonly mayAct: boolean
  readonly isLive: boolean
  readonly onStart: () => void
}) {
  const { t } = useI18n()
  const [isAsked, setAsked] = useState(false)
  return (
    <>
      <Button
        size="small"
        aria-disabled={!props.mayAct}
        onClick={() => {
          if (!props.mayAct) return
          if (props.isLive) setAsked(true)
          else props.onStart()
        }}
      >
        {t('control.rehearsal-start')}
      </Button>
      <Dialog
        open={isAsked}
        onClose={() => setAsked(false)}
        title={t('control.rehearsal-start-ask')}
        closeLabel={t('control.close')}
        actions={
          <>
            <Button
              kind="danger"
              onClick={() => {
                setAsked(false)
                props.onStart()
              }}
            >
              {t('control.rehearsal-start')}
            </Button>
            <Button onClick={() => setAsked(false)}>{t('control.not-now')}</Button>
          </>
        }
      >
        <p>{t('control.rehearsal-start-hint')}</p>
      </Dialog>
    </>
  )
}
