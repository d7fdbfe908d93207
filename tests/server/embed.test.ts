import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp, testInstant } from '../support/test-app.ts'
import { cityIds, invited, makeGathering, type TestGathering } from '../support/test-gathering.ts'

let app: TestApp
let gathering: TestGathering
const nasty = '"><script>alert(1)</script>'

beforeAll(async () => {
  app = await startTestApp()
  gathering = await makeGathering(app, { title: nasty })
  await gathering.addCity(cityIds.berlin)
  await gathering.addCity(cityIds.idlib, { exposure: invited })
}, 60_000)
afterAll(() => app.close())

const get = (path: string) => fetch(`${app.url()}${path}`)
const oembed = (address: string, more = '') => get(`/oembed?url=${encodeURIComponent(address)}${more}`)

describe('the frame for other sites', () => {
  test('says all without script, and may be framed; no other page may', async () => {
    const response = await get(`/embed/g/${gathering.slug}?lang=en`)
    const policy = response.headers.get('content-security-policy') ?? ''
    expect(policy).toContain('frame-ancestors *')
    expect(policy).not.toContain('unsafe')
    const html = await response.text()
    expect(html).toContain('18:00 in Gaziantep')
    expect(html).toContain('In 1 city')
    expect(html).toMatch(/<img src="\/g\/[^"]+\/world\.png\?v=/)
    expect(html).toContain(`data-from="${testInstant}"`)
    // The frame's script synchronizes its countdown with this.
    expect(response.headers.get('server-timing')).toBe(`clock;desc="${app.clock.now()}"`)
    expect(html).not.toContain('Idlib')
    expect(html.match(/<script/g)).toHaveLength(1)
    expect(html).toContain('dir="ltr"')
    expect(await (await get(`/embed/g/${gathering.slug}?lang=ar`)).text()).toContain(
      '<html lang="ar" dir="rtl">',
    )
    for (const path of ['/', `/g/${gathering.slug}`, '/feed.atom', '/embed/g/nothing-here'])
      expect((await get(path)).headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
  })

  test('its files are there, and small', async () => {
    const html = await (await get(`/embed/g/${gathering.slug}`)).text()
    const files = [...html.matchAll(/(?:href|src)="(\/embed\/[^"]+)"/g)].map(([, file]) => file ?? '')
    expect(files).toHaveLength(2)
    for (const file of files) {
      const response = await get(file)
      expect(response.status).toBe(200)
      expect((await response.text()).length).toBeLessThan(6000)
    }
  })

  test('there is none of a draft', async () => {
    const draft = await makeGathering(app, { published: false })
    expect((await get(`/embed/g/${draft.slug}`)).status).toBe(404)
    expect((await oembed(`${app.url()}/g/${draft.slug}`)).status).toBe(404)
  })
})

describe('oEmbed', () => {
  test('finds the frame of a page, as large as there is room', async () => {
    const found = await (
      await oembed(`${app.url()}/g/${gathering.slug}?lang=en`, '&maxwidth=400&lang=en')
    ).json()
    expect(found).toMatchObject({ version: '1.0', type: 'rich', width: 400, height: 480, title: nasty })
    expect(found.html).toContain(`src="${app.url()}/embed/g/${gathering.slug}?lang=en" width="400"`)
    expect(found.html).not.toContain('<script')
    expect((await get(new URL(found.thumbnail_url).pathname)).status).toBe(200)
  }, 60_000)

  test.each([
    ['maxwidth=100', 100, 480],
    ['maxwidth=1&maxheight=1', 1, 1],
    ['maxheight=120', 600, 120],
    ['maxwidth=320.7&maxheight=99999', 320, 480],
    ['maxwidth=0&maxheight=-5', 600, 480],
    ['maxwidth=abc&maxheight=', 600, 480],
    ['maxwidth=1e2', 600, 480],
  ])('keeps to %s, the picture too', async (limits, width, height) => {
    const found = await (await oembed(`${app.url()}/g/${gathering.slug}`, `&${limits}`)).json()
    expect(found).toMatchObject({ width, height })
    expect(found.html).toContain(`width="${width}" height="${height}"`)
    const asked = new URLSearchParams(limits)
    for (const [name, size] of [
      ['maxwidth', found.thumbnail_width],
      ['maxheight', found.thumbnail_height],
    ]) {
      const most = Number.parseFloat(asked.get(name) ?? '')
      if (most >= 1 && !/e/.test(asked.get(name) ?? '')) expect(size).toBeLessThanOrEqual(most)
    }
  })

  test('knows only pages of this installation, and only JSON', async () => {
    for (const address of [
      `https://elsewhere.example/g/${gathering.slug}`,
      `${app.url()}/about`,
      `${app.url()}/g/nothing-here`,
      'nonsense',
      '',
    ]) {
      expect({ address, status: (await oembed(address)).status }).toEqual({ address, status: 404 })
    }
    expect((await oembed(`${app.url()}/g/${gathering.slug}`, '&format=xml')).status).toBe(501)
    expect((await get('/oembed')).status).toBe(404)
  })
})
