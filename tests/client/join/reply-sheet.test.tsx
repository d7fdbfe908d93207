// The reply sheet on a page: a reply can only go to the city that its button names.
import { afterEach, expect, test, vi } from 'vitest'
import { cityOptions } from '#client/app/city-options.ts'
import { ReplySheet } from '#client/features/attendance/reply-sheet.tsx'
import { listCities } from '#client/features/gathering/cities.ts'
import { I18nProvider } from '#client/i18n/use-i18n.tsx'
import { SyncProvider } from '#client/sync/use-sync.ts'
import { type Exposure, exposurePresets } from '#shared/domain/exposure.ts'
import type { Snapshot } from '#shared/protocol/views.ts'
import { buttonNamed, drawn, one, press, tap, type } from '../press.tsx'
import { countsOf, deadSync, places, snapshot, speak } from './sample.ts'

const i18n = speak('en')
let close: () => void = () => undefined
afterEach(() => close())

function open(of: Snapshot = snapshot, isGuessedAtFirst = true) {
  const sent: unknown[] = []
  const dispatch = vi.fn(async (_name: string, _gathering: string, payload: unknown) => {
    sent.push(payload)
    return { ok: true, version: 1, outcome: {} }
  })
  const sync = { ...deadSync(), dispatch } as unknown as ReturnType<typeof deadSync>
  const optionsOf = (shown: Snapshot) =>
    cityOptions(listCities(shown, 'en', places.berlin), i18n, shown.gathering)
  const sheet = (shown: Snapshot, isGuessed: boolean) => (
    <I18nProvider value={i18n}>
      <SyncProvider value={sync}>
        <ReplySheet
          open
          onClose={() => undefined}
          gatheringId="gathering"
          cities={optionsOf(shown)}
          isGuessed={isGuessed}
          others={optionsOf(shown)}
          hrefOf={(meetingId) => `/g/january/${meetingId}`}
          proposeHref="/g/january/propose"
          onPlaced={() => undefined}
        />
      </SyncProvider>
    </I18nProvider>
  )
  const page = drawn(sheet(of, isGuessedAtFirst))
  close = page.close
  return { sent, draw: (shown: Snapshot) => page.draw(sheet(shown, true)) }
}

const search = () => one<HTMLInputElement>('input[name=city]')
const submit = () => one<HTMLButtonElement>('form button[type=submit]')

test('Enter in the search takes the first city found and sends nothing; the button then names that city', async () => {
  const { sent } = open()
  expect(submit().textContent).toContain('Berlin')
  await tap(buttonNamed(i18n.t('reply.other-city')))
  type(search(), 'malm')
  await press('Enter')
  expect(sent).toEqual([])
  expect(submit().textContent).toContain('Malmö')
  await tap(submit())
  expect(sent).toEqual([expect.objectContaining({ meetingId: 'meeting-3' })])
})

test('until it is known where the reader is no city is chosen, and then only if they have not begun to look for one', async () => {
  const waiting = open(snapshot, false)
  expect(submit().textContent).toBe(i18n.t('reply.choose-city'))
  await tap(submit())
  expect(waiting.sent).toEqual([])
  await waiting.draw(snapshot)
  expect(submit().textContent).toContain('Berlin')
  close()
  const looking = open(snapshot, false)
  type(search(), 'malm')
  await looking.draw(snapshot)
  expect(submit().textContent).toBe(i18n.t('reply.choose-city'))
  expect(search().value).toBe('malm')
  await press('Enter')
  expect(submit().textContent).toContain('Malmö')
})

test('while the list is open the button sends nothing and names no city', async () => {
  const { sent } = open()
  await tap(buttonNamed(i18n.t('reply.other-city')))
  type(search(), 'Sydney')
  expect(submit().textContent).toBe(i18n.t('reply.choose-city'))
  await tap(submit())
  expect(sent).toEqual([])
})

test('Enter that finds nothing, or that looked for nothing, chooses no other city', async () => {
  const { sent } = open()
  await tap(buttonNamed(i18n.t('reply.other-city')))
  type(search(), 'Nowhere')
  await press('Enter')
  expect(submit().textContent).toBe(i18n.t('reply.choose-city'))
  type(search(), '')
  await press('Enter')
  expect(submit().textContent).toContain('Berlin')
  expect(sent).toEqual([])
})

test('a city whose whole name was typed comes before nearer ones of longer names', async () => {
  const tripoli = { ...places.sydney, names: { en: 'Malm', ar: 'مالم' } }
  const meetings = snapshot.meetings.map((meeting) =>
    meeting.meetingId === 'meeting-4' ? { ...meeting, place: tripoli } : meeting,
  )
  open({ ...snapshot, meetings })
  await tap(buttonNamed(i18n.t('reply.other-city')))
  type(search(), 'malm')
  await press('Enter')
  expect(submit().textContent).toMatch(/Malm$/)
})

test('a city that goes while the sheet is open gives its place to no other', async () => {
  const { sent, draw } = open()
  const without = snapshot.meetings.filter(({ meetingId }) => meetingId !== 'meeting-2')
  draw({ ...snapshot, meetings: without })
  expect(submit().textContent).toBe(i18n.t('reply.choose-city'))
  await tap(submit())
  expect(sent).toEqual([])
})

/** Berlin with these counts; the other cities have no capacity. */
function withBerlin(
  change: Parameters<typeof countsOf>[1],
  exposure: Exposure = exposurePresets.open,
): Snapshot {
  const meetings = snapshot.meetings.map((meeting) =>
    meeting.meetingId === 'meeting-2' ? { ...meeting, capacity: 40, exposure } : meeting,
  )
  const counts = meetings.map(({ meetingId }) =>
    countsOf(meetingId, meetingId === 'meeting-2' ? change : { left: null }),
  )
  return { ...snapshot, meetings, counts }
}

async function choosePeople(count: number): Promise<void> {
  for (let more = 1; more < count; more += 1) await tap(one(`[aria-label="${i18n.t('common.one-more')}"]`))
}

const comeAs = (count: number) => i18n.t('reply.come-as', { count, shown: i18n.number(count) })

test('a party that does not fit is offered the seats that are left, or to wait as it is', async () => {
  const { sent } = open(withBerlin({ left: 5 }))
  await choosePeople(5)
  expect(() => buttonNamed(comeAs(5))).toThrow()
  await choosePeople(6)
  expect(document.body.textContent).toContain('5 seats are left in Berlin.')
  expect(submit().textContent).toContain('Join the waiting list in Berlin as 10')
  await tap(buttonNamed(comeAs(5)))
  expect(sent).toEqual([expect.objectContaining({ meetingId: 'meeting-2', partySize: 5 })])
})

test('a full city’s button joins its waiting list, and the nearest cities with seats are offered', async () => {
  open(withBerlin({ left: 0, full: true }))
  expect(submit().textContent).toContain('Join the waiting list in Berlin')
  const offered = [...document.querySelectorAll('ul li')].map(({ textContent }) => textContent)
  expect(offered).toEqual(['Malmö', 'Damascus', 'Sydney'])
  await tap(buttonNamed('Malmö'))
  expect(submit().textContent).toContain('Malmö')
  expect(submit().textContent).not.toContain('waiting')
})

test.each([
  ['closed', { left: null, waiting: null, rounded: true }, exposurePresets.approximate],
  ['with people who wait', { left: 3, waiting: 4, full: true }, exposurePresets.open],
])('nothing is said of how many seats are left in a city %s', async (_, counts, exposure) => {
  open(withBerlin(counts, exposure))
  await choosePeople(10)
  expect(document.body.textContent).not.toMatch(/seats? (is|are) left/)
  expect(() => buttonNamed('Only 3 of us')).toThrow()
})
