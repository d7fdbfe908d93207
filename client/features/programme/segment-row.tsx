// One segment in the editor's list: its time, its city, its problems; opens for editing.
import type { ReactNode } from 'react'
import type { Expected, ProgrammeTrouble, Segment, Slot } from '#shared/domain/programme.ts'
import { skyColourAt } from '#shared/domain/sun.ts'
import { dayDifference } from '#shared/domain/time.ts'
import type { GatheringView, MeetingView, SegmentView } from '#shared/protocol/views.ts'
import { Button } from '../../components/button.tsx'
import { Icon } from '../../components/icon.tsx'
import { SkyDot } from '../../components/skies/sky-dot.tsx'
import { Written } from '../../components/written.tsx'
import { whenText } from '../../i18n/clock-text.ts'
import { languageName } from '../../i18n/languages.ts'
import { segmentKindKeys } from '../../i18n/link-up-keys.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { cueTime, offsetText } from './cue-time.ts'
import styles from './programme.module.css'
import { lengthText } from './segment-lengths.ts'
import { segmentCity, segmentName } from './segment-words.ts'
import { mendTrouble, troubleText } from './trouble-text.ts'

export type SegmentRowProps = {
  readonly slot: Slot<SegmentView>
  /** Expected times while live; otherwise null. */
  readonly expected: Expected | null
  readonly troubles: readonly ProgrammeTrouble[]
  readonly gathering: GatheringView
  readonly meetings: readonly MeetingView[]
  readonly handle: ReactNode
  readonly isOpen: boolean
  readonly onOpen: () => void
  readonly onMend: (segment: Segment) => void
}

/** A smaller difference counts as on time. */
const onTimeMs = 15_000

export function SegmentRow(props: SegmentRowProps) {
  const { slot, expected, troubles, meetings, isOpen } = props
  const { segment } = slot
  const i18n = useI18n()
  const { t, language, formatLocale } = i18n
  const city = segmentCity(i18n, segment, meetings)
  return (
    <div className={styles.row} data-state={expected?.state}>
      {props.handle}
      <Due {...props} />
      <div className={styles.what}>
        <h3 className={styles.segment}>
          <button
            type="button"
            className={styles.open}
            aria-expanded={isOpen}
            disabled={segment.isClosed}
            onClick={props.onOpen}
          >
            <Written
              className={styles.name}
              text={segmentName(i18n, segment)}
              lang={segment.title === '' || segment.isClosed ? undefined : segment.language}
            />
            {segment.isClosed ? null : <Icon name="edit" />}
          </button>
        </h3>
        <p className={styles.whose}>
          {expected?.state === 'now' ? <strong className={styles.on}>{t('programme.now')}</strong> : null}
          {segment.isClosed ? null : city === null ? (
            <span>{t('programme.organizers')}</span>
          ) : (
            <bdi>{city}</bdi>
          )}
          {segment.isClosed ? null : (
            <>
              {segment.title === '' ? null : <span>{t(segmentKindKeys[segment.kind])}</span>}
              {segment.language === language ? null : <span>{languageName(segment.language, language)}</span>}
            </>
          )}
          {segment.pinnedMs === null ? null : (
            <span>
              <Icon name="pin" /> {t('programme-desk.pinned')}
            </span>
          )}
          {segment.overrun === 'absorb' ? <span>{t('programme-desk.absorbs')}</span> : null}
        </p>
        {troubles.map((trouble) => {
          const mend = segment.isClosed ? null : mendTrouble(trouble, segment)
          return (
            <p key={trouble.kind} className={styles.trouble} data-kind={trouble.kind}>
              {trouble.kind === 'no-stream' ? null : <Icon name="warning" />}
              <span>{troubleText(i18n, trouble)}</span>
              {mend === null ? null : (
                <Button kind="plain" size="small" onClick={() => props.onMend(mend.segment)}>
                  {t(mend.key)}
                </Button>
              )}
            </p>
          )
        })}
      </div>
      <span className={styles.length}>{lengthText(segment.lengthMs, formatLocale)}</span>
    </div>
  )
}

/** The time on the gathering's clock, and on the city's own if that differs. */
function Due({ slot, expected, gathering, meetings }: SegmentRowProps) {
  const i18n = useI18n()
  const { t, formatLocale } = i18n
  const { startsAt, leadPlace } = gathering
  if (startsAt === null || leadPlace === null) {
    return <span className={styles.due}>{offsetText(i18n, slot.fromMs)}</span>
  }
  const at = startsAt + slot.fromMs
  const meeting = meetings.find(({ meetingId }) => meetingId === slot.segment.meetingId)
  const zone = meeting?.place.timeZone
  const own = zone === undefined || gathering.clockRule !== 'same-instant' ? null : cueTime(i18n, at, zone)
  const lead = cueTime(i18n, at, leadPlace.timeZone)
  const isElsewhere = zone !== undefined && own !== null && own !== lead
  const isOtherDay = zone !== undefined && dayDifference(at, zone, leadPlace.timeZone) !== 0
  const late = expected === null || expected.state === 'done' ? 0 : expected.lateMs
  return (
    <span className={styles.due}>
      <time dateTime={new Date(at).toISOString()}>{lead}</time>
      {Math.abs(late) < onTimeMs || expected === null ? null : (
        <span className={styles.late} data-late={late > 0 || undefined}>
          {t(late > 0 ? 'programme-desk.expected-later' : 'programme-desk.expected-earlier', {
            time: cueTime(i18n, Math.round(expected.from / 60_000) * 60_000, leadPlace.timeZone),
            by: lengthText(Math.round(Math.abs(late) / 1000) * 1000, formatLocale),
          })}
        </span>
      )}
      {meeting !== undefined && isElsewhere ? (
        <span className={styles.there}>
          <SkyDot colour={skyColourAt(at, meeting.place)} size="small" />
          {t('programme-desk.there', { time: isOtherDay ? whenText(i18n, at, zone) : own })}
        </span>
      ) : null}
    </span>
  )
}
