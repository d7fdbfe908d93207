// A string key per audience of a gathering, for cache keys and room names.
import type { Audience } from '#shared/protocol/views.ts'

export function audienceKey(audience: Audience): string {
  if ('meetingId' in audience) return `${audience.kind}:${audience.meetingId}`
  return 'directorId' in audience ? `${audience.kind}:${audience.directorId}` : audience.kind
}
