// The home page: a tagline, the organizer's own drafts, and the calendar of all public gatherings.
import { placeName } from '#shared/domain/place.ts'
import { ButtonLink } from '../../components/button.tsx'
import { Empty } from '../../components/empty.tsx'
import { Part } from '../../components/error-boundary.tsx'
import { Calendar } from '../../features/directory/calendar.tsx'
import { isFiltered } from '../../features/directory/calendar-address.ts'
import { CalendarLine, LineSection } from '../../features/directory/calendar-line.tsx'
import { placeEntry } from '../../features/directory/placed-entries.ts'
import { useCalendarAddress } from '../../features/directory/use-calendar-address.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { useTabReplies } from '../../sync/tab-replies.ts'
import { useReaderZone } from '../../sync/use-place-of-clock.ts'
import { useNow, useOwnGatherings, useSignedIn } from '../../sync/use-sync.ts'
import { replyWords } from '../known-replies.ts'
import { Shell } from '../shell.tsx'
import { useTitle } from '../use-page.ts'
import styles from './home-page.module.css'

export function HomePage() {
  const { t } = useI18n()
  const now = useNow(20_000)
  const readerTimeZone = useReaderZone()
  const { address } = useCalendarAddress()
  // No introduction for readers who already look for something.
  const isFront = address.view === 'agenda' && address.date === null && !isFiltered(address)
  useTitle(t('home.page-title'))
  return (
    <Shell>
      <header className={styles.head} data-front={isFront || undefined}>
        <h1 className={styles.tagline}>{t('app.tagline')}</h1>
        {isFront ? <p className={styles.promise}>{t('home.promise')}</p> : null}
      </header>
      <Part>
        <OwnReplies />
      </Part>
      <Part>
        <Drafts now={now} readerTimeZone={readerTimeZone} />
      </Part>
      <Part>
        <Calendar now={now} readerTimeZone={readerTimeZone} nothingYet={<NothingYet />} />
      </Part>
    </Shell>
  )
}

/** The replies made in this tab; the page knows no others. */
function OwnReplies() {
  const i18n = useI18n()
  const replies = useTabReplies()
  if (replies.length === 0) return null
  return (
    <ul className={styles.own} aria-label={i18n.t('common.your-reply')}>
      {replies.map((reply) => (
        <li key={reply.credential}>
          <a href={`/g/${reply.slug}/reply#${reply.credential}`}>{replyWords(i18n, reply)}</a>
          <bdi className={styles.ownTitle}>{placeName(reply.titles, i18n.language)}</bdi>
        </li>
      ))}
    </ul>
  )
}

function Drafts({ now, readerTimeZone }: { readonly now: number; readonly readerTimeZone: string | null }) {
  const { t } = useI18n()
  const drafts = useOwnGatherings()?.filter(({ status }) => status === 'draft') ?? []
  if (drafts.length === 0) return null
  const soonestFirst = [...drafts].sort(
    (a, b) => (a.startsAt ?? Number.MAX_SAFE_INTEGER) - (b.startsAt ?? Number.MAX_SAFE_INTEGER),
  )
  return (
    <div className={styles.drafts}>
      <LineSection title={t('home.drafts')}>
        {soonestFirst.map((summary) => (
          <CalendarLine
            key={summary.gatheringId}
            entry={placeEntry(
              { summary, meetings: [], fitting: 0 },
              { kind: 'mine', timeZone: readerTimeZone },
              now,
              false,
            )}
            readerTimeZone={readerTimeZone}
          />
        ))}
      </LineSection>
    </div>
  )
}

function NothingYet() {
  const { t } = useI18n()
  const signedIn = useSignedIn()
  return (
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
  )
}
