// Sends the request to erase everything, and reports a network failure: nothing is stored on this device to be sent later.
import type { PanicAnswer, PanicRequest } from '#shared/protocol/erasure.ts'

/** `no-network`: unknown whether it was done; a retry with the same id is carried out only once. */
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
