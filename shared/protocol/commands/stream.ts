// What a livestream host asks for their city's link.
import { z } from 'zod'
import { filled, id, line } from '../fields.ts'
import { limits } from '../limits.ts'

export const streamCommands = {
  addStream: z.object({
    meetingId: id,
    streamId: id,
    role: z.enum(['main', 'backup', 'audio', 'room', 'phone']),
    /** Cleaned: an address copied from a right-to-left page often brings an invisible mark along. */
    address: filled(line(limits.streamAddress)),
  }),
  removeStream: z.object({ meetingId: id, streamId: id }),
  setLink: z.object({ meetingId: id, status: z.enum(['off', 'ready', 'on-air', 'trouble']) }),
}
