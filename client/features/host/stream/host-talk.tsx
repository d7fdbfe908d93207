// The crew's conversation from one city's side: with the control room, with the city's own quick cues.
import { useMemo } from 'react'
import { useStore } from 'zustand'
import type { CityCue } from '#shared/domain/cue.ts'
import { keptDays } from '#shared/domain/retention.ts'
import { limits } from '#shared/protocol/limits.ts'
import type { CrewMessageView, MeetingView } from '#shared/protocol/views.ts'
import { CrewTalk } from '../../../components/crew-talk.tsx'
import { crewLines, crewTalkWords } from '../../../i18n/crew-lines.ts'
import { cueKeys } from '../../../i18n/link-up-keys.ts'
import { useI18n } from '../../../i18n/use-i18n.tsx'
import type { CrewVoice } from '../../../sync/use-crew-talk.ts'
import { useSync } from '../../../sync/use-sync.ts'
import styles from '../host.module.css'

const quickCues: readonly CityCue[] = ['ready', 'need-a-minute', 'trouble', 'hear-you-not', 'help', 'cannot']

export function HostTalk(props: {
  readonly gatheringId: string
  readonly meeting: MeetingView
  readonly messages: readonly CrewMessageView[]
  readonly voice: CrewVoice
  readonly isRehearsal: boolean
}) {
  const { gatheringId, meeting, messages, voice } = props
  const i18n = useI18n()
  const { t, number } = i18n
  const { meetingId, place } = meeting
  const lines = useMemo(
    () =>
      crewLines(i18n, {
        messages,
        unsent: voice.unsent,
        meetings: [meeting],
        self: meetingId,
        timeZone: place.timeZone,
      }),
    [i18n, messages, voice.unsent, meeting, meetingId, place.timeZone],
  )
  return (
    <section className={styles.section} aria-labelledby="crew-talk">
      <h2 id="crew-talk" className={styles.heading}>
        {t('host.talk')}
      </h2>
      <CrewTalk
        label={t('host.talk')}
        lines={lines}
        isQuiet
        onSend={(text) => voice.say({ text }, meetingId)}
        quick={quickCues.map((cue) => ({ key: cue, label: t(cueKeys[cue]) }))}
        onQuick={(cue) => voice.say({ cue: cue as CityCue }, meetingId)}
        onAgain={voice.again}
        onGiveUp={voice.giveUp}
        present={<Present gatheringId={gatheringId} />}
        kept={props.isRehearsal ? t('crew.kept-rehearsal') : t('crew.kept', { shown: number(keptDays) })}
        maxLength={limits.message}
        words={crewTalkWords(i18n)}
      />
    </section>
  )
}

function Present({ gatheringId }: { readonly gatheringId: string }) {
  const { t, number } = useI18n()
  const now = useStore(useSync().crewNow, (all) => all.get(gatheringId))
  if (now === undefined) return null
  return (
    <p>
      {now.controlRooms === 0
        ? t('crew.control-empty')
        : t('crew.control-there', { count: now.controlRooms, shown: number(now.controlRooms) })}
    </p>
  )
}
