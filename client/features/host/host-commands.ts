// The commands that the holder of a host link can send for their city.
import type { Ask, Commands } from '../../sync/use-commands.ts'

export type HostCommand =
  | 'editMeeting'
  | 'addStream'
  | 'removeStream'
  | 'setLink'
  | 'answerRoll'
  | 'tickArrival'
  | 'vouchForReply'
  | 'countWalkIns'
  | 'decideReplies'
  | 'decideBurst'
  | 'takeBackDecision'
  | 'renewArrivalCode'
  | 'renewInvitation'
  | 'eraseReplies'

export type HostAsk = Ask<HostCommand>
export type HostCommands = Commands<HostCommand>
