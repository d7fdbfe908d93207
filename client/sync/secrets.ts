// Secrets that this device creates: ids of commands, and the keys of replies, host links and director links.

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

/** Time first, then 120 random bits: ids made together are close in the server's index, which saves disk access. */
export function makeCommandId(): string {
  return `${Date.now().toString(36)}${randomText(15)}`
}

/** 192 random bits; the letter says what the secret opens. */
export function makeCredential(opens: 'host' | 'reply' | 'director'): string {
  const letter = { host: 'h', reply: 'r', director: 'd' }[opens]
  return `${letter}_${randomText(24)}`
}
