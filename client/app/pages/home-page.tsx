// The first page: what this is in a sentence, and the gatherings that are live, to come and past.
import { ButtonLink } from '../../components/button.tsx'
import { Empty } from '../../components/empty.tsx'
import { Directory } from '../../features/directory/directory.tsx'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { useReaderZone } from '../../sync/use-place-of-clock.ts'
import { useDirectory, useLive, useNow, useOffline, useSignedIn } from '../../sync/use-sync.ts'
import { Shell } from '../shell.tsx'
import { useTitle } from '../use-page.ts'
import styles from './home-page.module.css'

export function HomePage() {
  const { t } = useI18n()
  const summaries = useDirectory()
  const now = useNow(20_000)
  const signedIn = useSignedIn()
  const readerTimeZone = useReaderZone()
  useTitle(t('home.page-title'))
  return (
    <Shell>
      <header className={styles.head}>
        <h1 className={styles.tagline}>{t('app.tagline')}</h1>
        <p className={styles.promise}>{t('home.promise')}</p>
      </header>
      {summaries === null ? (
        <Loading />
      ) : (
        <Directory
          summaries={summaries}
          now={now}
          readerTimeZone={readerTimeZone}
          empty={
            <Empty
              title={t('home.empty')}
              action={
                signedIn ? (
                  <ButtonLink kind="signal" href="/new">
                    {t('claim.start')}
                  </ButtonLink>
                ) : (
                  <ButtonLink href="/about">{t('shell.about')}</ButtonLink>
                )
              }
            >
              {t(signedIn ? 'home.empty-organizer' : 'home.empty-reader')}
            </Empty>
          }
        />
      )}
    </Shell>
  )
}

/** As high as the first lines will be, so that the foot of the page does not jump. */
function Loading() {
  const { t } = useI18n()
  const live = useLive()
  const offline = useOffline()
  return (
    <div className={styles.loading} aria-busy="true">
      <p role="status">
        {offline
          ? t('gathering.loading-offline')
          : live.status === 'not-live'
            ? t('gathering.loading-slow')
            : t('home.loading')}
      </p>
    </div>
  )
}
