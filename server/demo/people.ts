// Simulated people: they find their city, reply, sometimes change their reply, and arrive.
import type { Snapshot } from '#shared/protocol/views.ts'
import { type DemoClient, makeDemoSecret, pause, pick } from './connect.ts'

type Person = { readonly secret: string; readonly partySize: number; arrived: boolean }

/** Number of replies per simulation. */
const mostReplies = 420

/** Runs until `isOver`. Every seventh city gets more replies than it has seats, so that it has a waiting list. */
export async function simulatePeople(
  client: DemoClient,
  gatheringId: string,
  snapshot: Snapshot,
  codes: ReadonlyMap<string, string>,
  isOver: () => boolean,
): Promise<void> {
  const draws = snapshot.meetings.flatMap(({ meetingId, capacity }, index) =>
    Array.from({ length: Math.ceil((capacity ?? 400) / (index % 7 === 0 ? 8 : 30)) }, () => meetingId),
  )
  const people = new Map<string, Person[]>()
  let count = 0
  while (!isOver()) {
    const meetingId = pick(draws)
    if (meetingId === undefined) return
    const here = people.get(meetingId) ?? []
    people.set(meetingId, here)
    const chance = Math.random()
    if (count < mostReplies && chance < 0.62) {
      const person = {
        secret: makeDemoSecret('r'),
        partySize: pick([1, 1, 1, 2, 2, 3, 4, 5]) ?? 1,
        arrived: false,
      }
      const { partySize, secret } = person
      const answer = await client.send('replyToMeeting', gatheringId, { meetingId, partySize }, secret)
      if (answer.ok) here.push(person)
      count += 1
    } else if (chance < 0.94) {
      const person = here.find((candidate) => !candidate.arrived)
      const arrivalCode = codes.get(meetingId)
      if (person !== undefined && arrivalCode !== undefined) {
        const payload = { arrivalCode, arrived: person.partySize }
        const answer = await client.send('arrive', gatheringId, payload, person.secret)
        // A reply that is still `asked` or waiting tries again later: in a closed city, until the next batch.
        person.arrived = answer.ok || !answer.reason.startsWith('still-')
      }
    } else {
      const person = here.pop()
      if (person !== undefined) await client.send('cancelReply', gatheringId, {}, person.secret)
    }
    await pause(40 + Math.random() * 160)
  }
}
