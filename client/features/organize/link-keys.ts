// The words for the state of a city's link.
import type { LinkStatus } from '#shared/domain/stream.ts'

export const linkKeys = {
  off: 'organize.link.off',
  ready: 'organize.link.ready',
  'on-air': 'organize.link.on-air',
  trouble: 'organize.link.trouble',
} as const satisfies Record<LinkStatus, string>
