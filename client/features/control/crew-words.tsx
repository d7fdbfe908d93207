// The crew's conversation in the control room: cues and texts to one city or to all, and the history.
import { useMemo } from 'react'
import { type DirectorCue, directorCues } from '#shared/domain/cue.ts'
import { placeName } from '#shared/domain/place.ts'
import { keptDays } from '#shared/domain/retention.ts'
import { limits } from '#shared/protocol/limits.ts'
import type { CrewMessageView, MeetingView } from '#shared/protocol/views.ts'
import { CrewTalk } from '../../components/crew-talk.tsx'
import { Field } from '../../components/form/field.tsx'
import { crewLines, crewTalkWords } from '../../i18n/crew-lines.ts'
import { cueKeys } from '../../i18n/link-up-keys.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import type { CrewVoice } from '../../sync/use-crew-talk.ts'
import styles from './side.module.css'

export type CrewWordsProps = {
  readonly cities: readonly MeetingView[]
  readonly messages: readonly CrewMessageView[]
  readonly voice: CrewVoice
  readonly isRehearsal: boolean
  readonly timeZone: string
  /** The city that messages are addressed to; null for all. */
  readonly to: string | null
  readonly onTo: (meetingId: string | null) => void
}

export function CrewWords(props: CrewWordsProps) {
  const { cities, messages, voice, timeZone, to } = props
  const i18n = useI18n()
  const { t, language, number } = i18n
  const lines = useMemo(
    () => crewLines(i18n, { messages, unsent: voice.unsent, meetings: cities, self: null, timeZone }),
    [i18n, messages, voice.unsent, cities, timeZone],
  )
  return (
    <section className={styles.part} aria-labelledby="desk-crew">
      <h2 id="desk-crew" className={styles.heading}>
        {t('control.crew')}
      </h2>
      <Field
        kind="select"
        label={t('control.to')}
        name="to"
        value={to ?? ''}
        onChange={(value) => props.onTo(value === '' ? null : value)}
        options={[
          { value: '', label: t('common.all-cities') },
          ...cities.map((meeting) => ({
            value: meeting.meetingId,
            label: placeName(meeting.place.names, language),
          })),
        ]}
      />
      <CrewTalk
        label={t('control.crew')}
        lines={lines}
        onSend={(text) => voice.say({ text }, to)}
        quick={directorCues.map((cue) => ({ key: cue, label: t(cueKeys[cue]) }))}
        onQuick={(cue) => voice.say({ cue: cue as DirectorCue }, to)}
        onAgain={voice.again}
        onGiveUp={voice.giveUp}
        kept={props.isRehearsal ? t('crew.kept-rehearsal') : t('crew.kept', { shown: number(keptDays) })}
        maxLength={limits.message}
        words={crewTalkWords(i18n)}
      />
    </section>
  )
}
