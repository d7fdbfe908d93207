// What is said among the crew: cues to one city or to all, words beside them, and what the cities said last.
import { type FormEvent, useState } from 'react'
import { type DirectorCue, directorCues } from '#shared/domain/cue.ts'
import { placeName } from '#shared/domain/place.ts'
import { clock, deviceTimeZone } from '#shared/domain/time.ts'
import { limits } from '#shared/protocol/limits.ts'
import type { CrewMessageView, MeetingView } from '#shared/protocol/views.ts'
import { Button } from '../../components/button.tsx'
import { Field } from '../../components/field.tsx'
import { cueKeys } from '../../i18n/link-up-keys.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import styles from './side.module.css'

/** So many of the last things said stand here. */
const shownMessages = 12

export type CrewWordsProps = {
  readonly cities: readonly MeetingView[]
  readonly messages: readonly CrewMessageView[]
  /** The city that is spoken to; null for all. */
  readonly to: string | null
  readonly onTo: (meetingId: string | null) => void
  readonly cue: (cue: DirectorCue) => void
  readonly say: (text: string) => void
}

export function CrewWords(props: CrewWordsProps) {
  const { cities, to } = props
  const { t, language } = useI18n()
  const [text, setText] = useState('')
  const nameOf = ({ place }: MeetingView) => placeName(place.names, language)
  const city = cities.find(({ meetingId }) => meetingId === to)
  const addressee = city === undefined ? t('control.all-cities') : nameOf(city)

  function say(event: FormEvent): void {
    event.preventDefault()
    if (text.trim() === '') return
    props.say(text.trim())
    setText('')
  }

  return (
    <section className={styles.part} aria-labelledby="desk-crew">
      <div className={styles.partHead}>
        <h2 id="desk-crew" className={styles.heading}>
          {t('control.crew')}
        </h2>
      </div>
      <Field
        kind="select"
        label={t('control.to')}
        name="to"
        value={to ?? ''}
        onChange={(value) => props.onTo(value === '' ? null : value)}
        options={[
          { value: '', label: t('control.all-cities') },
          ...cities.map((meeting) => ({ value: meeting.meetingId, label: nameOf(meeting) })),
        ]}
      />
      <div className={styles.cues} role="group" aria-label={t('control.cues-to', { who: addressee })}>
        {directorCues.map((cue) => (
          <button key={cue} type="button" className={styles.cue} onClick={() => props.cue(cue)}>
            {t(cueKeys[cue])}
          </button>
        ))}
      </div>
      <form className={styles.say} onSubmit={say}>
        <Field
          label={t('control.say')}
          name="say"
          value={text}
          onChange={setText}
          autoComplete="off"
          maxLength={limits.message}
        />
        <Button type="submit" size="small">
          {t('control.send')}
        </Button>
      </form>
      <Heard messages={props.messages} cities={cities} />
    </section>
  )
}

function Heard({ messages, cities }: Pick<CrewWordsProps, 'messages' | 'cities'>) {
  const { t, language, formatLocale } = useI18n()
  const nameOf = (meetingId: string | null) => {
    const found = cities.find((meeting) => meeting.meetingId === meetingId)
    return found === undefined ? null : placeName(found.place.names, language)
  }
  const last = messages.toSorted((a, b) => b.order - a.order).slice(0, shownMessages)
  return (
    <ol className={styles.heard} aria-label={t('control.heard')} aria-live="polite">
      {last.map((message) => (
        <li key={message.messageId} data-city={message.from !== null || undefined}>
          <time dateTime={new Date(message.at).toISOString()}>
            {clock(message.at, deviceTimeZone(), formatLocale, 'bare-time')}
          </time>
          <span>
            <b>
              {message.from === null
                ? t('control.said-to', { who: nameOf(message.to) ?? t('control.all-cities') })
                : (nameOf(message.from) ?? message.alias)}
            </b>{' '}
            {message.cue === null ? <bdi>{message.text}</bdi> : t(cueKeys[message.cue])}
          </span>
        </li>
      ))}
    </ol>
  )
}
