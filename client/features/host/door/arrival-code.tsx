// The code with which people confirm their arrival: to read out, to post, to scan.
import type { ReactNode } from 'react'
import { Disclosure } from '../../../components/disclosure.tsx'
import { Qr } from '../../../components/qr.tsx'
import { useI18n } from '../../../i18n/use-i18n.tsx'
import styles from '../host.module.css'

export function ArrivalCode({
  code,
  link,
  renew,
}: {
  readonly code: string
  readonly link: string
  /** The control that creates a new code. */
  readonly renew: ReactNode
}) {
  const { t } = useI18n()
  return (
    <section className={styles.section} aria-labelledby="door-code">
      <h2 id="door-code" className={styles.heading}>
        {t('host.code')}
      </h2>
      <p className={styles.bigCode} dir="ltr">
        {code}
      </p>
      <p className={styles.soft}>{t('host.code-hint')}</p>
      {link === '' ? null : (
        <Disclosure summary={t('host.poster')}>
          <div className={styles.poster}>
            <Qr text={link} title={t('host.poster-qr')} />
            <p className={styles.bigCode} dir="ltr">
              {code}
            </p>
            <p>{t('host.poster-hint')}</p>
          </div>
        </Disclosure>
      )}
      {renew}
    </section>
  )
}
