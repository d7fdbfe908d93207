// Scanning at the door: the camera, the scanned code and its reply; or why scanning fails, with the hint that a code can be typed.
import { type ReactNode, useState } from 'react'
import type { AttendanceView } from '#shared/protocol/views.ts'
import { Button } from '../../../components/button.tsx'
import { Icon } from '../../../components/icon.tsx'
import { Notice } from '../../../components/notice.tsx'
import type { MessageKey } from '../../../i18n/i18n.ts'
import { useI18n } from '../../../i18n/use-i18n.tsx'
import styles from './door-scanner.module.css'
import { readScanned, type Scanned } from './read-scanned.ts'
import { type ScannerState, useScanner } from './use-scanner.ts'

export type DoorScannerProps = {
  readonly attendances: readonly AttendanceView[]
  /** Renders the reply as a row that can be checked in. */
  readonly row: (view: AttendanceView) => ReactNode
}

type Fault = Extract<ScannerState, { readonly kind: 'fault' }>['reason']

const faultKeys: Readonly<Record<Fault, MessageKey>> = {
  'none-here': 'host.scan-none-here',
  reload: 'host.scan-reload',
  denied: 'host.scan-denied',
  'no-camera': 'host.scan-no-camera',
  busy: 'host.scan-busy',
  'no-reader': 'host.scan-no-reader',
}

export function DoorScanner({ attendances, row }: DoorScannerProps) {
  const { t } = useI18n()
  const [scanned, setScanned] = useState<Scanned | null>(null)
  const { state, video, open, close } = useScanner((text) => {
    setScanned(readScanned(text, attendances))
    // Vibrate if the device can, because the person scanning looks at the other phone.
    navigator.vibrate?.(60)
  })
  const found =
    scanned?.kind === 'reply'
      ? attendances.find(({ attendanceId }) => attendanceId === scanned.attendanceId)
      : undefined

  function start(): void {
    setScanned(null)
    open()
  }

  if (state.kind === 'off') {
    return (
      <Button wide size="large" icon={<Icon name="qr" />} onClick={start}>
        {t('host.scan')}
      </Button>
    )
  }
  return (
    <section className={styles.scanner} aria-label={t('host.scan')}>
      {state.kind === 'fault' ? (
        <Notice
          kind="care"
          action={
            state.reason === 'reload' ? (
              <Button size="small" onClick={() => location.reload()}>
                {t('common.reload-page')}
              </Button>
            ) : state.reason === 'none-here' ? null : (
              <Button size="small" onClick={start}>
                {t('common.try-again')}
              </Button>
            )
          }
        >
          {t(faultKeys[state.reason])}
        </Notice>
      ) : (
        <>
          <video
            ref={video}
            className={styles.picture}
            muted
            playsInline
            aria-label={t('host.scan-picture')}
          />
          <p className={styles.hint}>
            {t(state.kind === 'opening' ? 'host.scan-opening' : 'host.scan-hint')}
          </p>
        </>
      )}
      <div aria-live="polite" aria-atomic="true">
        {scanned === null ? null : found !== undefined ? (
          <ul className={styles.found}>{row(found)}</ul>
        ) : (
          <Notice kind="care" say="off">
            {t(scanned.kind === 'link' ? 'host.scan-link' : 'host.scan-unknown')}
          </Notice>
        )}
      </div>
      <Button onClick={close}>{t('host.scan-close')}</Button>
    </section>
  )
}
