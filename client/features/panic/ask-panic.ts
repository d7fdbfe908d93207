// Asks the server to erase everything, and says when it could not be reached: nothing of it is kept on this device to be sent later.
import type { PanicAnswer, PanicRequest } from '#shared/protocol/erasure.ts'

/** `no-network`: nobody knows whether it was done; asked again with the same id it is done once. */
export async function askPanic(request: PanicRequest): Promise<PanicAnswer | 'no-network'> {
  try {
    const response = await fetch('/api/panic', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(request),
    })
    const answer: unknown = await response.json()
    const isAnswer = typeof answer === 'object' && answer !== null && 'ok' in answer
    return isAnswer ? (answer as PanicAnswer) : 'no-network'
  } catch {
    return 'no-network'
  }
}

/** 192 random bits. */
export function makePanicId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(24))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
}
