// One word for each audience of a gathering: by it what was read is kept, and rooms are named.
import type { Audience } from '#shared/protocol/views.ts'

export function audienceKey(audience: Audience): string {
  return 'meetingId' in audience ? `${audience.kind}:${audience.meetingId}` : audience.kind
}
