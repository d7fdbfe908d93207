// The address of a recording: add, change or remove it.
import { type FormEvent, useState } from 'react'
import type { Recorded, Recording } from '#shared/domain/recording.ts'
import { parseStreamSource } from '#shared/domain/stream.ts'
import { streamAddress } from '#shared/domain/stream-address.ts'
import type { Answer } from '#shared/protocol/answers.ts'
import { limits } from '#shared/protocol/limits.ts'
import { Button } from '../../components/button.tsx'
import { Field } from '../../components/form/field.tsx'
import { refusalText } from '../../i18n/refusal-text.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { useSync } from '../../sync/use-sync.ts'
import styles from './recording.module.css'

export type RecordingFormProps = {
  readonly gatheringId: string
  readonly of: Recorded
  /** The current recording; null if there is none. */
  readonly recording: Recording | null
  readonly label: string
  /** The secret of a host or a director. */
  readonly credential?: string | undefined
}

export function RecordingForm({ gatheringId, of, recording, label, credential }: RecordingFormProps) {
  const i18n = useI18n()
  const { t } = i18n
  const sync = useSync()
  /** The text being typed; null shows the saved address. */
  const [typed, setTyped] = useState<string | null>(null)
  const [isSaving, setSaving] = useState(false)
  const [refused, setRefused] = useState<string | null>(null)
  const known = recording === null ? '' : streamAddress(recording.source)
  const address = typed ?? known

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault()
    const text = address.trim()
    const parsed = text === '' ? null : parseStreamSource(text, 'main')
    if (parsed?.ok === false) return setRefused(t(`refusal.${parsed.reason}`))
    setSaving(true)
    const payload = { ...of, address: text === '' ? null : text }
    const answer: Answer = await sync.dispatch('setRecording', gatheringId, payload, credential)
    setSaving(false)
    if (answer.ok) setTyped(null)
    else setRefused(refusalText(i18n, answer))
  }

  return (
    <form className={styles.form} noValidate onSubmit={(event) => void save(event)}>
      <Field
        kind="url"
        inputMode="url"
        name="recording"
        label={label}
        hint={t('programme-desk.recording-hint')}
        value={address}
        onChange={(text) => {
          setTyped(text)
          setRefused(null)
        }}
        error={refused}
        maxLength={limits.streamAddress}
        autoComplete="off"
      />
      {address.trim() === known ? null : (
        <Button type="submit" busy={isSaving} busyLabel={t('desk.saving')}>
          {t(address.trim() === '' ? 'programme-desk.recording-remove' : 'programme-desk.recording-save')}
        </Button>
      )}
    </form>
  )
}
