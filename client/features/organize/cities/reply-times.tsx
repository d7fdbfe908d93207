// When people replied to each city, in steps of ten minutes, with bursts marked: an organizer may decline a burst without reading replies.
import { useCallback, useEffect, useMemo, useState } from 'react'
import { minuteMs } from '#shared/domain/admission.ts'
import { placeName } from '#shared/domain/place.ts'
import { type Burst, burstsOf, type ReplyStretch, type ReplyTimes } from '#shared/protocol/reply-times.ts'
import type { MeetingView, Snapshot } from '#shared/protocol/views.ts'
import { Button } from '../../../components/button.tsx'
import { Disclosure } from '../../../components/disclosure.tsx'
import { Notice } from '../../../components/notice.tsx'
import type { Undo } from '../../../components/use-undo.ts'
import { dateTimeText, timeText } from '../../../i18n/clock-text.ts'
import { refusalText } from '../../../i18n/refusal-text.ts'
import { useI18n } from '../../../i18n/use-i18n.tsx'
import { readAnswer } from '../../../sync/read-answer.ts'
import { makeId } from '../../../sync/secrets.ts'
import { useSync } from '../../../sync/use-sync.ts'
import styles from './reply-times.module.css'

const readAgainMs = 20_000

export function ReplyTimesPart({ snapshot, undo }: { readonly snapshot: Snapshot; readonly undo: Undo }) {
  const { t } = useI18n()
  const { times, readAgain } = useReplyTimes(snapshot.gathering.slug)
  const cities = useMemo(() => {
    const stretchesOf = new Map(times?.cities.map(({ meetingId, stretches }) => [meetingId, stretches]))
    return snapshot.meetings.flatMap((meeting) => {
      const stretches = stretchesOf.get(meeting.meetingId) ?? []
      return stretches.length === 0 ? [] : [{ meeting, stretches, bursts: burstsOf(stretches) }]
    })
  }, [times, snapshot.meetings])
  if (cities.length === 0) return null
  return (
    <section className={styles.part} aria-labelledby="reply-times">
      <h2 id="reply-times" className={styles.title}>
        {t('organize.bursts.title')}
      </h2>
      <p className={styles.soft}>{t('organize.bursts.hint')}</p>
      <Bursts cities={cities} snapshot={snapshot} undo={undo} readAgain={readAgain} />
      <Disclosure summary={t('organize.bursts.show')}>
        {cities.map(({ meeting, stretches }) => (
          <CityTimes key={meeting.meetingId} meeting={meeting} stretches={stretches} />
        ))}
      </Disclosure>
    </section>
  )
}

type CityBursts = { readonly meeting: MeetingView; readonly bursts: readonly Burst[] }

function Bursts({
  cities,
  snapshot,
  undo,
  readAgain,
}: {
  readonly cities: readonly CityBursts[]
  readonly snapshot: Snapshot
  readonly undo: Undo
  readonly readAgain: () => void
}) {
  const i18n = useI18n()
  const { t, language, number } = i18n
  const sync = useSync()
  const [refused, setRefused] = useState<string | null>(null)
  const { gatheringId } = snapshot.gathering
  const all = cities.flatMap(({ meeting, bursts }) => bursts.map((burst) => ({ meeting, burst })))
  if (all.length === 0) return null

  async function decline({ meetingId, place }: MeetingView, burst: Burst): Promise<void> {
    const { fromMinute, toMinute } = burst
    const decisionId = makeId()
    const payload = { meetingId, decisionId, fromMinute, toMinute, decision: 'decline' } as const
    const answer = await sync.dispatch('decideBurst', gatheringId, payload)
    setRefused(answer.ok ? null : refusalText(i18n, answer))
    readAgain()
    if (!answer.ok) return
    const count = answer.outcome.decided ?? 0
    const city = placeName(place.names, language)
    undo.offer({
      message: t('organize.bursts.declined-now', { count, shown: number(count), city }),
      undo: () =>
        void sync.dispatch('takeBackDecision', gatheringId, { meetingId, decisionId }).then(readAgain),
    })
  }

  return (
    <>
      {refused === null ? null : <Notice kind="care">{refused}</Notice>}
      <ul className={styles.bursts}>
        {all.map(({ meeting, burst }) => {
          const { timeZone } = meeting.place
          const city = placeName(meeting.place.names, language)
          const when = t('desk.from-to', {
            from: dateTimeText(i18n, burst.fromMinute * minuteMs, timeZone),
            to: timeText(i18n, (burst.toMinute + 1) * minuteMs, timeZone),
          })
          return (
            <li key={`${meeting.meetingId} ${burst.fromMinute}`} className={styles.burst}>
              <span className={styles.words}>
                <strong>
                  <bdi>{city}</bdi>
                </strong>
                <span>{when}</span>
                <span className={styles.soft}>
                  {t('organize.cities.asked-people', { count: burst.held })}
                </span>
              </span>
              <Button
                size="small"
                kind="danger"
                aria-label={t('organize.bursts.decline-of', { city, when })}
                onClick={() => void decline(meeting, burst)}
              >
                {t('desk.decline-all')}
              </Button>
            </li>
          )
        })}
      </ul>
    </>
  )
}

function CityTimes({
  meeting,
  stretches,
}: {
  readonly meeting: MeetingView
  readonly stretches: readonly ReplyStretch[]
}) {
  const i18n = useI18n()
  const { t, language, number } = i18n
  return (
    <table className={styles.table}>
      <caption>
        <bdi>{placeName(meeting.place.names, language)}</bdi>
      </caption>
      <thead>
        <tr>
          <th scope="col">{t('organize.bursts.when')}</th>
          <th scope="col">{t('desk.to-confirm')}</th>
          <th scope="col">{t('organize.bursts.confirmed')}</th>
          <th scope="col">{t('organize.bursts.declined')}</th>
        </tr>
      </thead>
      <tbody>
        {stretches.map(({ fromMinute, asked, confirmed, declined, isBurst }) => (
          <tr key={fromMinute} data-burst={isBurst || undefined}>
            <th scope="row">
              {dateTimeText(i18n, fromMinute * minuteMs, meeting.place.timeZone)}
              {isBurst ? <span className={styles.mark}> {t('organize.bursts.is-burst')}</span> : null}
            </th>
            <td>{number(asked)}</td>
            <td>{number(confirmed)}</td>
            <td>{number(declined)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Fetched when the part opens, every 20 s while it is open, and after a decision. */
function useReplyTimes(slug: string): { readonly times: ReplyTimes | null; readonly readAgain: () => void } {
  const [times, setTimes] = useState<ReplyTimes | null>(null)
  const [asked, setAsked] = useState(0)
  const readAgain = useCallback(() => setAsked((count) => count + 1), [])
  useEffect(() => {
    const ending = new AbortController()
    const read = () =>
      fetch(`/api/gatherings/${slug}/reply-times?${asked}`, { signal: ending.signal })
        .then((response) => readAnswer<ReplyTimes>(response, 'cities'))
        .then(setTimes)
        // Keep the previous data; the next fetch comes soon.
        .catch(() => undefined)
    void read()
    const timer = setInterval(() => void read(), readAgainMs)
    return () => {
      clearInterval(timer)
      ending.abort()
    }
  }, [slug, asked])
  return { times, readAgain }
}
