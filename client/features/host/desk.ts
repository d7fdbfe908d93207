// The props shared by all parts of the livestream host's page, and the names of stream roles there.
import type { ReactNode } from 'react'
import type { Stream, StreamRole } from '#shared/domain/stream.ts'
import type { MeetingView, StageView } from '#shared/protocol/views.ts'
import type { Undo } from '../../components/use-undo.ts'
import type { MessageKey } from '../../i18n/i18n.ts'
import type { HostCommands } from './host-commands.ts'

export type HostStreamProps = {
  readonly meeting: MeetingView
  readonly stage: StageView
  /** The city on stage, if this host may know it; null if there is none. */
  readonly onStage: MeetingView | null
  readonly commands: HostCommands
  readonly undo: Undo
  /** Plays one stream, only on this device. */
  readonly trial: (stream: Stream) => ReactNode
}

export const roleNames: Readonly<Record<StreamRole, MessageKey>> = {
  main: 'host.role-main',
  backup: 'common.back-up',
  audio: 'common.sound-only',
  room: 'common.room',
  phone: 'host.role-phone',
}
