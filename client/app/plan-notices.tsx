// Notices of changes to an announced plan, with old and new values, on every page that shows the plan.
import type { ReactNode } from 'react'
import type { ZoneMoved } from '#shared/domain/meeting.ts'
import { meetingStart } from '#shared/domain/moment.ts'
import { type Place, placeName } from '#shared/domain/place.ts'
import { instantFromLocal, type LocalDateTime, localFromInstant } from '#shared/domain/time.ts'
import type { GatheringView, MeetingView } from '#shared/protocol/views.ts'
import { Was } from '../components/former-value.tsx'
import { Notice, type NoticeKind } from '../components/notice.tsx'
import { dateTimeText } from '../i18n/clock-text.ts'
import type { MessageKey } from '../i18n/i18n.ts'
import { type PlanChange, planChange } from '../i18n/plan-change.ts'
import { T, useI18n } from '../i18n/use-i18n.tsx'
import styles from './plan-notices.module.css'

type Planned = Pick<
  GatheringView,
  'startsAt' | 'formerStartsAt' | 'standing' | 'standingReason' | 'clockRule' | 'leadPlace'
>

export type PlanNoticesProps = {
  readonly gathering: Planned
  /** The time zone in which old and new times are shown. */
  readonly timeZone: string
  /** The city whose page this is; without it, only changes that concern all cities are shown. */
  readonly meeting?: Pick<MeetingView, 'place' | 'formerPlace' | 'mergedFrom' | 'zoneMoved'> | undefined
  /** After the end only a cancellation is still of interest. */
  readonly isPast?: boolean
}

/** Null if nothing changed. */
export function PlanNotices({ gathering, timeZone, meeting, isPast = false }: PlanNoticesProps): ReactNode {
  const change = planChange(gathering)
  const isTold = change !== null && (!isPast || change === 'cancelled')
  const cityLines = meeting === undefined || isPast ? [] : cityChanges(meeting)
  const zoneLine = meeting === undefined || isPast ? null : zoneChange(gathering, meeting)
  if (!isTold && cityLines.length === 0 && zoneLine === null) return null
  return (
    <div className={styles.notices}>
      {isTold ? <PlanLine gathering={gathering} timeZone={timeZone} /> : null}
      {zoneLine}
      {cityLines}
    </div>
  )
}

const kinds: Readonly<Record<PlanChange, NoticeKind>> = {
  cancelled: 'harm',
  postponed: 'care',
  'to-confirm': 'plain',
  moved: 'care',
}

/** For a change of an announced time (`told`), and if no time was ever announced (`untold`). */
const keys: Readonly<Record<PlanChange, { readonly told: MessageKey; readonly untold: MessageKey }>> = {
  cancelled: { told: 'changed.cancelled', untold: 'changed.cancelled-open' },
  postponed: { told: 'changed.postponed', untold: 'changed.postponed-open' },
  'to-confirm': { told: 'changed.to-confirm', untold: 'changed.to-confirm-open' },
  moved: { told: 'changed.moved', untold: 'changed.moved' },
}

function PlanLine({ gathering, timeZone }: Pick<PlanNoticesProps, 'gathering' | 'timeZone'>) {
  const change = planChange(gathering)
  if (change === null) return null
  const { startsAt, formerStartsAt } = gathering
  const known = change === 'cancelled' ? (startsAt ?? formerStartsAt) : formerStartsAt
  const { told, untold } = keys[change]
  const at = (instant: number | null) => (
    <LocalTime
      instant={instant === null ? null : meetingStart({ ...gathering, startsAt: instant }, timeZone)}
      zone={timeZone}
    />
  )
  return (
    <Notice kind={kinds[change]}>
      <T
        k={known === null ? untold : told}
        values={{ was: <Former>{at(known)}</Former>, now: at(startsAt) }}
      />
      {gathering.standingReason === '' ? null : <Reason text={gathering.standingReason} />}
    </Notice>
  )
}

/** The organizers' own text, in an unknown language. */
function Reason({ text }: { readonly text: string }) {
  const { t } = useI18n()
  return (
    <p>
      {t('changed.reason')} <bdi>{text}</bdi>
    </p>
  )
}

function LocalTime({ instant, zone }: { readonly instant: number | null; readonly zone: string }) {
  const i18n = useI18n()
  if (instant === null) return null
  return <time dateTime={new Date(instant).toISOString()}>{dateTimeText(i18n, instant, zone)}</time>
}

function Former({ children }: { readonly children: ReactNode }) {
  const { t } = useI18n()
  return <Was label={t('changed.was-label')}>{children}</Was>
}

function cityChanges({ place, formerPlace, mergedFrom }: NonNullable<PlanNoticesProps['meeting']>) {
  const moved =
    formerPlace === null
      ? []
      : [<CityLine key="moved" k="changed.city-moved" was={formerPlace} now={place} />]
  return [
    ...moved,
    ...mergedFrom.map((merged) => (
      <CityLine
        key={merged.meetingId}
        k={merged.place.placeId === place.placeId ? 'changed.city-joined-same' : 'changed.city-joined'}
        was={merged.place}
        now={place}
      />
    )),
  ]
}

function CityLine({ k, was, now }: { readonly k: MessageKey; readonly was: Place; readonly now: Place }) {
  const { language } = useI18n()
  const wasName = <bdi>{placeName(was.names, language)}</bdi>
  return (
    <Notice>
      <T
        k={k}
        values={{
          was: k === 'changed.city-moved' ? <Former>{wasName}</Former> : wasName,
          city: <bdi>{placeName(now.names, language)}</bdi>,
        }}
      />
    </Notice>
  )
}

/** For organizers: all cities whose clocks now show another time than the announced one. */
export function ZoneNotices({
  gathering,
  meetings,
}: {
  readonly gathering: Planned
  readonly meetings: readonly MeetingView[]
}): ReactNode {
  const open = meetings.filter(({ status }) => status === 'approved')
  const lines = open.map((meeting) => zoneChange(gathering, meeting)).filter((line) => line !== null)
  return lines.length === 0 ? null : <div className={styles.notices}>{lines}</div>
}

/** Null if the zone's rules moved nothing, or the plan has changed since. */
function zoneChange(
  gathering: Planned,
  { place, zoneMoved }: Pick<MeetingView, 'place' | 'zoneMoved'>,
): ReactNode {
  const start = meetingStart(gathering, place.timeZone)
  if (zoneMoved === null || start === null || zoneMoved.from === zoneMoved.to) return null
  if (zoneMoved.to !== localFromInstant(start, place.timeZone)) return null
  return <ZoneLine key={`zone ${place.placeId}`} place={place} moved={zoneMoved} />
}

function ZoneLine({ place, moved }: { readonly place: Place; readonly moved: ZoneMoved }) {
  const i18n = useI18n()
  // A local time, not an instant: format it as if it were UTC.
  const said = (local: LocalDateTime) => dateTimeText(i18n, instantFromLocal(local, 'UTC') ?? 0, 'UTC')
  return (
    <Notice kind="care">
      <T
        k="changed.zone"
        values={{
          city: <bdi>{placeName(place.names, i18n.language)}</bdi>,
          was: <Former>{said(moved.from)}</Former>,
          now: said(moved.to),
        }}
      />
    </Notice>
  )
}
