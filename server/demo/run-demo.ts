// `npm run demo`: the January 20 example, starting in two minutes, with simulated people and hosts over real sockets.

import type { Snapshot } from '#shared/protocol/views.ts'
import { connectDemo, type DemoClient, makeDemoSecret, pause } from './connect.ts'
import { simulatePeople } from './people.ts'
import { startTestPicture } from './test-picture.ts'
import { simulateWatchers } from './watchers.ts'

const beginsInMs = 2 * 60_000
const lastsMs = 30 * 60_000
const crowds = 4
const citiesOnAir = 10
const stageHoldsMs = 20_000

/** Resolves when the demonstrated gathering is over. Does only things that a person could do. `cookie`: of its organizer's session. */
export async function runDemo(origin: string, cookie: string): Promise<void> {
  const organizer = connectDemo(origin, cookie)
  const example = (await organizer.socket.emitWithAck('browse', { months: [] })).find(
    (summary) => summary.isExample,
  )
  if (example === undefined) throw new Error('there is no example to fill; start with EXAMPLE=on')
  const { gatheringId, slug } = example
  const startsAt = Math.ceil((Date.now() + beginsInMs) / 60_000) * 60_000
  await organizer.send('editGathering', gatheringId, { startsAt, lengthMs: lastsMs })
  const joined = await organizer.socket.emitWithAck('join', { gathering: slug, as: 'organizer' })
  if (!joined.ok || !('snapshot' in joined)) throw new Error('the example cannot be read')
  const { snapshot } = joined
  console.log(`Watch the example fill: ${origin}/g/${slug} (it goes live within three minutes)`)

  const endsAt = startsAt + lastsMs
  const isOver = () => Date.now() > endsAt
  const codes = new Map(
    snapshot.meetings.map((meeting) => [meeting.meetingId, meeting.crew?.arrivalCode ?? '']),
  )
  const people = Array.from({ length: crowds }, () =>
    simulatePeople(connectDemo(origin), gatheringId, snapshot, codes, isOver),
  )
  await Promise.all([...people, simulateWatchers(origin, slug), runLink(origin, organizer, snapshot, isOver)])
}

/**
 * Puts some cities on air, those of the programme first, and hands the stage through it repeatedly, because the demonstration is longer
 * than the programme.
 */
async function runLink(
  origin: string,
  organizer: DemoClient,
  snapshot: Snapshot,
  isOver: () => boolean,
): Promise<void> {
  const { gatheringId } = snapshot.gathering
  const picture = await startTestPicture()
  if (picture === null) console.log('ffmpeg is not installed: the cities go on air without a picture.')
  process.on('exit', () => picture?.stop())
  const { meetings, programme } = snapshot
  const inProgramme = new Set(programme.map((segment) => segment.meetingId))
  const rank = ({ meetingId, capacity }: (typeof meetings)[number]) =>
    inProgramme.has(meetingId) ? Number.POSITIVE_INFINITY : (capacity ?? 0)
  const cities = [...meetings]
    .sort((a, b) => (rank(b) === rank(a) ? 0 : rank(b) - rank(a)))
    .slice(0, citiesOnAir)
  for (const [index, { meetingId }] of cities.entries()) {
    const hostSecret = makeDemoSecret('h')
    await organizer.send('renewHostLink', gatheringId, { meetingId, hostSecret })
    const host = connectDemo(origin)
    const address = picture?.urlOf(index) ?? `${origin}/about`
    const stream = { meetingId, streamId: `demo-stream-${index}`, role: 'main' as const, address }
    await host.send('addStream', gatheringId, stream, hostSecret)
    await host.send('setLink', gatheringId, { meetingId, status: 'ready' }, hostSecret)
    await pause(1500)
    await host.send('setLink', gatheringId, { meetingId, status: 'on-air' }, hostSecret)
  }
  let seenFence = snapshot.stage.fence
  const turns =
    programme.length > 0 ? programme : cities.map(({ meetingId }) => ({ meetingId, segmentId: null }))
  for (let turn = 0; !isOver(); turn += 1) {
    const { meetingId = null, segmentId = null } = turns[turn % turns.length] ?? {}
    // Refused while a person has the director's role: then they direct.
    const answer = await organizer.send('handStage', gatheringId, { meetingId, segmentId, seenFence })
    if (answer.ok) seenFence += 1
    else if (answer.reason === 'stage-moved-meanwhile') seenFence = await readFence(organizer, gatheringId)
    await pause(stageHoldsMs)
  }
}

/** A person at the organizer's page may have handed the stage over in between. */
async function readFence(organizer: DemoClient, gathering: string): Promise<number> {
  const joined = await organizer.socket.emitWithAck('join', { gathering, as: 'organizer' })
  return joined.ok && 'snapshot' in joined ? joined.snapshot.stage.fence : 0
}
