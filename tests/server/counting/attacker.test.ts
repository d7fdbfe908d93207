// An attacker with everything that strangers and hosts of other cities can measure guesses replies of closed cities as well as a coin does.
// Two tests: one-sided binomial on guesses in windows that were not learned from, and a permutation test on counts, both at 0.1 %.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Answer } from '#shared/protocol/answers.ts'
import { heardAll } from '../../support/heard-all.ts'
import { eventually, type Person, pause, snapshotOf } from '../../support/person.ts'
import { createRandom } from '../../support/random.ts'
import { startTestApp, type TestApp } from '../../support/test-app.ts'
import { accepted, makeSecret, type TestCity } from '../../support/test-gathering.ts'
import { attack, chanceOf, chanceOfCounting, type Window } from './attacker.ts'
import { type CountingScene, closedKinds, invitationTo, makeCountingScene, replyIn } from './scene.ts'

/** The soak looks longer. */
const windowsOfOne = Number(process.env['ATTACK_WINDOWS'] ?? 40)
/**
 * On PostgreSQL the time of a page tells of a reply a moment before (docs/threat-model.md). The soak measures times there too; here they are
 * left out, and everything else must tell nothing.
 */
const hasTimes = process.env['TEST_DATABASE_URL'] === undefined || process.env['ATTACK_WINDOWS'] !== undefined
const significance = 0.001
const random = createRandom(2011)

let app: TestApp
let scene: CountingScene
let crowd: Person
beforeAll(async () => {
  app = await startTestApp()
  scene = await makeCountingScene(app)
  crowd = await app.connect()
})
afterAll(async () => {
  await app.close()
  expect(app.trouble).toEqual([])
})

/** Measures from window to window; in about half of them somebody replies in `secret`, up to three times. */
async function watch(secret: TestCity, windows: number): Promise<readonly Window[]> {
  const { gathering, open, closed } = scene
  const { slug, gatheringId } = gathering
  const stranger = { gathering: slug, as: 'public' } as const
  const [prompt, sparing, polling, own] = [
    await app.connect(),
    await app.connect(),
    await app.connect(),
    await app.connect(),
  ]
  const hosts = [open, ...Object.values(closed)].filter((city) => city !== secret)
  const hosting: Person[] = []
  for (const { hostSecret } of hosts) {
    const host = await app.connect()
    snapshotOf(await host.join({ gathering: slug, as: 'host', credential: hostSecret }))
    hosting.push(host)
  }
  snapshotOf(await prompt.join(stranger))
  snapshotOf(await sparing.join({ ...stranger, pace: 'sparing' }))
  const probed = await replyIn(scene, own, open)
  const insider = await replyIn(scene, own, secret)
  await own.hold(insider)
  const listening = [prompt, sparing, own, ...hosting]
  const found: Window[] = []
  let version = snapshotOf(await polling.join(stranger)).version
  let partySize = 1
  for (let at = 0; at < windows; at += 1) {
    for (const person of listening) person.told.length = 0
    const replies = random.below(2) === 0 ? 0 : 1 + random.below(3)
    for (let made = 0; made < replies; made += 1) await replyIn(scene, crowd, secret)
    // The attacker looks again and again, not in step with replies: within milliseconds of one, any server is seen to be busy.
    await pause(10 + random.below(50))
    const measured: Record<string, number> = {}
    const timed = async <Value>(name: string, act: () => Promise<Value>): Promise<Value> => {
      const startedAt = performance.now()
      const value = await act()
      if (hasTimes) measured[`ms of ${name}`] = performance.now() - startedAt
      return value
    }
    for (const path of [`/g/${slug}`, `/api/gatherings/${slug}`, '/api/calendar']) {
      const response = await timed(path, () => fetch(`${app.url()}${path}`))
      measured[`bytes of ${path}`] = (await response.text()).length
      measured[`tag of ${path}`] = hashOf(response.headers.get('etag') ?? '')
    }
    const joined = await timed('joining', () => polling.join(stranger))
    measured['bytes of joining'] = JSON.stringify(joined).length
    partySize = partySize === 2 ? 3 : 2
    const told = prompt.updates().length
    const answer = await timed('a command of one’s own', () =>
      own.ask('resizeReply', gatheringId, { partySize }, { credential: probed }),
    )
    accepted(answer)
    await timed('the update of it', () =>
      eventually(() => expect(prompt.updates().length).toBeGreaterThan(told), 5000),
    )
    // One connection may ask only so much: each round of probes has its own.
    const prober = await app.connect()
    Object.assign(measured, await probe(prober, secret, timed))
    prober.socket.close()
    await heardAll(...listening)
    const now = snapshotOf(joined).version
    measured['versions in between'] = now - version
    version = now
    for (const [place, person] of listening.entries()) {
      measured[`messages to ${place}`] = person.told.filter(({ event }) => event !== 'crew').length
    }
    measured['bytes to a stranger'] = JSON.stringify(prompt.updates()).length
    found.push({ measured, replies })
  }
  for (const person of [...listening, polling]) person.socket.close()
  return found
}

type Timed = <Value>(name: string, act: () => Promise<Value>) => Promise<Value>

/**
 * What the attacker measures with replies of their own: a party of another size is placed in the watched city and erased again, one is
 * placed in a third city, and one that stays asks for what its state lets it.
 */
async function probe(prober: Person, watched: TestCity, timed: Timed): Promise<Record<string, number>> {
  const { gatheringId } = scene.gathering
  const invitation = await invitationTo(scene, watched)
  const place = (meetingId: string, partySize: number) => {
    const credential = makeSecret('r')
    const payload = { meetingId, partySize, invitation }
    return { credential, answer: prober.ask('replyToMeeting', gatheringId, payload, { credential }) }
  }
  const said = (answer: Answer) => hashOf(answer.ok ? (answer.outcome.exactState ?? '') : answer.reason)
  const sized = place(watched.meetingId, 1 + random.below(3))
  const placed = await timed('a probe', () => sized.answer)
  const grown = await prober.ask(
    'resizeReply',
    gatheringId,
    { partySize: 9 },
    { credential: sized.credential },
  )
  const erased = await timed('erasing it', () =>
    prober.ask('eraseReply', gatheringId, {}, { credential: sized.credential }),
  )
  const third = place(scene.open.meetingId, 1)
  const elsewhere = await timed('a reply elsewhere', () => third.answer)
  await prober.ask('eraseReply', gatheringId, {}, { credential: third.credential })
  return {
    'answer to a probe': said(placed),
    'answer to its growing': said(grown),
    'answer to erasing it': said(erased),
    'answer elsewhere': said(elsewhere),
    'bytes of the answers': JSON.stringify([placed, grown, erased, elsewhere]).length,
  }
}

const hashOf = (text: string) =>
  [...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9973, 7)

test(
  'U6: the attacker is no fool: of an open city they guess nearly every reply',
  async () => {
    const { right, of } = attack(await watch(scene.open, Math.ceil(windowsOfOne / 2)))
    expect(right / of).toBeGreaterThan(0.9)
  },
  60_000 + windowsOfOne * 1000,
)

test.each(closedKinds)(
  'U6: of a %s city they guess moments and counts no better than from the prior',
  async (kind) => {
    await scene.gathering.order('editMeeting', {
      meetingId: scene.closed[kind].meetingId,
      edit: { admission: 'held-when-odd', capacity: kind === 'hidden' ? 60 : null },
    })
    const windows = await watch(scene.closed[kind], windowsOfOne)
    const { right, of, by } = attack(windows)
    const moments = chanceOf(right, of)
    const counts = chanceOfCounting(windows, random.next)
    expect({ right, of, by, isChance: moments > significance }).toMatchObject({ isChance: true })
    expect({ counts, isChance: counts > significance }).toMatchObject({ isChance: true })
  },
  90_000,
)
