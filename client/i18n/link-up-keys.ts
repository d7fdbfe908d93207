// Message keys of the link-up that several features share: cues, stream states, kinds of segments, overrun rules.
import type { Cue } from '#shared/domain/cue.ts'
import type { Overrun, SegmentKind } from '#shared/domain/programme.ts'
import type { LinkStatus } from '#shared/domain/stream.ts'

export const cueKeys = {
  'stand-by': 'cue.stand-by',
  'you-are-on': 'cue.you-are-on',
  'wrap-up': 'cue.wrap-up',
  'stop-now': 'cue.stop-now',
  'sound-low': 'cue.sound-low',
  'sound-lost': 'cue.sound-lost',
  'picture-lost': 'cue.picture-lost',
  'picture-frozen': 'cue.picture-frozen',
  'use-back-up': 'cue.use-back-up',
  'well-done': 'cue.well-done',
  ready: 'cue.ready',
  heard: 'cue.heard',
  'need-a-minute': 'cue.need-a-minute',
  cannot: 'cue.cannot',
  'hear-you-not': 'cue.hear-you-not',
  trouble: 'cue.trouble',
  help: 'cue.help',
} as const satisfies Record<Cue, string>

export const segmentKindKeys = {
  opening: 'segment.kind.opening',
  report: 'segment.kind.report',
  speech: 'segment.kind.speech',
  motion: 'segment.kind.motion',
  music: 'segment.kind.music',
  silence: 'segment.kind.silence',
} as const satisfies Record<SegmentKind, string>

export const overrunKeys = {
  push: 'segment.overrun.push',
  absorb: 'segment.overrun.absorb',
} as const satisfies Record<Overrun, string>

/** The state of a city's stream. */
export const linkKeys = {
  off: 'organize.link.off',
  ready: 'organize.link.ready',
  'on-air': 'common.is-on-air',
  trouble: 'organize.link.trouble',
} as const satisfies Record<LinkStatus, string>
