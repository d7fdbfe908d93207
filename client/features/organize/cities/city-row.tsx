// One city in the organizer's list: sky colour, host, live counts, stream status, and the decision it awaits.
import { useId, useState } from 'react'
import { meetingStart } from '#shared/domain/moment.ts'
import { placeName } from '#shared/domain/place.ts'
import { skyColourAt } from '#shared/domain/sun.ts'
import { limits } from '#shared/protocol/limits.ts'
import type { CountsView, GatheringView, MeetingView } from '#shared/protocol/views.ts'
import { Button } from '../../../components/button.tsx'
import { Dialog } from '../../../components/dialog.tsx'
import { Field } from '../../../components/form/field.tsx'
import { Icon } from '../../../components/icon.tsx'
import { LinkedText } from '../../../components/linked-text.tsx'
import { SkyDot } from '../../../components/skies/sky-dot.tsx'
import type { Undo } from '../../../components/use-undo.ts'
import { useWritten, WrittenName } from '../../../components/written.tsx'
import { countryName } from '../../../i18n/country-name.ts'
import { linkKeys } from '../../../i18n/link-up-keys.ts'
import { useI18n } from '../../../i18n/use-i18n.tsx'
import { useSync } from '../../../sync/use-sync.ts'
import { ChangedCity } from './changed-city.tsx'
import styles from './city-row.module.css'
import { EditCity } from './edit-city.tsx'
import { Joined } from './merge-city.tsx'

export type CityRowProps = {
  readonly gathering: GatheringView
  readonly meeting: MeetingView
  /** All meetings of the gathering. */
  readonly meetings: readonly MeetingView[]
  readonly counts: CountsView | undefined
  readonly undo: Undo
  readonly isOpen: boolean
  readonly onToggle: () => void
  readonly now: number
}

export function CityRow(props: CityRowProps) {
  const { gathering, meeting, counts, isOpen } = props
  const { t, language } = useI18n()
  const id = useId()
  const city = placeName(meeting.place.names, language)
  return (
    <li className={styles.row}>
      <div className={styles.line}>
        <button
          type="button"
          className={styles.toggle}
          aria-expanded={isOpen}
          aria-controls={isOpen ? id : undefined}
          onClick={props.onToggle}
        >
          <SkyDot
            colour={skyColourAt(meetingStart(gathering, meeting.place.timeZone) ?? props.now, meeting.place)}
          />
          <span className={styles.name}>
            <bdi>{city}</bdi>
            <span className={styles.about}>
              {countryName(meeting.place.countryCode, language)}
              {meeting.hostAlias === '' ? null : (
                <>
                  {' · '}
                  <WrittenName name={meeting.hostAlias} likely={meeting.languages} />
                </>
              )}
            </span>
          </span>
          {meeting.status === 'approved' && counts !== undefined ? (
            <span className={styles.counts}>
              {counts.confirmed === null ? null : (
                <span className={styles.people}>
                  {meeting.capacity === null
                    ? t('organize.cities.coming', { people: counts.confirmed })
                    : t('organize.cities.coming-of', {
                        people: counts.confirmed,
                        capacity: meeting.capacity,
                      })}
                </span>
              )}{' '}
              <Details meeting={meeting} counts={counts} />
            </span>
          ) : null}
          <span className={styles.chevron} data-open={isOpen || undefined}>
            <Icon name="chevron" />
          </span>
        </button>
      </div>
      <ChangedCity meeting={meeting} />
      {meeting.status === 'proposed' ? <Decide {...props} city={city} /> : null}
      {meeting.status === 'declined' || meeting.status === 'withdrawn' ? (
        meeting.crew?.mergedInto == null ? (
          <Reopen {...props} city={city} />
        ) : (
          <Joined {...props} city={city} intoId={meeting.crew.mergedInto} />
        )
      ) : null}
      {isOpen ? (
        <div id={id}>
          <EditCity
            gathering={gathering}
            meeting={meeting}
            meetings={props.meetings}
            counts={counts}
            undo={props.undo}
          />
        </div>
      ) : null}
    </li>
  )
}

function Details({ meeting, counts }: { readonly meeting: MeetingView; readonly counts: CountsView }) {
  const { t } = useI18n()
  const parts = [
    ...(counts.asked ? [t('organize.cities.asked-people', { count: counts.asked })] : []),
    ...(counts.vouched ? [t('organize.cities.vouched-people', { count: counts.vouched })] : []),
    ...(counts.waiting ? [t('organize.cities.waiting-people', { count: counts.waiting })] : []),
    ...(counts.arrived ? [t('organize.cities.arrived', { count: counts.arrived })] : []),
    ...(meeting.crew?.walkIns ? [t('organize.cities.walk-ins', { count: meeting.crew.walkIns })] : []),
    ...(meeting.link.status === 'off' ? [] : [t(linkKeys[meeting.link.status])]),
    ...(meeting.exposure.existence === 'invited' ? [t('organize.cities.invited-only')] : []),
  ]
  return parts.length === 0 ? null : <span className={styles.details}>{parts.join(' · ')}</span>
}

type Deciding = CityRowProps & { readonly city: string }

function Decide({ gathering, meeting, undo, city }: Deciding) {
  const { t } = useI18n()
  const sync = useSync()
  const [asking, setAsking] = useState(false)
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState(false)
  const { gatheringId } = gathering
  const { meetingId } = meeting

  function approve(): void {
    void sync.dispatch('approveMeeting', gatheringId, { meetingId }).then((answer) => {
      if (!answer.ok) return
      undo.offer({
        message: t('organize.cities.approved-now', { city }),
        // Undoing cannot make it a proposal again, so the button says what it does instead.
        label: t('organize.edit.withdraw'),
        undo: () => void sync.dispatch('withdrawMeeting', gatheringId, { meetingId }),
      })
    })
  }

  const written = useWritten()

  function decline(): void {
    if (reason.trim() === '') {
      setMissing(true)
      return
    }
    setAsking(false)
    void sync.dispatch('declineMeeting', gatheringId, { meetingId, reason }).then((answer) => {
      if (!answer.ok) return
      undo.offer({
        message: t('organize.cities.declined-now', { city }),
        undo: () => void sync.dispatch('reproposeMeetings', gatheringId, { meetingIds: [meetingId] }),
      })
    })
  }

  return (
    <>
      {meeting.note === '' ? null : (
        <p className={styles.note} {...written(meeting.note, { likely: meeting.languages })}>
          <LinkedText text={meeting.note} />
        </p>
      )}
      <p className={styles.decide}>
        <Button size="small" icon={<Icon name="check" />} onClick={approve}>
          {t('organize.cities.approve')}
        </Button>
        <Button size="small" kind="plain" onClick={() => setAsking(true)}>
          {t('desk.decline')}
        </Button>
      </p>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t('organize.cities.decline-ask', { city })}
        closeLabel={t('common.close')}
        closesOnBack
        actions={
          <>
            <Button kind="danger" onClick={decline}>
              {t('organize.cities.decline-confirm')}
            </Button>
            <Button onClick={() => setAsking(false)}>{t('common.cancel')}</Button>
          </>
        }
      >
        <Field
          kind="textarea"
          rows={3}
          name="reason"
          label={t('organize.reason')}
          hint={t('organize.cities.reason-hint')}
          maxLength={limits.reason}
          value={reason}
          onChange={(text) => {
            setReason(text)
            setMissing(false)
          }}
          error={missing ? t('field-error.missing') : null}
        />
      </Dialog>
    </>
  )
}

function Reopen({ gathering, meeting, undo, city }: Deciding) {
  const { t } = useI18n()
  const sync = useSync()
  const { meetingId } = meeting
  const reason = meeting.crew?.declineReason ?? ''
  return (
    <p className={styles.decide}>
      <span className={styles.state}>
        {meeting.status === 'withdrawn'
          ? t('organize.cities.is-withdrawn')
          : t('organize.cities.is-declined', { reason })}
      </span>
      <Button
        size="small"
        kind="plain"
        onClick={() => {
          void sync.dispatch('approveMeeting', gathering.gatheringId, { meetingId }).then((answer) => {
            if (!answer.ok) return
            undo.offer({
              message: t('organize.cities.approved-now', { city }),
              label: t('organize.edit.withdraw'),
              undo: () => void sync.dispatch('withdrawMeeting', gathering.gatheringId, { meetingId }),
            })
          })
        }}
      >
        {t('organize.cities.reopen')}
      </Button>
    </p>
  )
}
