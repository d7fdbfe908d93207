// Notices of commands that could not be sent, on every page, with the choice to retry or discard.
import { useStore } from 'zustand'
import type { CommandName } from '#shared/protocol/commands.ts'
import { Button } from '../components/button.tsx'
import { Notice } from '../components/notice.tsx'
import type { MessageKey } from '../i18n/i18n.ts'
import { useI18n } from '../i18n/use-i18n.tsx'
import type { Unsent } from '../sync/outbox.ts'
import { useSync } from '../sync/use-sync.ts'
import styles from './unsent-notices.module.css'

const nothing: readonly Unsent[] = []

export function UnsentNotices() {
  const { t } = useI18n()
  const sync = useSync()
  const unsent = useStore(sync.outbox, (state) => state.unsent) ?? nothing
  return unsent.map(({ command, isSetAside }) => (
    <Notice
      key={command.commandId}
      kind={isSetAside ? 'harm' : 'care'}
      say={isSetAside ? 'assertive' : 'polite'}
      action={
        <span className={styles.choices}>
          <Button kind="plain" onClick={() => sync.retryUnsent(command.commandId)}>
            {t('common.try-again')}
          </Button>
          <Button kind="plain" onClick={() => sync.discardUnsent(command.commandId)}>
            {t('common.discard')}
          </Button>
        </span>
      }
    >
      {t(isSetAside ? 'shell.unsent' : 'shell.unsent-trying', { what: t(kindOf(command.name)) })}
    </Notice>
  ))
}

const kinds: Readonly<Partial<Record<CommandName, MessageKey>>> = {
  replyToMeeting: 'common.your-reply',
  resizeReply: 'common.your-reply',
  cancelReply: 'common.your-reply',
  moveReply: 'common.your-reply',
  arrive: 'shell.unsent-arrival',
  tickArrival: 'shell.unsent-arrival',
  vouchForReply: 'shell.unsent-arrival',
  countWalkIns: 'shell.unsent-arrival',
  sendCue: 'shell.unsent-message',
  sendMessage: 'shell.unsent-message',
  addMeeting: 'shell.unsent-city',
  proposeMeeting: 'shell.unsent-city',
  editMeeting: 'shell.unsent-city',
  approveMeeting: 'shell.unsent-city',
  declineMeeting: 'shell.unsent-city',
  moveMeeting: 'shell.unsent-city',
  mergeMeeting: 'shell.unsent-city',
  unmergeMeeting: 'shell.unsent-city',
  withdrawMeeting: 'shell.unsent-city',
  renewHostLink: 'shell.unsent-city',
  addStream: 'shell.unsent-city',
  removeStream: 'shell.unsent-city',
  setLink: 'shell.unsent-city',
  putSegment: 'shell.unsent-programme',
  removeSegment: 'shell.unsent-programme',
  setRecording: 'shell.unsent-programme',
  handStage: 'shell.unsent-stage',
  holdStage: 'shell.unsent-stage',
  putNext: 'shell.unsent-stage',
  callRoll: 'shell.unsent-stage',
  endRoll: 'shell.unsent-stage',
  answerRoll: 'shell.unsent-stage',
  startRehearsal: 'shell.unsent-stage',
  endRehearsal: 'shell.unsent-stage',
  takeSeat: 'shell.unsent-stage',
  askForSeat: 'shell.unsent-stage',
  giveSeat: 'shell.unsent-stage',
  leaveSeat: 'shell.unsent-stage',
}

function kindOf(name: CommandName): MessageKey {
  return kinds[name] ?? 'shell.unsent-gathering'
}
