// What a livestream host asks for their city's link.
import { z } from 'zod'
import { id } from '../fields.ts'
import { limits } from '../limits.ts'

export const streamCommands = {
  addStream: z.object({
    meetingId: id,
    streamId: id,
    role: z.enum(['main', 'backup', 'audio', 'room', 'phone']),
    address: z.string().min(1).max(limits.streamAddress),
  }),
  removeStream: z.object({ meetingId: id, streamId: id }),
  setLink: z.object({ meetingId: id, status: z.enum(['off', 'ready', 'on-air', 'trouble']) }),
}
