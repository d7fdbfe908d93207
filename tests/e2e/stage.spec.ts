// A host's stream settings in a real browser, with real HLS: pasted, recognized, tested, on air, on stage.
import { expect, type Page } from '@playwright/test'
import { type HlsOrigin, startHlsOrigin } from '../support/hls-origin.ts'
import { type RunningServer, startServer } from '../support/start-server.ts'
import { test } from './people.ts'

let server: RunningServer
let origin: HlsOrigin
const gatheringId = 'gathering-of-stage'
const meetingId = 'meeting-in-berlin'
const hostSecret = 'h_0123456789abcdefghijklmnop'
let slug = ''

test.beforeAll(async ({ playwright }) => {
  server = await startServer({ EXAMPLE: 'off' })
  origin = await startHlsOrigin({ cities: [{ name: 'Berlin', color: 'red' }] })
  const organizer = await playwright.request.newContext({
    baseURL: server.url,
    extraHTTPHeaders: { Origin: server.url },
  })
  await organizer.post('/api/claim', { data: { token: server.claimUrl().split('#')[1] } })
  let count = 0
  async function ask(name: string, payload: unknown): Promise<{ outcome: { slug?: string } }> {
    count += 1
    const data = { commandId: `command-${count}`, gatheringId, name, payload }
    const answer = await (await organizer.post('/api/commands', { data })).json()
    expect(answer, name).toMatchObject({ ok: true })
    return answer
  }
  async function placeIdOf(city: string): Promise<string> {
    const found = await (await organizer.get(`/api/places?q=${city}&language=en`)).json()
    return found.places[0].placeId
  }
  await ask('createGathering', { language: 'en' })
  await ask('editGathering', {
    startsAt: Date.now() + 30 * 60_000,
    leadPlaceId: await placeIdOf('Damascus'),
    texts: { en: { title: 'A shared hour' } },
  })
  slug = (await ask('publishGathering', {})).outcome.slug ?? ''
  await ask('addMeeting', {
    meetingId,
    placeId: await placeIdOf('Berlin'),
    hostSecret,
    plan: {
      hostAlias: 'Maya',
      venue: 'Hall',
      address: '',
      note: '',
      capacity: null,
      languages: ['en'],
      doorsMinutesBefore: 30,
      exposure: { existence: 'public', counts: 'exact', address: 'public' },
    },
  })
  await organizer.dispose()
})
test.afterAll(async () => {
  await origin?.stop()
  await server?.stop()
})

/** The playback time, and the colour of the picture's centre. */
function picture(
  page: Page,
): Promise<{ readonly time: number; readonly red: number; readonly blue: number }> {
  return page.evaluate(() => {
    const video = document.querySelector('video')
    const drawn = Object.assign(document.createElement('canvas'), { width: 16, height: 9 }).getContext('2d')
    if (video === null || drawn === null || video.videoWidth === 0) return { time: 0, red: 0, blue: 0 }
    drawn.drawImage(video, 0, 0, 16, 9)
    const [red = 0, , blue = 0] = drawn.getImageData(8, 5, 1, 1).data
    return { time: video.currentTime, red, blue }
  })
}

test('a host pastes an address that cannot be used, and is told at the field', async ({ page }) => {
  await page.goto(`${server.url}/g/${slug}/host?lang=en&part=stream#${hostSecret}`)
  const field = page.getByRole('textbox', { name: 'Address' })
  await field.fill('javascript:alert(1)')
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(field).toHaveAttribute('aria-invalid', 'true')
  await expect(field).toHaveValue('javascript:alert(1)')
})

test('a stream is understood as it is pasted, loads nothing until it is tried, and then really plays', async ({
  page,
}) => {
  const refused: string[] = []
  page.on('console', (message) => message.type() === 'error' && refused.push(message.text()))
  await page.goto(`${server.url}/g/${slug}/host?lang=en&part=stream#${hostSecret}`)
  const before = origin.requests()
  await page.getByRole('textbox', { name: 'Address' }).fill(origin.urlOf('Berlin'))
  await expect(page.getByText('Understood as: HLS stream from 127.0.0.1')).toBeVisible()
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Preview: Main stream' })).toBeVisible()
  expect(origin.requests()).toBe(before)

  await page.getByRole('button', { name: 'Preview: Main stream' }).click()
  await expect.poll(async () => (await picture(page)).red, { timeout: 15_000 }).toBeGreaterThan(150)
  const { time, blue } = await picture(page)
  expect(blue).toBeLessThan(80)
  await expect.poll(async () => (await picture(page)).time).toBeGreaterThan(time + 1)
  expect(refused).toEqual([])
})

test('a stream that is taken out can be put back', async ({ page }) => {
  await page.goto(`${server.url}/g/${slug}/host?lang=en&part=stream#${hostSecret}`)
  await page.getByRole('button', { name: 'Remove: Main stream' }).click()
  await expect(page.getByText('No streams yet')).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByRole('button', { name: 'Preview: Main stream' })).toBeVisible()
})
