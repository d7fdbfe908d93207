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

/** By the clock, then 120 random bits: ids of one moment stand together where the server looks them up, which spares its disk. */
export function makeCommandId(): string {
  return `${Date.now().toString(36)}${randomText(15)}`
}

/** 192 random bits; the letter tells what it opens. */
export function makeCredential(opens: 'host' | 'reply' | 'director'): string {
  const letter = { host: 'h', reply: 'r', director: 'd' }[opens]
  return `${letter}_${randomText(24)}`
}
