// Which of the crew's messages a reader keeps: the newest, shared out among the speakers so that none crowds out another.
import type { CrewMessageView } from './views.ts'

/** So many messages are told of the live hour, and as many of a rehearsal. A speaker's share in SQL is as large. */
export const mostMessages = 200

/** A city is one speaker; of the control room, each name is one. */
function speakerOf({ from, alias }: CrewMessageView): string {
  return from === null ? `control ${alias}` : `city ${from}`
}

/**
 * Ordered as they were said. Each speaker's newest message comes first, then each one's second newest, and so on up to `mostMessages`.
 * Adding a message and keeping again gives the same as keeping from everything that was said, so pages and snapshots agree.
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
