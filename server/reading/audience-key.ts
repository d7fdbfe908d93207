// One word for each audience of a gathering: by it what was read is kept, and rooms are named.
import type { Audience } from '#shared/protocol/views.ts'

export function audienceKey(audience: Audience): string {
  if ('meetingId' in audience) return `${audience.kind}:${audience.meetingId}`
  return 'directorId' in audience ? `${audience.kind}:${audience.directorId}` : audience.kind
}
