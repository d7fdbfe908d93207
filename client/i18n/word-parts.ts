// Splits the messages by who loads them: those of the work pages and of one's own data load only with these pages; the server's own
// messages are never sent to a browser.

/** First words of message keys. */
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
/** For participants: what is stored about them, and clearing a device. */
const ownWords = ['clearing', 'held']
const serverWords = ['feed']

export type WordPart = 'pages' | 'desks' | 'own' | 'server'

export function wordPartOf(key: string): WordPart {
  const first = key.split('.')[0] ?? ''
  if (deskWords.includes(first)) return 'desks'
  if (ownWords.includes(first)) return 'own'
  return serverWords.includes(first) ? 'server' : 'pages'
}
