// The commands that the holder of a reply can send.
import type { Commands } from '../../sync/use-commands.ts'

export type ReplyCommand =
  | 'replyToMeeting'
  | 'resizeReply'
  | 'cancelReply'
  | 'moveReply'
  | 'arrive'
  | 'eraseReply'

export type ReplyCommands = Commands<ReplyCommand>
