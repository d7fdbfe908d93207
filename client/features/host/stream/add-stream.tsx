// Adds or changes a stream: its role and its pasted address, with immediate feedback on how the address was understood.
import { type FormEvent, useState } from 'react'
import { maxStreams, parseStreamSource, type Stream, type StreamRole } from '#shared/domain/stream.ts'
import { streamAddress, streamText } from '#shared/domain/stream-address.ts'
import { limits } from '#shared/protocol/limits.ts'
import { Button } from '../../../components/button.tsx'
import { Field } from '../../../components/form/field.tsx'
import { Notice } from '../../../components/notice.tsx'
import { fieldErrorText, refusalText } from '../../../i18n/refusal-text.ts'
import { useI18n } from '../../../i18n/use-i18n.tsx'
import { makeId } from '../../../sync/secrets.ts'
import { type HostStreamProps, roleNames } from '../desk.ts'
import styles from '../host.module.css'
import { sourceText } from './source-text.ts'
import { roleOrder } from './stream-order.ts'

/** The first role without a stream. */
function nextRole(taken: readonly StreamRole[]): StreamRole {
  return roleOrder.find((role) => !taken.includes(role)) ?? 'backup'
}

export type AddStreamProps = HostStreamProps & {
  /** The stream to change; undefined to add one. */
  readonly changing?: Stream
  readonly onDone?: () => void
}

export function AddStream({ meeting, commands, undo, changing, onDone }: AddStreamProps) {
  const i18n = useI18n()
  const { t, number } = i18n
  const { meetingId, streams } = meeting
  const [chosen, setChosen] = useState<StreamRole | null>(changing?.role ?? null)
  const [address, setAddress] = useState(changing === undefined ? '' : streamText(changing.source))
  const [hasTried, setTried] = useState(false)
  const role = chosen ?? nextRole(streams.map((stream) => stream.role))
  const read = address.trim() === '' ? null : parseStreamSource(address, role)
  const answer = commands.refused?.name === 'addStream' ? commands.refused.answer : null

  if (changing === undefined && streams.length >= maxStreams) {
    return <p className={styles.soft}>{t('host.streams-full', { shown: number(maxStreams) })}</p>
  }

  async function add(event: FormEvent): Promise<void> {
    event.preventDefault()
    setTried(true)
    if (read === null || !read.ok) return
    if (changing !== undefined) return change(changing)
    const streamId = makeId()
    const pasted = address
    setAddress('')
    setChosen(null)
    setTried(false)
    const told = await commands.ask('addStream', { meetingId, streamId, role, address: pasted })
    // Restore the input after a refusal, unless something else was typed meanwhile.
    if (!told.ok) setAddress((now) => (now === '' ? pasted : now))
    else {
      undo.offer({
        message: t('host.stream-added', { role: t(roleNames[role]) }),
        seconds: 12,
        undo: () => void commands.ask('removeStream', { meetingId, streamId }),
      })
    }
  }

  async function change(before: Stream): Promise<void> {
    const { streamId } = before
    const told = await commands.ask('addStream', { meetingId, streamId, role, address })
    if (!told.ok) return
    undo.offer({
      message: t('host.stream-changed', { role: t(roleNames[role]) }),
      seconds: 20,
      undo: () => {
        const former = streamAddress(before.source)
        void commands.ask('addStream', { meetingId, streamId, role: before.role, address: former })
      },
    })
    onDone?.()
  }

  // Show an error only after the field was left or the form submitted, not while typing.
  const error =
    hasTried && address.trim() === ''
      ? t('field-error.missing')
      : hasTried && read?.ok === false
        ? t(`refusal.${read.reason}`)
        : answer === null
          ? null
          : fieldErrorText(i18n, answer, 'address')
  return (
    <form className={styles.addStream} noValidate onSubmit={(event) => void add(event)}>
      <h3 className={styles.subheading}>
        {t(changing === undefined ? 'host.add-stream' : 'host.change-stream')}
      </h3>
      <Field
        kind="select"
        label={t('host.role')}
        name="role"
        value={role}
        onChange={(value) => setChosen(value as StreamRole)}
        options={roleOrder.map((value) => ({ value, label: t(roleNames[value]) }))}
      />
      <Field
        kind="url"
        inputMode={role === 'phone' ? 'text' : 'url'}
        label={t(role === 'phone' ? 'host.phone' : 'desk.address')}
        hint={t(role === 'phone' ? 'host.phone-hint' : 'host.address-hint')}
        name="address"
        value={address}
        onChange={(text) => {
          setAddress(text)
          setTried(false)
        }}
        onBlur={() => setTried(address.trim() !== '')}
        error={error}
        autoComplete="off"
        maxLength={limits.streamAddress}
      />
      <p className={styles.understood} aria-live="polite">
        {read?.ok ? t('host.understood', { as: sourceText(i18n, read.source) }) : null}
      </p>
      {answer !== null && error === null ? (
        <Notice kind="harm" say="assertive">
          {refusalText(i18n, answer)}
        </Notice>
      ) : null}
      <div className={styles.actions}>
        <Button type="submit" kind={streams.length === 0 ? 'signal' : 'quiet'}>
          {t(changing === undefined ? 'desk.add' : 'host.save')}
        </Button>
        {onDone === undefined ? null : (
          <Button kind="plain" onClick={onDone}>
            {t('common.cancel')}
          </Button>
        )}
      </div>
    </form>
  )
}
