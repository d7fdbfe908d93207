// Latency from a reply's acknowledgement to another screen: with a single reply, and during constant replies (when it waits for a tick).
import { connectPerson, type Person, pause } from '../support/person.ts'
import { startTestApp } from '../support/test-app.ts'
import { cityIds, makeGathering, makeSecret } from '../support/test-gathering.ts'
import { type Row, row, sampleOf } from './measure.ts'
import type { Options } from './options.ts'

export async function benchAcknowledgementToScreen({ size }: Options): Promise<Row[]> {
  const app = await startTestApp()
  const { gatheringId, slug, addCity } = await makeGathering(app)
  const { meetingId } = await addCity(cityIds.berlin)
  const screen = await connectPerson(app.url())
  await screen.join({ gathering: slug, as: 'public' })
  const reply = async (person: Person) => {
    const payload = { meetingId, partySize: 1 }
    const answer = await person.ask('replyToMeeting', gatheringId, payload, { credential: makeSecret('r') })
    return { version: answer.ok ? answer.version : Number.POSITIVE_INFINITY, at: performance.now() }
  }

  async function measure(pauseMs: number): Promise<number[]> {
    const sender = await connectPerson(app.url())
    const waits: number[] = []
    for (let sample = 0; sample < size.samples; sample += 1) {
      await pause(pauseMs + Math.random() * 50)
      let toldAt = 0
      let toldTo = 0
      const look = (update: { readonly to: number }) => {
        toldAt = performance.now()
        toldTo = update.to
      }
      screen.socket.on('update', look)
      const { version, at } = await reply(sender)
      while (toldTo < version) await pause(1)
      screen.socket.off('update', look)
      waits.push(Math.max(0, toldAt - at))
    }
    sender.socket.close()
    return waits
  }

  const alone = await measure(110)
  const crowd = await connectPerson(app.url())
  const noise = setInterval(() => void reply(crowd), 40)
  const amongOthers = await measure(60)
  clearInterval(noise)
  for (const { socket } of [screen, crowd]) socket.close()
  await app.close()
  return [
    row('from acknowledgement to another screen', 'ms', [sampleOf(alone)]),
    row('the same while others reply 25 times a second', 'ms', [sampleOf(amongOthers)]),
  ]
}
