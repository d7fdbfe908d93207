// The stage: who holds it, what everybody sees now, and handing it to another city.
import { useMemo, useState } from 'react'
import { meetingStart } from '#shared/domain/moment.ts'
import { type Place, placeName } from '#shared/domain/place.ts'
import { decideHandStage } from '#shared/domain/stage.ts'
import { skyColourAt } from '#shared/domain/sun.ts'
import { clock } from '#shared/domain/time.ts'
import type { Answer } from '#shared/protocol/answers.ts'
import type { CountsView, MeetingView, Snapshot } from '#shared/protocol/views.ts'
import { Button } from '../../components/button.tsx'
import { Empty } from '../../components/empty.tsx'
import { Icon } from '../../components/icon.tsx'
import { Notice } from '../../components/notice.tsx'
import { SkyDot } from '../../components/sky-dot.tsx'
import type { Undo } from '../../components/use-undo.ts'
import { refusalText } from '../../i18n/refusal-text.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { useLive, useNow, useSync } from '../../sync/use-sync.ts'
import { Totals } from './cities-part.tsx'
import { linkKeys } from './link-keys.ts'
import { stageOrder } from './stage-order.ts'
import styles from './stage-part.module.css'

type Refused = Extract<Answer, { ok: false }>

export function StagePart({ snapshot, undo }: { readonly snapshot: Snapshot; readonly undo: Undo }) {
  const i18n = useI18n()
  const { t, language } = i18n
  const sync = useSync()
  const live = useLive()
  const now = useNow(30_000)
  const { gathering, stage, meetings } = snapshot
  const [refused, setRefused] = useState<Refused | null>(null)
  const [handing, setHanding] = useState<string | null>(null)
  const ordered = useMemo(
    () => stageOrder(meetings, stage.meetingId, language),
    [meetings, stage.meetingId, language],
  )
  const counts = useMemo(
    () => new Map(snapshot.counts.map((view) => [view.meetingId, view])),
    [snapshot.counts],
  )
  const holder = meetings.find((meeting) => meeting.meetingId === stage.meetingId) ?? null
  const nameOf = (meeting: MeetingView) => placeName(meeting.place.names, language)

  async function hand(to: MeetingView | null): Promise<void> {
    const before = stage.meetingId
    setRefused(null)
    setHanding(to?.meetingId ?? 'nobody')
    const answer = await sync.dispatch('handStage', gathering.gatheringId, {
      meetingId: to?.meetingId ?? null,
      seenFence: stage.fence,
    })
    setHanding(null)
    if (!answer.ok) return setRefused(answer)
    const fence = stage.fence + 1
    undo.offer({
      message:
        to === null ? t('organize.stage.cleared-now') : t('organize.stage.handed-now', { city: nameOf(to) }),
      // Back to whoever had it, unless the stage has moved on since: then the fence refuses it and it is said.
      undo: () =>
        void sync
          .dispatch('handStage', gathering.gatheringId, { meetingId: before, seenFence: fence })
          .then((undone) => undone.ok || setRefused(undone)),
    })
  }

  if (ordered.length === 0) {
    return (
      <Empty
        title={t('organize.stage.empty')}
        action={<a href={`/g/${gathering.slug}/organize/cities`}>{t('organize.stage.to-cities')}</a>}
      >
        <p>{t('organize.stage.empty-hint')}</p>
      </Empty>
    )
  }

  return (
    <div className={styles.stage}>
      <section className={styles.now} aria-labelledby="stage-now" data-held={holder !== null || undefined}>
        <h2 id="stage-now" className={styles.label}>
          {t('organize.stage.now')}
        </h2>
        <p className={styles.holder} aria-live="polite">
          {holder === null ? t('organize.stage.nobody') : <bdi>{nameOf(holder)}</bdi>}
        </p>
        <p className={styles.sees}>
          {holder === null
            ? t('organize.stage.public-none')
            : holder.exposure.existence === 'invited'
              ? t('organize.stage.public-hidden')
              : t('organize.stage.public-city', { city: nameOf(holder) })}
          {holder !== null && stage.since !== null ? (
            <>
              {' '}
              <Since since={stage.since} place={gathering.leadPlace ?? holder.place} />
            </>
          ) : null}
        </p>
        {holder !== null && holder.link.status !== 'on-air' && holder.link.status !== 'ready' ? (
          <Notice kind="harm">{t('organize.stage.holder-trouble', { city: nameOf(holder) })}</Notice>
        ) : null}
        {holder === null ? null : (
          <Button
            busy={handing === 'nobody'}
            busyLabel={t('organize.stage.handing')}
            onClick={() => void hand(null)}
          >
            {t('organize.stage.clear')}
          </Button>
        )}
      </section>
      {refused === null ? null : (
        <Notice kind="harm" say="assertive">
          {refusalText(i18n, refused)}
        </Notice>
      )}
      {live.status === 'not-live' ? <Notice kind="care">{t('organize.stage.not-live')}</Notice> : null}
      <Totals counts={snapshot.counts} meetings={meetings} />
      <section aria-labelledby="stage-cities">
        <h2 id="stage-cities" className={styles.title}>
          {t('organize.stage.cities')}
        </h2>
        <ul className={styles.list}>
          {ordered.map((meeting) => (
            <StageRow
              key={meeting.meetingId}
              meeting={meeting}
              counts={counts.get(meeting.meetingId)}
              skyAt={Math.max(now, meetingStart(gathering, meeting.place.timeZone) ?? now)}
              holds={meeting.meetingId === stage.meetingId}
              may={
                decideHandStage(
                  stage,
                  stage.fence,
                  { meetingId: meeting.meetingId, segmentId: null },
                  meeting,
                ).ok
              }
              busy={handing === meeting.meetingId}
              onHand={() => void hand(meeting)}
            />
          ))}
        </ul>
      </section>
    </div>
  )
}

function Since({ since, place }: { readonly since: number; readonly place: Place }) {
  const { t, language, formatLocale } = useI18n()
  return t('organize.stage.since', {
    time: clock(since, place.timeZone, formatLocale, 'time'),
    city: placeName(place.names, language),
  })
}

function StageRow(props: {
  readonly meeting: MeetingView
  readonly counts: CountsView | undefined
  readonly skyAt: number
  readonly holds: boolean
  readonly may: boolean
  readonly busy: boolean
  readonly onHand: () => void
}) {
  const { meeting, counts, holds, may } = props
  const { t, language } = useI18n()
  const city = placeName(meeting.place.names, language)
  return (
    <li className={styles.row} data-holds={holds || undefined}>
      <SkyDot colour={skyColourAt(props.skyAt, meeting.place)} onStage={holds} />
      <span className={styles.city}>
        <bdi className={styles.name}>{city}</bdi>
        <span className={styles.link} data-link={meeting.link.status}>
          {t(linkKeys[meeting.link.status])}
        </span>
      </span>
      <span className={styles.counts}>{t('organize.stage.here', { people: counts?.arrived ?? 0 })}</span>
      <span className={styles.action}>
        {holds ? (
          <span className={styles.holds}>
            <Icon name="signal" />
            {t('organize.stage.holds')}
          </span>
        ) : may ? (
          <Button
            size="small"
            busy={props.busy}
            busyLabel={t('organize.stage.handing')}
            aria-label={t('organize.stage.hand-to', { city })}
            onClick={props.onHand}
          >
            {t('organize.stage.hand')}
          </Button>
        ) : null}
      </span>
    </li>
  )
}
