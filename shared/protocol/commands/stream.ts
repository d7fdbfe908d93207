// Commands of a livestream host on their city's streams and stream status.
import { z } from 'zod'
import { filled, id, line } from '../fields.ts'
import { limits } from '../limits.ts'

export const streamCommands = {
  addStream: z.object({
    meetingId: id,
    streamId: id,
    role: z.enum(['main', 'backup', 'audio', 'room', 'phone']),
    /** Cleaned: an address copied from a right-to-left page often contains an invisible mark. */
    address: filled(line(limits.streamAddress)),
  }),
  removeStream: z.object({ meetingId: id, streamId: id }),
  setLink: z.object({ meetingId: id, status: z.enum(['off', 'ready', 'on-air', 'trouble']) }),
}
