// What can be seen again of the hour and of its cities.
import { placeName } from '#shared/domain/place.ts'
import { findRecording } from '#shared/domain/recording.ts'
import type { Snapshot } from '#shared/protocol/views.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import styles from './programme-lines.module.css'
import { RecordingLink } from './recording-link.tsx'

export function Recordings({ snapshot }: { readonly snapshot: Snapshot }) {
  const { t, language } = useI18n()
  const { recordings, meetings } = snapshot
  const whole = findRecording(recordings, { meetingId: null, segmentId: null })
  const cities = meetings
    .flatMap(({ meetingId, place }) => {
      const recording = findRecording(recordings, { meetingId, segmentId: null })
      return recording === null ? [] : [{ recording, name: placeName(place.names, language) }]
    })
    .toSorted((a, b) => a.name.localeCompare(b.name, language))
  const all = [
    ...(whole === null ? [] : [{ recording: whole, name: t('programme.recording-whole') }]),
    ...cities,
  ]
  if (all.length === 0) return null
  return (
    <section className={styles.public} aria-labelledby="recordings-title">
      <h2 id="recordings-title">{t('programme.recordings')}</h2>
      <ul className={styles.lines}>
        {all.map(({ recording, name }) => (
          <li key={recording.meetingId ?? ''} className={styles.recorded}>
            <bdi className={styles.name}>{name}</bdi>
            <RecordingLink recording={recording} what={name} />
          </li>
        ))}
      </ul>
    </section>
  )
}
