// Which crew messages a reader keeps: the newest, divided fairly among the speakers.
import type { CrewMessageView } from './views.ts'

/** The number of messages sent for the live gathering, and again for a rehearsal. The SQL limit per speaker is the same. */
export const mostMessages = 200

/** A city is one speaker; in the control room, each name is one. */
function speakerOf({ from, alias }: CrewMessageView): string {
  return from === null ? `control ${alias}` : `city ${from}`
}

/**
 * In chronological order. Takes each speaker's newest message first, then each one's second newest, and so on up to `mostMessages`. Adding
 * a message to a kept list gives the same result as starting from all messages, so pages and snapshots agree.
 */
export function keepMessages(messages: readonly CrewMessageView[]): readonly CrewMessageView[] {
  const [live, rehearsed] = [
    messages.filter(({ rehearsalId }) => rehearsalId === null),
    messages.filter(({ rehearsalId }) => rehearsalId !== null),
  ]
  return [...keepOf(live), ...keepOf(rehearsed)].sort((one, other) => one.order - other.order)
}

function keepOf(messages: readonly CrewMessageView[]): readonly CrewMessageView[] {
  if (messages.length <= mostMessages) return messages
  const places = new Map<string, number>()
  const placed = [...messages]
    .sort((one, other) => other.order - one.order)
    .map((message) => {
      const speaker = speakerOf(message)
      const place = places.get(speaker) ?? 0
      places.set(speaker, place + 1)
      return { message, place }
    })
  return placed
    .sort((one, other) => one.place - other.place || other.message.order - one.message.order)
    .slice(0, mostMessages)
    .map(({ message }) => message)
}
