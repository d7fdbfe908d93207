// Which words are fetched by whom: those of the desks only with their pages, those that the server alone says by no browser.

/** First words of keys. */
const deskWords = [
  'control',
  'crew',
  'cue',
  'hall',
  'host',
  'import',
  'new',
  'organize',
  'panic',
  'plan',
  'programme-desk',
  'propose',
]
const serverWords = ['feed']

export type WordPart = 'pages' | 'desks' | 'server'

export function wordPartOf(key: string): WordPart {
  const first = key.split('.')[0] ?? ''
  if (deskWords.includes(first)) return 'desks'
  return serverWords.includes(first) ? 'server' : 'pages'
}
