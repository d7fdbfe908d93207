// A notice for readers whose device uses other time zone rules than the server for a city on the page.
import type { ReactNode } from 'react'
import { type Place, placeName } from '#shared/domain/place.ts'
import { deviceClock, deviceTimeZone, offsetMinutes } from '#shared/domain/time.ts'
import type { Snapshot } from '#shared/protocol/views.ts'
import { Notice } from '../components/notice.tsx'
import { whenText } from '../i18n/clock-text.ts'
import { useI18n } from '../i18n/use-i18n.tsx'
import { useReaderZone } from '../sync/use-place-of-clock.ts'
import styles from './plan-notices.module.css'

export type DeviceClockNoticeProps = {
  readonly clocks: Snapshot['clocks']
  /** The places on this page; the notice names the first in the reader's zone. */
  readonly places: readonly (Place | null)[]
}

/** Null if the reader is in none of these zones, or both clocks agree. The comparison happens on the device; nothing is sent. */
export function DeviceClockNotice({ clocks, places }: DeviceClockNoticeProps): ReactNode {
  const i18n = useI18n()
  if (useReaderZone() === null) return null
  const own = deviceTimeZone()
  const kept = clocks.find(({ timeZone, alias }) => timeZone === own || alias === own)
  const place = places.find((each) => each?.timeZone === kept?.timeZone)
  if (!kept || !place || kept.startsAt === null) return null
  const { timeZone, startsAt } = kept
  if (offsetMinutes(startsAt, deviceClock) === offsetMinutes(startsAt, timeZone)) return null
  return (
    <div className={styles.notices}>
      <Notice kind="care">
        {i18n.t('changed.device-clock', {
          city: placeName(place.names, i18n.language),
          device: whenText(i18n, startsAt, deviceClock),
          time: whenText(i18n, startsAt, timeZone),
        })}
      </Notice>
    </div>
  )
}
