// Which words are fetched by whom: those of the desks and of one's own only with their pages, those that the server alone says by no browser.

/** First words of keys. */
const deskWords = [
  'control',
  'crew',
  'cue',
  'desk',
  'hall',
  'help',
  'host',
  'import',
  'new',
  'organize',
  'panic',
  'plan',
  'programme-desk',
  'propose',
]
/** Of a participant's own: what is kept about them, and clearing a device. */
const ownWords = ['clearing', 'held']
const serverWords = ['feed']

export type WordPart = 'pages' | 'desks' | 'own' | 'server'

export function wordPartOf(key: string): WordPart {
  const first = key.split('.')[0] ?? ''
  if (deskWords.includes(first)) return 'desks'
  if (ownWords.includes(first)) return 'own'
  return serverWords.includes(first) ? 'server' : 'pages'
}
