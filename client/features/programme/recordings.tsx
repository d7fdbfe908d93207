// The recordings of a gathering and its cities.
import { placeName } from '#shared/domain/place.ts'
import { findRecording } from '#shared/domain/recording.ts'
import type { Snapshot } from '#shared/protocol/views.ts'
import { Written } from '../../components/written.tsx'
import { useI18n } from '../../i18n/use-i18n.tsx'
import styles from './programme-lines.module.css'
import { RecordingLink } from './recording-link.tsx'
import { segmentCity, segmentName } from './segment-words.ts'

export function Recordings({ snapshot }: { readonly snapshot: Snapshot }) {
  const i18n = useI18n()
  const { t, language } = i18n
  const { recordings, meetings, programme } = snapshot
  const whole = findRecording(recordings, { meetingId: null, segmentId: null })
  const cities = meetings
    .flatMap(({ meetingId, place }) => {
      const recording = findRecording(recordings, { meetingId, segmentId: null })
      return recording === null ? [] : [{ recording, name: placeName(place.names, language) }]
    })
    .sort((a, b) => a.name.localeCompare(b.name, language))
  const segments = programme.flatMap((segment) => {
    const recording = findRecording(recordings, { meetingId: null, segmentId: segment.segmentId })
    const city = segmentCity(i18n, segment, meetings)
    const name = [segmentName(i18n, segment), city].filter((part) => part !== null).join(' · ')
    return recording === null ? [] : [{ recording, name }]
  })
  const all = [
    ...(whole === null ? [] : [{ recording: whole, name: t('programme.recording-whole') }]),
    ...segments,
    ...cities,
  ]
  if (all.length === 0) return null
  return (
    <section className={styles.public} aria-labelledby="recordings-title">
      <h2 id="recordings-title">{t('programme.recordings')}</h2>
      <ul className={styles.lines}>
        {all.map(({ recording, name }) => (
          <li key={recording.meetingId ?? recording.segmentId ?? ''} className={styles.recorded}>
            <Written className={styles.name} text={name} />
            <RecordingLink recording={recording} what={name} />
          </li>
        ))}
      </ul>
    </section>
  )
}
