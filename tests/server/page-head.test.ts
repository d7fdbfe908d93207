import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openAssets } from '#server/http/static-assets.ts'
import { exposurePresets } from '#shared/domain/exposure.ts'
import { clientFolder } from '../support/client-folder.ts'
import { startTestApp, type TestApp, testInstant } from '../support/test-app.ts'
import { cityIds, invited, makeGathering, type TestGathering } from '../support/test-gathering.ts'

let app: TestApp
let gathering: TestGathering
let open: string
let closed: string
let hidden: string

beforeAll(async () => {
  app = await startTestApp({ assets: openAssets(clientFolder) })
  gathering = await makeGathering(app)
  open = (await gathering.addCity(cityIds.berlin, { venue: 'Hall', address: '1 Long Street' })).meetingId
  const approximate = {
    exposure: exposurePresets.approximate,
    venue: 'canary-venue',
    address: 'canary-street',
  }
  closed = (await gathering.addCity(cityIds.gaziantep, approximate)).meetingId
  hidden = (await gathering.addCity(cityIds.idlib, { exposure: invited })).meetingId
}, 60_000)
afterAll(() => app.close())

const page = async (path: string) => (await fetch(`${app.url()}${path}`)).text()

type Linked = {
  readonly [key: string]: unknown
  readonly subEvent: readonly Linked[]
  readonly superEvent: Linked
  readonly location: Linked
}

async function linkedOf(path: string): Promise<Linked> {
  const html = await page(path)
  const json = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html)?.[1]
  if (json === undefined) throw new Error('no linked data')
  return JSON.parse(json)
}

describe('what a page says to machines', () => {
  test('a gathering is an event with its cities in it, each at the shared instant on its own clock', async () => {
    const linked = await linkedOf(`/g/${gathering.slug}?lang=en`)
    expect(linked).toMatchObject({
      '@context': 'https://schema.org',
      '@type': 'Event',
      name: 'One hour',
      startDate: '2026-01-20T18:00:00+03:00',
      eventStatus: 'https://schema.org/EventScheduled',
      eventAttendanceMode: 'https://schema.org/OfflineEventAttendanceMode',
    })
    const starts = linked.subEvent.map(({ startDate }) => startDate)
    expect(starts.sort()).toEqual(['2026-01-20T16:00:00+01:00', '2026-01-20T18:00:00+03:00'])
    for (const start of starts) expect(Date.parse(String(start))).toBe(testInstant)
    expect(linked).not.toHaveProperty('organizer')
  })

  test('a city is part of it, and says venue and street only where strangers may read them', async () => {
    const linked = await linkedOf(`/g/${gathering.slug}/${open}?lang=en`)
    expect(linked.superEvent).toMatchObject({ name: 'One hour', url: `${app.url()}/g/${gathering.slug}` })
    expect(linked.location).toMatchObject({
      name: 'Hall',
      address: { streetAddress: '1 Long Street', addressLocality: 'Berlin', addressCountry: 'DE' },
    })
    const other = await linkedOf(`/g/${gathering.slug}/${closed}?lang=en`)
    expect(other.location).toEqual({
      '@type': 'Place',
      name: 'Gaziantep',
      address: { '@type': 'PostalAddress', addressLocality: 'Gaziantep', addressCountry: 'TR' },
    })
  })

  test('of what is closed nothing stands in any page', async () => {
    for (const path of ['', `/${open}`, `/${closed}`, `/${hidden}`]) {
      const html = await page(`/g/${gathering.slug}${path}?lang=en`)
      expect(html.replaceAll(`/g/${gathering.slug}/${hidden}`, '')).not.toMatch(/canary|Idlib|إدلب/)
      expect(html.includes('One hour')).toBe(true)
    }
    // A URL that strangers cannot open has the same head as a missing page.
    expect(await page(`/g/${gathering.slug}/${hidden}`)).toContain('content="noindex"')
    expect(await page(`/g/${gathering.slug}/${hidden}`)).not.toContain('ld+json')
  })

  test('its picture, its feeds, its other languages and its frame can be found', async () => {
    const html = await page(`/g/${gathering.slug}?lang=ar`)
    const links = [...html.matchAll(/<link rel="alternate"[^>]*href="([^"]+)"/g)].map(([, href]) =>
      (href ?? '').replaceAll('&amp;', '&'),
    )
    const base = `${app.url()}/g/${gathering.slug}`
    for (const href of [
      `${base}?lang=ar`,
      `${base}?lang=en`,
      base,
      `${base}/feed.atom?lang=ar`,
      `${base}/feed.json?lang=ar`,
      `${base}.ics?lang=ar`,
      `${base}/gathering.ics?lang=ar`,
    ]) {
      expect(links).toContain(href)
    }
    const picture = /property="og:image" content="([^"]+)"/.exec(html)?.[1] ?? ''
    expect(picture).toMatch(/\/picture\.png\?lang=ar&amp;v=[\w-]{16}$/)
    const ownPicture = /property="og:image" content="([^"]+)"/.exec(
      await page(`/g/${gathering.slug}/${open}`),
    )?.[1]
    expect(ownPicture).toContain(`/${open}/picture.png`)
    expect(await page('/')).toContain('/feed.atom?lang=ar')
  })

  test('each page names the calendar file of what it shows, and only a file that is there', async () => {
    const own = `/g/${gathering.slug}`
    const filesOf = async (path: string) =>
      [...(await page(path)).matchAll(/<link rel="alternate" type="text\/calendar" href="([^"]+)">/g)].map(
        ([, href]) => (href ?? '').replace(app.url(), ''),
      )
    expect(await filesOf('/?lang=en')).toEqual(['/calendar.ics?lang=en'])
    expect(await filesOf(`${own}?lang=en`)).toEqual([`${own}.ics?lang=en`, `${own}/gathering.ics?lang=en`])
    expect(await filesOf(`${own}/${open}?lang=ar`)).toEqual([`${own}/${open}.ics?lang=ar`])
    expect(await filesOf(`${own}/programme?lang=en`)).toEqual([`${own}/programme.ics?lang=en`])
    for (const path of [`${own}/${hidden}`, `${own}/host`, `${own}/come`, '/nothing', '/g/nothing'])
      expect(await filesOf(path)).toEqual([])
    for (const path of ['/', own, `${own}/${closed}`, `${own}/programme`]) {
      for (const file of await filesOf(path)) {
        const response = await fetch(`${app.url()}${file}`)
        expect(response.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
      }
    }
  })

  test('moved, postponed and cancelled it says so, with the date from before', async () => {
    const other = await makeGathering(app)
    await other.addCity(cityIds.berlin)
    await other.order('editGathering', { startsAt: testInstant + 86_400_000 })
    const path = `/g/${other.slug}?lang=en`
    expect(await linkedOf(path)).toMatchObject({
      eventStatus: 'https://schema.org/EventRescheduled',
      startDate: '2026-01-21T18:00:00+03:00',
      previousStartDate: '2026-01-20T18:00:00+03:00',
    })
    await other.order('postponeGathering', {})
    expect(await linkedOf(path)).toMatchObject({
      eventStatus: 'https://schema.org/EventPostponed',
      startDate: '2026-01-21T18:00:00+03:00',
    })
    await other.order('cancelGathering', {})
    expect(await linkedOf(path)).toMatchObject({ eventStatus: 'https://schema.org/EventCancelled' })
  })

  test('at the same local hour the date from before is the city’s own too, moved and postponed', async () => {
    const other = await makeGathering(app)
    const { meetingId } = await other.addCity(cityIds.berlin)
    await other.order('editGathering', { clockRule: 'same-local-hour' })
    await other.order('editGathering', { startsAt: testInstant + 86_400_000 })
    const path = `/g/${other.slug}/${meetingId}?lang=en`
    expect(await linkedOf(path)).toMatchObject({
      startDate: '2026-01-21T18:00:00+01:00',
      previousStartDate: '2026-01-20T18:00:00+01:00',
    })
    await other.order('postponeGathering', {})
    expect(await linkedOf(path)).toMatchObject({
      eventStatus: 'https://schema.org/EventPostponed',
      startDate: '2026-01-21T18:00:00+01:00',
    })
  })

  test('a gathering that can be watched names where, beside its cities', async () => {
    const other = await makeGathering(app)
    const { meetingId } = await other.addCity(cityIds.berlin)
    const address = 'https://www.youtube.com/watch?v=dQw4w9WgXcQ'
    await other.order('addStream', { meetingId, streamId: 'stream-one', role: 'main', address })
    await other.order('setLink', { meetingId, status: 'ready' })
    const { eventAttendanceMode, location } = await linkedOf(`/g/${other.slug}?lang=en`)
    expect(eventAttendanceMode).toBe('https://schema.org/MixedEventAttendanceMode')
    expect(location).toMatchObject([{ '@type': 'Place' }, { '@type': 'VirtualLocation', url: address }])
  })
})

describe('the map for search engines', () => {
  test('names every page that strangers may read, in each language, and no other', async () => {
    const index = await page('/sitemap.xml')
    expect(index).toContain(`<loc>${app.url()}/g/${gathering.slug}/sitemap.xml</loc>`)
    const map = await page(`/g/${gathering.slug}/sitemap.xml`)
    for (const meetingId of [open, closed]) {
      for (const query of ['', '?lang=ar', '?lang=en'])
        expect(map).toContain(`<loc>${app.url()}/g/${gathering.slug}/${meetingId}${query}</loc>`)
    }
    expect(map).not.toContain(hidden)
    expect(map).toContain('hreflang="x-default"')
    const draft = await makeGathering(app, { published: false })
    expect((await fetch(`${app.url()}/g/${draft.slug}/sitemap.xml`)).status).toBe(404)
    expect(await page('/robots.txt')).toContain(`Sitemap: ${app.url()}/sitemap.xml`)
  })
})
