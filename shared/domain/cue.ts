// Coded cues: what a director and a city tell each other in the hour, sent as a code and read by each in their own language.

/** From the control room to a city, or to all. */
export const directorCues = [
  'stand-by',
  'you-are-on',
  'wrap-up',
  'stop-now',
  'sound-low',
  'sound-lost',
  'picture-lost',
  'picture-frozen',
  'use-back-up',
  'well-done',
] as const

/** From a city to the control room. */
export const cityCues = [
  'ready',
  'heard',
  'need-a-minute',
  'cannot',
  'hear-you-not',
  'trouble',
  'help',
] as const

export type DirectorCue = (typeof directorCues)[number]
export type CityCue = (typeof cityCues)[number]
export type Cue = DirectorCue | CityCue

export const cues: readonly [Cue, ...Cue[]] = [...directorCues, ...cityCues]

export function isDirectorCue(cue: Cue): cue is DirectorCue {
  return (directorCues as readonly string[]).includes(cue)
}
