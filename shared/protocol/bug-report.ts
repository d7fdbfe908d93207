// A browser's bug report. It contains only values from closed lists and positions in served files, so that no text written by a person can
// be in it.

/** Error names; any other name is reported as `Error`. */
export const bugNames = [
  'Error',
  'TypeError',
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'DOMException',
] as const

/** Categories of an engine's message. */
export const bugKinds = ['not-a-function', 'no-such-object', 'not-defined', 'other'] as const

/** The last path segment of a page, if it is one of ours; slugs and city ids are not reported. */
export const bugPages = [
  'home',
  'about',
  'claim',
  'new',
  'clear',
  'cleared',
  'panic',
  'gathering',
  'city',
  'come',
  'preview',
  'reply',
  'propose',
  'host',
  'control',
  'organize',
  'programme',
  'projector',
  'wall',
  'poster',
  'other',
] as const

/** Where the error was caught: while rendering, while applying an update, or elsewhere. */
export const bugMoments = ['drawing', 'update', 'other'] as const

/** `main-Dx3.js:1:2345`: a file under `/assets/`, line and column. */
export const bugPlace = /^[\w.-]{1,80}\.js:\d{1,7}:\d{1,7}$/

export const mostBugPlaces = 8

export type BugReport = {
  readonly name: (typeof bugNames)[number]
  readonly kind: (typeof bugKinds)[number]
  readonly page: (typeof bugPages)[number]
  readonly moment: (typeof bugMoments)[number]
  /** Stack positions, innermost first. */
  readonly places: readonly string[]
}
