// Sends a command over HTTP when it is too long for one socket message, and interprets answers that are not the server's own.
import type { Answer } from '#shared/protocol/answers.ts'
import type { Command } from '#shared/protocol/commands.ts'
import { giveUpAfter } from './timeout-signal.ts'

const answerWithinMs = 60_000

/** Null when the connection broke. A proxy's page or an unreadable body counts as server trouble; a length refused is a refusal. */
export async function transmitLong(url: string | undefined, command: Command): Promise<Answer | null> {
  let response: Response
  let text: string
  try {
    response = await fetch(`${url ?? ''}/api/commands`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(command),
      signal: giveUpAfter(answerWithinMs),
    })
    text = await response.text()
  } catch {
    return null
  }
  if (response.status === 413) return { ok: false, reason: 'too-long' }
  return readAnswer(text) ?? { ok: false, reason: 'server-trouble' }
}

/** Null if the text is not an answer to a command. */
function readAnswer(text: string): Answer | null {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || !('ok' in value)) return null
    const isAnswer =
      value.ok === true
        ? 'version' in value && 'outcome' in value
        : value.ok === false && 'reason' in value && typeof value.reason === 'string'
    return isAnswer ? (value as Answer) : null
  } catch {
    return null
  }
}
