// The form that erases everything at once: what is erased, what stays, and the name to type. Submitted by the browser without script.
import { type FormEvent, useState } from 'react'
import type { PanicAnswer, PanicRequest } from '#shared/protocol/erasure.ts'
import { Button } from '../../components/button.tsx'
import { Field } from '../../components/form/field.tsx'
import { Notice } from '../../components/notice.tsx'
import { useWritten } from '../../components/written.tsx'
import { refusalText } from '../../i18n/refusal-text.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { askPanic } from './ask-panic.ts'
import styles from './panic.module.css'

export type PanicFormProps = {
  readonly panicId: string
  readonly scope: PanicRequest['scope']
  /** Null for the whole installation. */
  readonly slug: string | null
  readonly meetingId?: string | null
  /** The secret from the URL; null if it must be pasted, or if a session identifies the person. */
  readonly credential: string | null
  /** The text to type for confirmation, if this page knows it. */
  readonly name: string | null
  /** The secret link must be pasted, because neither the URL nor a session says who asks. */
  readonly asksForLink: boolean
  /** The server's refusal of the previously submitted form. */
  readonly refused: Extract<PanicAnswer, { readonly ok: false }> | null
  readonly onDone: (answer: Extract<PanicAnswer, { readonly ok: true }>) => void
}

export function PanicForm(props: PanicFormProps) {
  const i18n = useI18n()
  const written = useWritten()
  const { t, language } = i18n
  const [link, setLink] = useState('')
  const [typed, setTyped] = useState('')
  const [isSending, setSending] = useState(false)
  const [refused, setRefused] = useState(props.refused)
  const [isOffline, setOffline] = useState(false)

  async function send(event: FormEvent): Promise<void> {
    event.preventDefault()
    if (isSending) return
    setSending(true)
    setRefused(null)
    setOffline(false)
    const pasted = /[hp]_[A-Za-z0-9_-]{22,64}/.exec(link)?.[0]
    const credential = props.credential ?? pasted
    const isCity = props.scope === 'gathering' && credential !== undefined && credential !== null
    const answer = await askPanic({
      panicId: props.panicId,
      scope: isCity ? 'city' : props.scope,
      gathering: props.slug,
      meetingId: props.meetingId ?? null,
      ...(credential ? { credential } : {}),
      typed,
    })
    setSending(false)
    if (answer === 'no-network') setOffline(true)
    else if (answer.ok) props.onDone(answer)
    else setRefused(answer)
  }

  const nameLabel = {
    city: t('panic.type-city'),
    gathering: props.asksForLink ? t('panic.type-either') : t('panic.type-gathering'),
    installation: t('panic.type-installation'),
  }[props.scope]
  const wrongName = refused?.reason === 'name-not-typed' ? refusalText(i18n, refused) : undefined
  const action = props.slug === null ? '/panic' : `/g/${props.slug}/panic`
  return (
    <form
      className={styles.form}
      method="post"
      action={`${action}?lang=${language}`}
      onSubmit={(event) => void send(event)}
    >
      <input type="hidden" name="form" value={props.panicId} />
      {refused === null || wrongName !== undefined ? null : (
        <Notice kind="harm" say="assertive">
          {refusalText(i18n, refused)}
        </Notice>
      )}
      {isOffline ? (
        <Notice kind="harm" say="assertive">
          {t('panic.no-network')}
        </Notice>
      ) : null}
      {props.asksForLink ? (
        <Field
          label={t(props.scope === 'installation' ? 'panic.link-operator' : 'panic.link-host')}
          hint={t(props.scope === 'installation' ? 'panic.link-operator-hint' : 'panic.link-host-hint')}
          name="link"
          value={link}
          onChange={setLink}
          autoComplete="off"
          dir="ltr"
        />
      ) : null}
      <Field
        label={nameLabel}
        {...(props.name === null
          ? {}
          : {
              hint: (
                <bdi className={styles.name} translate="no" {...written(props.name)}>
                  {props.name}
                </bdi>
              ),
            })}
        {...(wrongName === undefined ? {} : { error: wrongName })}
        name="typed"
        value={typed}
        onChange={setTyped}
        autoComplete="off"
        required
      />
      <div>
        <Button type="submit" kind="danger" size="large" busy={isSending} busyLabel={t('common.erasing')}>
          {t('panic.erase')}
        </Button>
      </div>
    </form>
  )
}
