// Secrets that this person makes and keeps: ids of commands, and the keys of replies and host links.

function randomText(bytes: number): string {
  const random = crypto.getRandomValues(new Uint8Array(bytes))
  return btoa(String.fromCharCode(...random))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '')
}

export function makeId(): string {
  return randomText(15)
}

/** 192 random bits; the letter tells what it opens. */
export function makeCredential(opens: 'host' | 'reply'): string {
  return `${opens === 'host' ? 'h' : 'r'}_${randomText(24)}`
}
