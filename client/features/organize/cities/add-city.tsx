// Adds a meeting in another city and creates its host link.
import { useId, useRef, useState } from 'react'
import { meetingStart } from '#shared/domain/moment.ts'
import { type Place, placeName } from '#shared/domain/place.ts'
import { clock } from '#shared/domain/time.ts'
import type { Answer } from '#shared/protocol/answers.ts'
import type { GatheringView, MeetingView } from '#shared/protocol/views.ts'
import { Button } from '../../../components/button.tsx'
import { Icon } from '../../../components/icon.tsx'
import { Notice } from '../../../components/notice.tsx'
import { MixedScripts } from '../../../components/written.tsx'
import { fieldErrorText, refusalText } from '../../../i18n/refusal-text.ts'
import { useI18n } from '../../../i18n/use-i18n.tsx'
import { keepFreshLink, putAwayFreshLink } from '../../../sync/fresh-links.ts'
import { makeCredential, makeId } from '../../../sync/secrets.ts'
import { usePlaceOfClock, useReaderZone } from '../../../sync/use-place-of-clock.ts'
import { useLive, useSync } from '../../../sync/use-sync.ts'
import { newPlan, type PlanDraft, readPlan } from '../../plan/plan-draft.ts'
import { planFaults } from '../../plan/plan-faults.ts'
import { PlanFields } from '../../plan/plan-fields.tsx'
import styles from './add-city.module.css'
import { CityField } from './city-field.tsx'

type Refused = Extract<Answer, { ok: false }>
type Added = { readonly city: string; readonly state: 'sending' | 'open' }

export type AddCityProps = {
  readonly gathering: GatheringView
  readonly meetings: readonly MeetingView[]
  /** There are no cities yet: the form is open. */
  readonly isFirst: boolean
}

export function AddCity({ gathering, meetings, isFirst }: AddCityProps) {
  const i18n = useI18n()
  const { t, language, formatLocale } = i18n
  const sync = useSync()
  const live = useLive()
  const here = usePlaceOfClock(useReaderZone())?.placeId
  const id = useId()
  const [isOpen, setOpen] = useState(isFirst)
  const [place, setPlace] = useState<Place | null>(null)
  const [plan, setPlan] = useState<PlanDraft>(() => newPlan(gathering.languages))
  const [added, setAdded] = useState<Added | null>(null)
  const [refused, setRefused] = useState<Refused | null>(null)
  const [cityMissing, setCityMissing] = useState(false)
  /** Kept until the answer arrives, so that pressing twice adds only one meeting. */
  const attempt = useRef<{ readonly meetingId: string; readonly hostSecret: string } | null>(null)
  const startsAt = place === null ? null : meetingStart(gathering, place.timeZone)
  const errors = planFaults(plan)
  const there =
    place === null
      ? []
      : meetings.filter((meeting) => meeting.place.placeId === place.placeId && meeting.status === 'approved')

  async function add(): Promise<void> {
    if (place === null) return setCityMissing(true)
    if (errors.length > 0) return
    attempt.current ??= {
      meetingId: makeId(),
      hostSecret: makeCredential('host'),
    }
    const { meetingId, hostSecret } = attempt.current
    const city = placeName(place.names, language)
    setRefused(null)
    setAdded({ city, state: 'sending' })
    keepFreshLink({ gatheringId: gathering.gatheringId, opens: 'host', name: city, secret: hostSecret })
    const answer = await sync.dispatch('addMeeting', gathering.gatheringId, {
      meetingId,
      placeId: place.placeId,
      plan: readPlan(plan),
      hostSecret,
    })
    if (!answer.ok) {
      setAdded(null)
      putAwayFreshLink(hostSecret)
      setRefused(answer)
      return
    }
    attempt.current = null
    setAdded({ city, state: 'open' })
    setPlace(null)
    setPlan(newPlan(gathering.languages))
    setOpen(false)
  }

  const errorOf = (field: string): string | null => {
    const found = errors.find((error) => error.field === field)
    if (found !== undefined) return t(`field-error.${found.reason}`)
    return refused === null ? null : fieldErrorText(i18n, refused, `plan.${field}`)
  }

  return (
    <div className={styles.add}>
      {added === null ? null : (
        <Notice kind={added.state === 'open' ? 'done' : 'plain'}>
          {added.state === 'open'
            ? t('organize.add.done', { city: added.city })
            : live.status === 'live'
              ? t('organize.add.sending', { city: added.city })
              : t('organize.add.kept', { city: added.city })}
        </Notice>
      )}
      {isOpen ? (
        <form
          className={styles.form}
          aria-labelledby={`${id}-title`}
          onSubmit={(event) => {
            event.preventDefault()
            void add()
          }}
        >
          <h2 id={`${id}-title`} className={styles.title}>
            {t('organize.add.open')}
          </h2>
          <CityField
            name="place"
            label={t('organize.add.city')}
            hint={<MixedScripts text={t('organize.add.city-hint')} />}
            context={{ gathering: gathering.gatheringId, near: gathering.leadPlace?.placeId ?? here }}
            chosen={place}
            onChoose={(chosen) => {
              setPlace(chosen)
              setCityMissing(false)
            }}
            onDrop={() => setPlace(null)}
            error={
              cityMissing
                ? t('refusal.city-unknown')
                : refused === null
                  ? null
                  : fieldErrorText(i18n, refused, 'placeId')
            }
          />
          {place !== null && startsAt !== null ? (
            <p className={styles.clock}>
              {t('organize.add.clock', {
                city: placeName(place.names, language),
                date: clock(startsAt, place.timeZone, formatLocale, 'weekday-date'),
                time: clock(startsAt, place.timeZone, formatLocale, 'time'),
              })}
            </p>
          ) : null}
          {there.length > 0 ? <Notice kind="care">{t('organize.add.already')}</Notice> : null}
          <PlanFields
            draft={plan}
            set={(field, value) => setPlan((before) => ({ ...before, [field]: value }))}
            errorOf={errorOf}
            clock={place === null || startsAt === null ? null : { startsAt, timeZone: place.timeZone }}
            languages={gathering.languages}
            by="organizer"
          />
          {refused === null ? null : <Notice kind="harm">{refusalText(i18n, refused)}</Notice>}
          <p className={styles.actions}>
            <Button
              type="submit"
              kind="signal"
              busy={added?.state === 'sending'}
              busyLabel={t('desk.saving')}
            >
              {t('organize.add.button')}
            </Button>
            {isFirst ? null : (
              <Button kind="plain" onClick={() => setOpen(false)}>
                {t('common.cancel')}
              </Button>
            )}
          </p>
        </form>
      ) : (
        <Button icon={<Icon name="plus" />} onClick={() => setOpen(true)}>
          {t('organize.add.open')}
        </Button>
      )}
    </div>
  )
}
