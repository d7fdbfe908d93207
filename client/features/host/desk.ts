// What every part of a livestream host's desk is given, and what the roles of streams are called there.
import type { ReactNode } from 'react'
import type { Stream, StreamRole } from '#shared/domain/stream.ts'
import type { MeetingView, StageView } from '#shared/protocol/views.ts'
import type { Undo } from '../../components/use-undo.ts'
import type { MessageKey } from '../../i18n/i18n.ts'
import type { HostCommands } from './host-commands.ts'

export type HostStreamProps = {
  readonly meeting: MeetingView
  readonly stage: StageView
  /** Whoever holds it, as far as this host may know; null while nobody does. */
  readonly onStage: MeetingView | null
  readonly commands: HostCommands
  readonly undo: Undo
  /** Plays one stream here and nowhere else. */
  readonly trial: (stream: Stream) => ReactNode
}

export const roleNames: Readonly<Record<StreamRole, MessageKey>> = {
  main: 'host.role-main',
  backup: 'common.back-up',
  audio: 'common.sound-only',
  room: 'common.room',
  phone: 'host.role-phone',
}
