// The page of an organizer's one-time sign-in link, and what they organize. The token is in the fragment, which no server log sees.
import { useEffect, useState } from 'react'
import { textFor } from '#shared/domain/gathering.ts'
import { placeName } from '#shared/domain/place.ts'
import { clock } from '#shared/domain/time.ts'
import type { GatheringSummary } from '#shared/protocol/views.ts'
import { Button, ButtonLink } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { useWritten } from '../../components/written.tsx'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { claim, signOut } from '../../sync/session.ts'
import { useOwnGatherings, useSignedIn, useSync } from '../../sync/use-sync.ts'
import { Shell } from '../shell.tsx'
import styles from './claim-page.module.css'

type Progress = 'idle' | 'working' | 'done' | 'failed' | 'no-network' | 'not-out'

export function ClaimPage() {
  const { t } = useI18n()
  const sync = useSync()
  const signedIn = useSignedIn()
  const [progress, setProgress] = useState<Progress>('idle')

  useEffect(() => {
    const token = location.hash.slice(1)
    if (token === '') return
    // First remove the one-time token from the address bar and the history.
    history.replaceState(history.state, '', location.pathname)
    setProgress('working')
    claim(token).then(
      (isOpen) => {
        setProgress(isOpen ? 'done' : 'failed')
        if (isOpen) sync.reconnect()
      },
      () => {
        // The token was not used: put it back, so that reloading the page tries again.
        history.replaceState(history.state, '', `${location.pathname}#${token}`)
        setProgress('no-network')
      },
    )
  }, [sync])

  return (
    <Shell>
      <h1>{t('claim.title')}</h1>
      {progress === 'working' ? <Notice>{t('claim.working')}</Notice> : null}
      {progress === 'failed' ? <Notice kind="harm">{t('claim.failed')}</Notice> : null}
      {progress === 'no-network' ? (
        <Notice
          kind="care"
          action={<Button onClick={() => location.reload()}>{t('common.try-again')}</Button>}
        >
          {t('claim.no-network')}
        </Notice>
      ) : null}
      {progress === 'not-out' ? <Notice kind="harm">{t('claim.not-signed-out')}</Notice> : null}
      {signedIn ? (
        <>
          {progress === 'done' ? <Notice kind="done">{t('claim.done')}</Notice> : null}
          <Own />
          <p>
            <ButtonLink kind="signal" href="/new">
              {t('claim.start')}
            </ButtonLink>
          </p>
          <p>
            <Button
              kind="plain"
              onClick={() => void signOut().then(sync.reconnect, () => setProgress('not-out'))}
            >
              {t('claim.sign-out')}
            </Button>
          </p>
        </>
      ) : progress === 'idle' && signedIn === false ? (
        <p>{t('claim.missing')}</p>
      ) : null}
    </Shell>
  )
}

function Own() {
  const { t } = useI18n()
  const directory = useOwnGatherings()
  if (directory === null) return <p aria-busy="true">{t('common.opening-page')}</p>
  if (directory.length === 0) return <p>{t('claim.none')}</p>
  const next = [...directory].sort(
    (a, b) => (a.startsAt ?? Number.POSITIVE_INFINITY) - (b.startsAt ?? Number.POSITIVE_INFINITY),
  )
  return (
    <section aria-labelledby="own">
      <h2 id="own" className={styles.heading}>
        {t('claim.own')}
      </h2>
      <ul className={styles.list}>
        {next.map((summary) => (
          <Line key={summary.gatheringId} summary={summary} />
        ))}
      </ul>
    </section>
  )
}

function Line({ summary }: { readonly summary: GatheringSummary }) {
  const { t, language, formatLocale } = useI18n()
  const titles = Object.entries(summary.titles).map(([tag, { title }]) => [tag, { title }] as const)
  const named = textFor(
    { languages: summary.languages, texts: Object.fromEntries(titles) as never },
    language,
  )
  const written = useWritten()
  const { startsAt, leadPlace } = summary
  return (
    <li className={styles.line}>
      <a
        className={styles.title}
        href={`/g/${summary.slug}/organize`}
        {...(named.text.title === '' ? {} : written(named.text.title, { lang: named.language }))}
      >
        {named.text.title === '' ? t('organize.untitled') : named.text.title}
      </a>
      <span className={styles.about}>
        {summary.status === 'draft' ? t('organize.status.draft') : t('organize.status.published')}
        {summary.isExample ? ` · ${t('organize.status.example')}` : null}
        {startsAt !== null && leadPlace !== null
          ? ` · ${t('claim.when', {
              date: clock(startsAt, leadPlace.timeZone, formatLocale, 'long-date'),
              city: placeName(leadPlace.names, language),
            })}`
          : null}
      </span>
    </li>
  )
}
