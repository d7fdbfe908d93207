// Proof of what was erased: numbers by kind, the time, and what must be destroyed manually.
import { clock } from '#shared/domain/time.ts'
import type { ErasedCounts, ErasureProof } from '#shared/protocol/erasure.ts'
import { ButtonLink } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { useI18n } from '../../i18n/use-i18n.tsx'
import styles from './panic.module.css'

const kinds = [
  'replies',
  'meetings',
  'closedCities',
  'proposals',
  'messages',
  'directors',
  'logEntries',
  'sessions',
  'backups',
] as const satisfies readonly (keyof ErasedCounts)[]

export function PanicProof({ proof }: { readonly proof: ErasureProof }) {
  const { t, number, formatLocale } = useI18n()
  const at = new Date(proof.at)
  // In UTC, so that the proof reads the same everywhere.
  const shown = clock(proof.at, 'UTC', formatLocale, 'stamp')
  return (
    <>
      <Notice kind="done" say="assertive">
        {t('panic.done')}
      </Notice>
      {proof.failed > 0 ? (
        <Notice kind="harm" say="assertive">
          {t('panic.failed', { count: proof.failed, shown: number(proof.failed) })}
        </Notice>
      ) : null}
      <p>
        <time dateTime={at.toISOString()}>{t('panic.at', { when: shown })}</time>
      </p>
      <dl className={styles.proof}>
        {kinds.map((kind) => (
          <div key={kind}>
            <dt>{t(`panic.erased-${kind}`)}</dt>
            <dd>{number(proof.erased[kind])}</dd>
          </div>
        ))}
      </dl>
      {proof.areBackupsGone ? null : (
        <Notice kind="harm">
          {t(proof.isBackupFolderMissing === true ? 'panic.backups-unseen' : 'panic.backups-left')}
        </Notice>
      )}
      <Notice kind="care">{t('panic.by-hand')}</Notice>
      <p>{t('panic.links-gone')}</p>
      <p>
        <ButtonLink href="/clear">{t('panic.clear')}</ButtonLink>
      </p>
    </>
  )
}
