// Starts, labels and ends a rehearsal. Asks before the end, because nothing of a rehearsal is stored, and before a start while live.
import { useState } from 'react'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { useI18n } from '../../i18n/use-i18n.tsx'
import styles from './control.module.css'

export function RehearsalBand(props: {
  readonly mayAct: boolean
  /** The gathering itself has begun. */
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
      <Ask step="end" open={isAsked} onClose={() => setAsked(false)} onConfirm={props.onEnd} />
    </section>
  )
}

/** Asks first while the gathering is live, because the controls would leave the public stage. */
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
      <Ask step="start" open={isAsked} onClose={() => setAsked(false)} onConfirm={props.onStart} />
    </>
  )
}

const asked = {
  start: {
    title: 'control.rehearsal-start-ask',
    hint: 'control.rehearsal-start-hint',
    confirm: 'control.rehearsal-start',
  },
  end: {
    title: 'control.rehearsal-end-ask',
    hint: 'control.rehearsal-end-hint',
    confirm: 'control.rehearsal-end',
  },
} as const

/** Asks before a rehearsal starts or ends. */
function Ask({
  step,
  open,
  onClose,
  onConfirm,
}: {
  readonly step: 'start' | 'end'
  readonly open: boolean
  readonly onClose: () => void
  readonly onConfirm: () => void
}) {
  const { t } = useI18n()
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t(asked[step].title)}
      closeLabel={t('common.close')}
      actions={
        <>
          <Button
            kind="danger"
            onClick={() => {
              onClose()
              onConfirm()
            }}
          >
            {t(asked[step].confirm)}
          </Button>
          <Button onClick={onClose}>{t('control.not-now')}</Button>
        </>
      }
    >
      <p>{t(asked[step].hint)}</p>
    </Dialog>
  )
}
