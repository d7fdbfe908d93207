// The header of the host's page: the city, when it meets, and whether the organizers have approved it.
import type { ReactNode } from 'react'
import { arrivalsOpenMs } from '#shared/domain/attendance.ts'
import { meetingStart } from '#shared/domain/moment.ts'
import { placeName } from '#shared/domain/place.ts'
import { skyColourAt } from '#shared/domain/sun.ts'
import type { GatheringView, MeetingView } from '#shared/protocol/views.ts'
import { Notice } from '../../components/notice.tsx'
import { SkyDot } from '../../components/skies/sky-dot.tsx'
import { useWritten, Written, WrittenName } from '../../components/written.tsx'
import { whenText } from '../../i18n/clock-text.ts'
import { T, useI18n } from '../../i18n/use-i18n.tsx'
import { useNow } from '../../sync/use-sync.ts'
import styles from './host.module.css'

export function HostHead(props: {
  readonly meeting: MeetingView
  readonly gathering: GatheringView
  readonly title: string
  readonly gatheringHref: string
  /** Changes of the plan since the announcement. */
  readonly changed?: ReactNode
}) {
  const { meeting, gathering } = props
  const i18n = useI18n()
  const { t, language } = i18n
  const startsAt = meetingStart(gathering, meeting.place.timeZone)
  const city = placeName(meeting.place.names, language)
  return (
    <header className={styles.head}>
      <p className={styles.kicker}>
        <a href={props.gatheringHref}>
          <Written text={props.title} />
        </a>
      </p>
      <h1 className={styles.city}>
        {startsAt === null ? null : <SkyDot colour={skyColourAt(startsAt, meeting.place)} size="large" />}
        <bdi>{city}</bdi>
      </h1>
      <p className={styles.soft}>
        {startsAt === null ? t('plan.instant-open') : whenText(i18n, startsAt, meeting.place.timeZone)}
        {' · '}
        <bdi>
          <T
            k="host.hosted-by"
            values={{ alias: <WrittenName name={meeting.hostAlias} likely={meeting.languages} /> }}
          />
        </bdi>
      </p>
      {props.changed}
      <Status meeting={meeting} city={city} startsAt={startsAt} />
    </header>
  )
}

type StatusProps = {
  readonly meeting: MeetingView
  readonly city: string
  /** The city's own start, epoch ms; null while no date is set. */
  readonly startsAt: number | null
}

function Status({ meeting, city, startsAt }: StatusProps) {
  const { t } = useI18n()
  const written = useWritten()
  const now = useNow(60_000)
  switch (meeting.status) {
    case 'approved': {
      // On the day itself the status is no longer news, and the door needs the space.
      if (startsAt !== null && now >= startsAt - arrivalsOpenMs) return null
      const isInvited = meeting.exposure.existence === 'invited'
      return (
        <Notice kind="done">
          {t(isInvited ? 'host.status-approved-invited' : 'host.status-approved', { city })}
        </Notice>
      )
    }
    case 'proposed':
      return <Notice kind="care">{t('host.status-proposed', { city })}</Notice>
    case 'declined': {
      const reason = meeting.crew?.declineReason ?? ''
      return (
        <Notice kind="harm">
          {t('host.status-declined', { city })}
          {reason === '' ? null : (
            <blockquote className={styles.reason} {...written(reason)}>
              {reason}
            </blockquote>
          )}
        </Notice>
      )
    }
    case 'withdrawn':
      return meeting.crew?.mergedInto == null ? (
        <Notice kind="harm">{t('host.status-withdrawn', { city })}</Notice>
      ) : (
        <Notice kind="care">{t('host.status-joined', { city })}</Notice>
      )
  }
}
