// The gathering's date: entered as a local time in one city, and shown at once in the local times of others.
import { useMemo, useState } from 'react'
import { type Place, placeName } from '#shared/domain/place.ts'
import { clock, localFromInstant } from '#shared/domain/time.ts'
import type { MeetingView } from '#shared/protocol/views.ts'
import { Button } from '../../../components/button.tsx'
import { Choice } from '../../../components/form/choice.tsx'
import { Field } from '../../../components/form/field.tsx'
import { Notice } from '../../../components/notice.tsx'
import { dateTimeText, zoneText } from '../../../i18n/clock-text.ts'
import { durationText } from '../../../i18n/duration-text.ts'
import { useI18n } from '../../../i18n/use-i18n.tsx'
import { useNow } from '../../../sync/use-sync.ts'
import { useZoneRules } from '../../../sync/use-zone-rules.ts'
import { CityField } from '../cities/city-field.tsx'
import { otherCities } from '../cities/other-cities.ts'
import { Section } from '../section.tsx'
import { errorText, type GatheringForm } from '../use-gathering-form.ts'
import { Clocks } from './clocks.tsx'
import { readLocal } from './local-entry.ts'
import styles from './moment-section.module.css'

const lengths = [30, 45, 60, 90, 120, 150, 180, 240, 300, 360, 480, 720, 1440]
const minuteMs = 60_000

export function MomentSection(props: {
  readonly form: GatheringForm
  readonly meetings: readonly MeetingView[]
}) {
  const { t } = useI18n()
  return (
    <Section id="moment" title={t('organize.moment.section')} hint={t('organize.moment.hint')}>
      <Rule form={props.form} />
      <Entry form={props.form} />
      <Length form={props.form} />
      <Elsewhere {...props} />
      <ZoneRules />
    </Section>
  )
}

/** Which time zone rules are in use, and when they were released. */
function ZoneRules() {
  const { t, formatLocale } = useI18n()
  const rules = useZoneRules()
  if (rules === null) return null
  const { version, source, released, isOld } = rules
  const date = released === null ? '' : clock(Date.parse(released), 'UTC', formatLocale, 'plain-date')
  return (
    <>
      <p className={styles.empty}>
        {released === null
          ? t('organize.moment.rules-undated', { version, source })
          : t('organize.moment.rules', { version, source, date })}
      </p>
      {isOld ? <Notice kind="care">{t('organize.moment.rules-old')}</Notice> : null}
    </>
  )
}

function Rule({ form }: { readonly form: GatheringForm }) {
  const i18n = useI18n()
  const { t } = i18n
  return (
    <Choice
      name="clockRule"
      label={t('organize.moment.rule')}
      value={form.gathering.clockRule}
      onChange={(rule) => form.editing.set('clockRule', rule)}
      error={errorText(i18n, form.editing, 'clockRule')}
      options={[
        {
          value: 'same-instant',
          label: t('rule.same-instant'),
          hint: t('organize.moment.rule-instant-hint'),
        },
        {
          value: 'same-local-hour',
          label: t('rule.same-local-hour-open'),
          hint: t('organize.moment.rule-hour-hint'),
        },
      ]}
    />
  )
}

/** A gathering may be published without a date; the date is confirmed later. */
function ToConfirm({ form, onClear }: { readonly form: GatheringForm; readonly onClear: () => void }) {
  const { t } = useI18n()
  const { startsAt } = form.gathering
  if (startsAt === null) return <Notice say="off">{t('organize.moment.to-confirm')}</Notice>
  return (
    <p>
      <Button kind="plain" onClick={onClear}>
        {t('organize.moment.leave-open')}
      </Button>
    </p>
  )
}

function Entry({ form }: { readonly form: GatheringForm }) {
  const i18n = useI18n()
  const { t, language } = i18n
  const { editing, gathering } = form
  const { leadPlace, startsAt } = gathering
  /** The text being typed; null shows the chosen date. */
  const [typed, setTyped] = useState<string | null>(null)
  /** What the former city's clock showed, if the city was changed while the instant stayed. */
  const [before, setBefore] = useState<string | null>(null)
  const chosen = startsAt === null || leadPlace === null ? '' : localFromInstant(startsAt, leadPlace.timeZone)
  const local = typed ?? chosen
  const entry = leadPlace === null ? null : readLocal(local, leadPlace.timeZone)
  const city = leadPlace === null ? '' : placeName(leadPlace.names, language)

  function put(text: string, place: Place | null): void {
    if (place === null) return
    const read = readLocal(text, place.timeZone)
    if (read.kind !== 'unreadable' && read.instant >= 0) editing.set('startsAt', read.instant)
  }

  function chooseCity(place: Place): void {
    setBefore(startsAt !== null && chosen !== '' && place.timeZone !== leadPlace?.timeZone ? chosen : null)
    editing.set('leadPlace', place)
    // The time was typed before there was a city to interpret it.
    if (startsAt === null || (leadPlace === null && typed !== null)) put(local, place)
    else setTyped(null)
  }

  /** An import may bring an instant without a city; without this line the chosen date would be invisible. */
  const known = startsAt === null ? null : `${dateTimeText(i18n, startsAt, 'UTC')} ${t('clock.utc')}`
  const withoutCity =
    local !== ''
      ? t('organize.moment.city-first')
      : known === null
        ? undefined
        : t('organize.moment.without-city', { when: known })
  const moved = before !== null && leadPlace !== null && before !== chosen ? before : null
  return (
    <>
      <CityField
        name="leadPlace"
        label={t('organize.moment.city')}
        hint={t('organize.moment.city-hint')}
        chosen={leadPlace}
        onChoose={chooseCity}
        error={errorText(i18n, editing, 'leadPlace')}
      />
      <div className={styles.entry}>
        <Field
          kind="datetime-local"
          name="startsAt"
          label={city === '' ? t('organize.moment.when') : t('organize.moment.when-in', { city })}
          value={local}
          onChange={(text) => {
            setTyped(text)
            setBefore(null)
            put(text, leadPlace)
          }}
          // A half-typed date that was abandoned is not a change.
          onBlur={() => typed === '' && setTyped(null)}
          hint={leadPlace === null ? withoutCity : undefined}
          error={errorText(i18n, editing, 'startsAt')}
        />
        <ToConfirm
          form={form}
          onClear={() => {
            setTyped(null)
            setBefore(null)
            editing.set('startsAt', null)
          }}
        />
        {moved !== null && leadPlace !== null ? (
          <Notice
            action={
              <Button
                kind="plain"
                onClick={() => {
                  setBefore(null)
                  put(moved, leadPlace)
                }}
              >
                {t('organize.moment.same-hour', { time: hourOf(moved, i18n.formatLocale), city })}
              </Button>
            }
          >
            {t('organize.moment.stayed', { city })}
          </Notice>
        ) : null}
        {entry?.kind === 'skipped' && leadPlace !== null && typed !== null ? (
          <Notice kind="care">
            {t('organize.moment.skipped', {
              city,
              time: hourOf(local, i18n.formatLocale),
              instead: clock(entry.instant, leadPlace.timeZone, i18n.formatLocale, 'time'),
            })}
          </Notice>
        ) : null}
        {entry?.kind === 'twice' && leadPlace !== null ? (
          <Choice
            name="twice"
            label={t('organize.moment.twice', {
              city,
              time: clock(entry.instant, leadPlace.timeZone, i18n.formatLocale, 'time'),
            })}
            value={startsAt === entry.second ? 'second' : 'first'}
            onChange={(which) => editing.set('startsAt', which === 'second' ? entry.second : entry.instant)}
            options={[
              {
                value: 'first',
                label: t('organize.moment.first'),
                hint: zoneText(i18n, entry.instant, leadPlace.timeZone),
              },
              {
                value: 'second',
                label: t('organize.moment.second'),
                hint: zoneText(i18n, entry.second, leadPlace.timeZone),
              },
            ]}
          />
        ) : null}
      </div>
    </>
  )
}

/** The time of a local date-time, in the reader's digits. */
function hourOf(local: string, formatLocale: string): string {
  return clock(Date.parse(`${local}:00Z`), 'UTC', formatLocale, 'time')
}

function Length({ form }: { readonly form: GatheringForm }) {
  const i18n = useI18n()
  const { t, formatLocale } = i18n
  const { editing, gathering } = form
  const { startsAt, lengthMs, leadPlace } = gathering
  const minutes = Math.round(lengthMs / minuteMs)
  const offered = [...new Set([...lengths, minutes])].sort((a, b) => a - b)
  return (
    <Field
      kind="select"
      name="lengthMs"
      label={t('common.length')}
      value={String(minutes)}
      onChange={(value) => editing.set('lengthMs', Number(value) * minuteMs)}
      options={offered.map((value) => ({ value: String(value), label: durationText(value, formatLocale) }))}
      hint={
        startsAt !== null && leadPlace !== null
          ? t('organize.moment.until', {
              time: clock(startsAt + lengthMs, leadPlace.timeZone, formatLocale, 'weekday-time'),
            })
          : undefined
      }
      error={errorText(i18n, editing, 'lengthMs')}
    />
  )
}

function Elsewhere({
  form,
  meetings,
}: {
  readonly form: GatheringForm
  readonly meetings: readonly MeetingView[]
}) {
  const { t, formatLocale, language } = useI18n()
  const now = useNow(60_000)
  const { gathering } = form
  const { startsAt, leadPlace, lengthMs } = gathering
  const isRolling = gathering.clockRule === 'same-local-hour'
  const places = useMemo(() => {
    if (startsAt === null || leadPlace === null) return []
    const open = meetings.filter((meeting) => meeting.status === 'approved').map((meeting) => meeting.place)
    return [leadPlace, ...otherCities(startsAt, leadPlace, open)]
  }, [startsAt, leadPlace, meetings])
  if (startsAt === null || leadPlace === null)
    return <p className={styles.empty}>{t('organize.moment.elsewhere-empty')}</p>
  return (
    <div>
      <p className={styles.date}>
        {t('organize.moment.chosen', {
          date: clock(startsAt, leadPlace.timeZone, formatLocale, 'long-date'),
          time: clock(startsAt, leadPlace.timeZone, formatLocale, 'time'),
          city: placeName(leadPlace.names, language),
        })}
      </p>
      {startsAt + lengthMs <= now ? <Notice kind="care">{t('refusal.instant-past')}</Notice> : null}
      <h3 className={styles.elsewhere}>
        {t(isRolling ? 'organize.moment.elsewhere-hour' : 'organize.moment.elsewhere')}
      </h3>
      <Clocks moment={gathering} lead={leadPlace} places={places} />
    </div>
  )
}
