// What a browser says of a bug: from closed lists and places in the served files alone, so that nothing that a person wrote can be in it.

/** How errors are named; another name is `Error`. */
export const bugNames = [
  'Error',
  'TypeError',
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'DOMException',
] as const

/** What an engine's message comes to. */
export const bugKinds = ['not-a-function', 'no-such-object', 'not-defined', 'other'] as const

/** Last word of a page's address, where it is one of ours; a gathering's and a city's own words are not told. */
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

/** Where it was noticed: while something was drawn, while an update was taken in, or anywhere else. */
export const bugMoments = ['drawing', 'update', 'other'] as const

/** `main-Dx3.js:1:2345`: a file under `/assets/`, line and column. */
export const bugPlace = /^[\w.-]{1,80}\.js:\d{1,7}:\d{1,7}$/

export const mostBugPlaces = 8

export type BugReport = {
  readonly name: (typeof bugNames)[number]
  readonly kind: (typeof bugKinds)[number]
  readonly page: (typeof bugPages)[number]
  readonly moment: (typeof bugMoments)[number]
  /** Innermost first. */
  readonly places: readonly string[]
}
