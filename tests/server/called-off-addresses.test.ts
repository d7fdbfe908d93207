// While a gathering is cancelled or postponed, only the crew is sent addresses: no ticket, page, update, calendar or export has one.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { exposurePresets } from '#shared/domain/exposure.ts'
import { eventually, type Person, snapshotOf } from '../support/person.ts'
import { startTestApp, type TestApp, testInstant } from '../support/test-app.ts'
import {
  accepted,
  cityIds,
  makeGathering,
  makeSecret,
  type TestCity,
  type TestGathering,
} from '../support/test-gathering.ts'

const venue = 'The Quiet Hall'
const street = '17 Hidden Street'

let app: TestApp
let gathering: TestGathering
let holder: Person
let open: TestCity
let closed: TestCity
let tickets: { readonly open: string; readonly closed: string }

beforeAll(async () => {
  app = await startTestApp()
})
beforeEach(async () => {
  gathering = await makeGathering(app)
  const plan = { venue, address: street }
  open = await gathering.addCity(cityIds.berlin, { ...plan, exposure: exposurePresets.open })
  const exposure = { ...exposurePresets.open, address: 'replied' as const }
  closed = await gathering.addCity(cityIds.toronto, { ...plan, exposure })
  holder = await app.connect()
  tickets = { open: await replyTo(open), closed: await replyTo(closed) }
})
afterAll(async () => {
  await app.close()
  expect(app.trouble).toEqual([])
})

async function replyTo({ meetingId }: TestCity): Promise<string> {
  const credential = makeSecret('r')
  accepted(
    await holder.ask('replyToMeeting', gathering.gatheringId, { meetingId, partySize: 1 }, { credential }),
  )
  return credential
}

async function ticketOf(credential: string) {
  const held = await holder.hold(credential)
  if (!held.ok) throw new Error(held.reason)
  return held.ticket
}

/** The last address sent to a follower of each reply; `untold` if none was sent. */
const toldAddresses = () =>
  [open, closed].map(({ meetingId }) => {
    const told = holder.told.flatMap(({ event, value }) =>
      event === 'ticket' ? [value as Awaited<ReturnType<typeof ticketOf>>] : [],
    )
    const last = told.findLast((ticket) => ticket.meetingId === meetingId)
    return last === undefined ? 'untold' : (last.meeting.address?.address ?? null)
  })

const toldSoon = (addresses: readonly (string | null)[]) =>
  eventually(() => expect(toldAddresses()).toEqual(addresses), 3000)

const offs = {
  cancelled: () => gathering.order('cancelGathering', {}),
  postponed: () => gathering.order('postponeGathering', {}),
}

test.each(['cancelled', 'postponed'] as const)(
  'T3: the ticket of a %s gathering is sent again without the address, and with it once it is planned again',
  async (off) => {
    for (const credential of [tickets.open, tickets.closed]) {
      expect((await ticketOf(credential)).meeting.address?.address).toBe(street)
    }
    await offs[off]()
    await toldSoon([null, null])
    for (const credential of [tickets.open, tickets.closed]) {
      expect((await ticketOf(credential)).meeting.address).toBeNull()
    }
    if (off === 'cancelled') await gathering.order('reinstateGathering', {})
    else await gathering.order('editGathering', { startsAt: testInstant + 3_600_000 })
    await toldSoon([street, street])
  },
)

test('T3: a reply in a withdrawn city is sent no address, also where everybody read it', async () => {
  await ticketOf(tickets.open)
  await gathering.order('withdrawMeeting', { meetingId: open.meetingId })
  await toldSoon([null, 'untold'])
  expect((await ticketOf(tickets.open)).meeting.address).toBeNull()
})

test.each(['cancelled', 'postponed'] as const)(
  'P15: no output for strangers names the address of a %s gathering, and readers are told live and by catching up',
  async (off) => {
    const reader = await app.connect()
    const { epoch, version } = snapshotOf(await reader.join({ gathering: gathering.slug, as: 'public' }))
    const addressOf = (meetings: readonly { meetingId: string; address: unknown }[] = []) =>
      meetings.find(({ meetingId }) => meetingId === open.meetingId)?.address
    const { slug } = gathering
    const feed = (await ticketOf(tickets.closed)).feed
    const paths = [
      `/g/${slug}`,
      `/g/${slug}/${open.meetingId}`,
      `/g/${slug}.ics`,
      `/g/${slug}/${open.meetingId}.ics`,
      `/g/${slug}/export.json`,
      `/api/gatherings/${slug}`,
      `/embed/g/${slug}`,
      `/feed/${feed}.ics`,
    ]
    await offs[off]()
    await eventually(() => {
      const told = reader.updates().flatMap(({ meetings }) => (meetings === undefined ? [] : [meetings]))
      expect(addressOf(told.at(-1))).toBeNull()
    }, 3000)
    const known = { epoch, version }
    const back = await (await app.connect()).join({ gathering: slug, as: 'public', known })
    expect(back.ok && 'update' in back ? addressOf(back.update.meetings) : back).toBeNull()
    for (const path of paths) {
      const text = await (await fetch(app.url() + path)).text()
      expect([path, text.includes(street) || text.includes(venue)]).toEqual([path, false])
    }
    const host = await app.connect()
    const own = snapshotOf(await host.join({ gathering: slug, as: 'host', credential: open.hostSecret }))
    expect(addressOf(own.meetings)).toEqual({ venue, address: street })
    const organizers = snapshotOf(await gathering.organizer.join({ gathering: slug, as: 'organizer' }))
    expect(addressOf(organizers.meetings)).toEqual({ venue, address: street })
  },
)
