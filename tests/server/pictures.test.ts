import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { describePoster } from '#server/pictures/describe-picture.ts'
import { wordsIn } from '#server/words/words.ts'
import { exposurePresets } from '#shared/domain/exposure.ts'
import type { Snapshot } from '#shared/protocol/views.ts'
import { startTestApp, type TestApp, testInstant } from '../support/test-app.ts'
import { cityIds, invited, makeGathering, makeTestId, type TestGathering } from '../support/test-gathering.ts'

let app: TestApp
let gathering: TestGathering
let open: string

beforeAll(async () => {
  app = await startTestApp()
  gathering = await makeGathering(app)
  open = (await gathering.addCity(cityIds.berlin)).meetingId
}, 60_000)
afterAll(() => app.close())

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${app.url()}${path}`, { headers })

/** Width and height of a PNG (https://www.w3.org/TR/png-3/#11IHDR). */
async function sizeOf(response: Response) {
  const bytes = Buffer.from(await response.arrayBuffer())
  expect(bytes.subarray(1, 4).toString()).toBe('PNG')
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
}

describe('a picture', () => {
  test.each([
    ['/picture.png', 1200, 630],
    ['/g/SLUG/picture.png?lang=ar', 1200, 630],
    ['/g/SLUG/world.png', 1200, 540],
    ['/g/SLUG/CITY/picture.png?lang=en', 1200, 630],
    ['/g/SLUG/CITY/poster.png?format=story&lang=ar', 1080, 1920],
    ['/g/SLUG/CITY/poster.png?format=a4&lang=en', 2480, 3508],
  ])(
    '%s is a PNG of its size, and known again by its tag',
    async (template, width, height) => {
      const path = template.replace('SLUG', gathering.slug).replace('CITY', open)
      const response = await get(path)
      expect(response.headers.get('content-type')).toBe('image/png')
      const tag = response.headers.get('etag') ?? ''
      expect(await sizeOf(response)).toEqual({ width, height })
      expect((await get(path, { 'if-none-match': tag })).status).toBe(304)
      expect(app.trouble).toEqual([])
    },
    60_000,
  )

  test('stays the same when people reply, and is another when the plan is', async () => {
    const tagOf = async () => (await get(`/g/${gathering.slug}/picture.png`)).headers.get('etag')
    const before = await tagOf()
    await gathering.order('editGathering', { texts: { en: { statement: 'Other words.' } } })
    expect(await tagOf()).toBe(before)
    await gathering.order('editGathering', { startsAt: testInstant + 3_600_000 })
    const after = await tagOf()
    expect(after).not.toBe(before)
    await gathering.addCity(cityIds.idlib, { exposure: invited })
    expect(await tagOf()).toBe(after)
  }, 60_000)

  test('there is none of what strangers do not see', async () => {
    const { meetingId } = await gathering.addCity(cityIds.aleppo, { exposure: invited })
    const draft = await makeGathering(app, { published: false })
    for (const path of [
      `/g/${gathering.slug}/${meetingId}/picture.png`,
      `/g/${gathering.slug}/${meetingId}/poster.png`,
      `/g/${gathering.slug}/${makeTestId()}/poster.png`,
      `/g/${draft.slug}/picture.png`,
      `/g/${draft.slug}/world.png`,
      '/g/nothing-here/picture.png',
    ]) {
      expect({ path, status: (await get(path)).status }).toEqual({ path, status: 404 })
    }
  })

  test('a poster says venue and street only where strangers may read them', async () => {
    const place = { venue: 'Venue', address: 'Street' }
    const closed = await gathering.addCity(cityIds.toronto, { ...place, exposure: exposurePresets.vetted })
    const shown = await gathering.addCity(cityIds.gaziantep, place)
    const snapshot: Snapshot = await (await get(`/api/gatherings/${gathering.slug}`)).json()
    const addressOf = (meetingId: string) => {
      const meeting = snapshot.meetings.find((view) => view.meetingId === meetingId)
      if (meeting === undefined) throw new Error('not shown')
      const as = { format: 'a4', origin: 'https://multaqa.example' } as const
      return describePoster(snapshot, meeting, wordsIn('en'), as).address.map(({ text }) => text)
    }
    expect(addressOf(closed.meetingId)).toEqual([])
    expect(addressOf(shown.meetingId)).toEqual(['Venue', 'Street'])
  })

  test('words of any length and script are drawn', async () => {
    const titles = ['', 'x'.repeat(140), 'كلمة '.repeat(28).trim(), '東京 Ελλάδα Şırnak 👩‍👩‍👧', '<&>"']
    for (const title of titles) {
      const other = await makeGathering(app, title === '' ? {} : { title })
      if (title === '') await other.order('editGathering', { texts: { en: { slogan: '' } }, startsAt: null })
      const { meetingId } = await other.addCity(cityIds.gaziantep)
      for (const path of ['picture.png', `${meetingId}/picture.png`]) {
        expect(await sizeOf(await get(`/g/${other.slug}/${path}?lang=ar`))).toEqual({
          width: 1200,
          height: 630,
        })
      }
    }
    expect(app.trouble).toEqual([])
  }, 60_000)
})
