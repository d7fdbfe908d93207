// Coded cues between a director and a city during the gathering. Each is sent as a code and shown in the reader's language.

/** From the control room to one city, or to all. */
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
