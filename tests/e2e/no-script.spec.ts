// Reading, replying and changing a reply with script switched off; and with script, hydration of the server-rendered page.
import { type Browser, expect, type Page, test } from '@playwright/test'
import { clock } from '#shared/domain/time.ts'
import { type RunningServer, startServer } from '../support/start-server.ts'
import { desk, type Person, person, phone, until } from './people.ts'

let server: RunningServer
let organizer: Person
let cookie = ''
const gathering = { gatheringId: 'no-script-gathering', slug: '' }
const cities = { berlin: 'no-script-meeting-berlin', idlib: 'no-script-meeting-idlib0' }
/** At noon UTC, so that it is the same day in all the cities. */
const startsAt = (Math.ceil(Date.now() / 86_400_000) + 2.5) * 86_400_000

let commands = 0
async function order(name: string, payload: object): Promise<void> {
  commands += 1
  const response = await fetch(`${server.url}/api/commands`, {
    method: 'POST',
    headers: { cookie },
    body: JSON.stringify({
      commandId: `no-script-command-${commands}`,
      gatheringId: gathering.gatheringId,
      name,
      payload,
    }),
  })
  expect(await response.json()).toMatchObject({ ok: true })
}

async function addCity(meetingId: string, placeId: string): Promise<void> {
  await order('addMeeting', {
    meetingId,
    placeId,
    hostSecret: `h_${meetingId.padEnd(32, 'x')}`,
    plan: {
      hostAlias: 'Juniper',
      venue: 'Hall of the oaks',
      address: 'Long street 12',
      note: '',
      capacity: null,
      languages: ['ar'],
      doorsMinutesBefore: 30,
      exposure: { existence: 'public', counts: 'exact', address: 'replied' },
    },
  })
}

test.beforeAll(async ({ browser }) => {
  test.setTimeout(120_000)
  server = await startServer({ EXAMPLE: 'off' })
  const claimed = await fetch(`${server.url}/api/claim`, {
    method: 'POST',
    body: JSON.stringify({ token: new URL(server.claimUrl()).hash.slice(1) }),
  })
  cookie = claimed.headers.get('set-cookie')?.split(';')[0] ?? ''
  await order('createGathering', { language: 'ar' })
  await order('editGathering', {
    startsAt,
    lengthMs: 7_200_000,
    leadPlaceId: '170654',
    languages: ['ar', 'en'],
    texts: {
      ar: { title: 'ملتقى بلا نصوص برمجية', slogan: 'في كل مدينة', statement: 'نلتقي **معًا** حيث نعيش.' },
      en: { title: 'A gathering in plain text', slogan: 'In every city', statement: 'We meet **together**.' },
    },
  })
  await order('publishGathering', {})
  await addCity(cities.berlin, '2950159')
  await addCity(cities.idlib, '169389')
  organizer = await person(browser, server.url, { language: 'en', timeZone: 'Europe/Paris', screen: desk })
  await organizer.page.goto(server.url)
  const opened = await fetch(`${server.url}/`, { headers: { 'accept-language': 'en' } })
  gathering.slug = /href="\/g\/([^"?/]+)"/.exec(await opened.text())?.[1] ?? ''
  expect(gathering.slug).not.toBe('')
})

test.afterAll(async () => {
  await organizer?.context.close()
  await server?.stop()
})

const titles = { ar: 'ملتقى بلا نصوص برمجية', en: 'A gathering in plain text' }
const statements = { ar: 'نلتقي معًا حيث نعيش.', en: 'We meet together.' }
const berlins = { ar: 'برلين', en: 'Berlin' }

function reader(browser: Browser, language: 'ar' | 'en'): Promise<Person> {
  return person(browser, server.url, {
    language,
    timeZone: 'Asia/Kathmandu',
    screen: phone,
    hasScript: false,
  })
}

/** Elements that only a script can complete or remove must not be visible. */
async function expectNoDeadEnds(page: Page): Promise<void> {
  await expect(page.locator('[data-needs-script]:visible')).toHaveCount(0)
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0)
}

for (const language of ['ar', 'en'] as const) {
  test(`without script (${language}) home, gathering, statement and city are read by following links`, async ({
    browser,
  }) => {
    const { page, words, context, troubles, strangers } = await reader(browser, language)
    await page.goto(server.url)
    await expect(page.locator('html')).toHaveAttribute('lang', language)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(words.t('app.tagline'))
    await expectNoDeadEnds(page)
    await page.getByRole('link', { name: titles[language] }).click()

    await expect(page.getByText(titles[language]).first()).toBeVisible()
    await expect(page.getByText(statements[language])).toBeVisible()
    const time = clock(startsAt, 'UTC', words.formatLocale, 'time')
    await expect(page.getByText(words.t('plain.utc', { time })).first()).toBeVisible()
    await expectNoDeadEnds(page)
    for (const meetingId of Object.values(cities)) {
      await expect(page.locator(`a[href$="/${meetingId}"]:visible`).first()).toBeVisible()
    }
    await page.getByRole('link', { name: berlins[language] }).first().click()

    await expect(page.getByRole('heading', { level: 1 })).toHaveText(berlins[language])
    await expect(page.getByText(words.t('plain.utc', { time }))).toBeVisible()
    await expect(page.getByText(words.t('meeting.address-replied'))).toBeVisible()
    expect(await page.content()).not.toContain('Long street')
    await expectNoDeadEnds(page)
    await page.goBack()
    await page.goto(`${server.url}/about`)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(words.t('about.title'))
    await page.getByRole('link', { name: words.t('shell.help'), exact: true }).click()
    await page.getByRole('link', { name: words.t('help.hosts'), exact: true }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(words.t('help.hosts'))
    await expect(page.locator('main').getByText(words.t('host.scan'))).toBeVisible()
    expect({ troubles, strangers }).toEqual({ troubles: [], strangers: [] })
    await context.close()
  })

  test(`without script (${language}) somebody says that they will watch from home, and is thanked`, async ({
    browser,
  }) => {
    const someone = await reader(browser, language)
    const { page, words, context, troubles } = someone
    await page.goto(`${server.url}/g/${gathering.slug}`)
    for (const step of ['gathering', 'form']) {
      await expect(page.getByRole('heading', { name: words.t('watch.title') }), step).toBeVisible()
      await page.getByRole('button', { name: words.t('watch.answer'), exact: true }).click()
    }
    await expect(page.getByText(words.t('watch.thanks'))).toBeVisible()
    await page.getByRole('button', { name: words.t('watch.take-back'), exact: true }).click()
    await expect(page.getByText(words.t('watch.taken-back'))).toBeVisible()
    await expect(page.getByRole('button', { name: words.t('watch.answer'), exact: true })).toBeVisible()
    await expect(page.locator('html')).toHaveAttribute('lang', language)
    await expectNoDeadEnds(page)
    expect(troubles).toEqual([])
    await context.close()
  })

  test(`without script (${language}) two come, become three, and cancel, and the organizer’s screen sees it live`, async ({
    browser,
  }) => {
    const { page, words, context } = await reader(browser, language)
    await organizer.page.goto(`${server.url}/g/${gathering.slug}`)
    const live = (people: number) =>
      organizer.page.getByText(
        organizer.words.t('people.in-cities', {
          people,
          cities: 2,
          shownPeople: organizer.words.number(people),
          shownCities: organizer.words.number(2),
          atLeast: 'no',
        }),
      )
    await expect(organizer.page.getByText(organizer.words.t('live.live'))).toBeAttached()

    await page.goto(`${server.url}/g/${gathering.slug}`)
    await page.getByRole('button', { name: words.t('reply.open') }).click()
    await page.locator('[name=city]').selectOption(cities.idlib)
    await page.locator('[name=people]').selectOption('2')
    await page.getByRole('button', { name: words.t('reply.open') }).click()

    await expect(page.getByText(words.t('ticket.code'), { exact: true })).toBeVisible()
    await expect(page.getByText('Long street 12')).toBeVisible()
    await until(live(2))
    const own = page.url()
    expect(own).toMatch(/\/reply\/r_[\w-]{43}/)
    await expect(page.locator(`a[href="${own.replace(/\?.*/, '')}"]`).first()).toBeVisible()
    await expectNoDeadEnds(page)

    await page.locator('[name=people]').selectOption('3')
    await page.getByRole('button', { name: words.t('plain.resize') }).click()
    await expect(page.getByText(words.t('ticket.party', { count: 3, shown: words.number(3) }))).toBeVisible()
    await until(live(3))

    await page.locator('[name=city]').selectOption(cities.berlin)
    await page.getByRole('button', { name: words.t('ticket.move') }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(
      words.t('common.you-are-coming', { city: berlins[language] }),
    )
    await page.locator('[name=city]').selectOption(cities.idlib)
    await page.getByRole('button', { name: words.t('ticket.move') }).click()

    const city = language === 'ar' ? 'إدلب' : 'Idlib'
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(
      words.t('common.you-are-coming', { city }),
    )
    await page.getByRole('button', { name: words.t('ticket.cancel') }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(words.t('ticket.cancelled', { city }))
    await expect(
      organizer.page.getByText(
        organizer.words.t('people.only-cities', { cities: 2, shownCities: organizer.words.number(2) }),
      ),
    ).toBeVisible()

    // With script the same link opens the same ticket, and the secret is removed from the path.
    const withScript = await person(browser, server.url, {
      language,
      timeZone: 'Asia/Kathmandu',
      screen: phone,
    })
    await withScript.page.goto(own)
    await expect(withScript.page.getByRole('heading', { level: 1 })).toHaveText(
      words.t('ticket.cancelled', { city }),
    )
    expect(withScript.page.url()).toMatch(/\/reply#r_[\w-]{43}$/)
    await withScript.context.close()
    await context.close()
  })

  test(`with script (${language}) the browser takes every page over as it was drawn`, async ({ browser }) => {
    const { page, context, troubles } = await person(browser, server.url, {
      language,
      timeZone: 'Asia/Kathmandu',
      screen: phone,
    })
    const said: string[] = []
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') said.push(message.text())
    })
    // Digits and a theme of the reader's own, which the server does not know.
    await page.addInitScript(() => {
      localStorage.setItem('multaqa.settings', JSON.stringify({ digits: 'latn', theme: 'night' }))
      document.addEventListener('readystatechange', () => {
        if (document.readyState !== 'interactive') return
        Object.assign(window, { drawnHeadline: document.querySelector('h1') })
      })
    })
    const front = `/g/${gathering.slug}`
    for (const path of [
      '/',
      front,
      `${front}/${cities.berlin}`,
      `${front}/come?city=${cities.idlib}`,
      `${front}/propose/plain?q=Malmo`,
      '/about',
      '/help/hosts',
    ]) {
      await page.goto(server.url + path)
      await expect(page.locator('html')).toHaveAttribute('data-theme', 'night')
      await expect(page.locator('[data-state=live]')).toBeAttached()
      const isSame = await page.evaluate(
        () => (window as { drawnHeadline?: Element }).drawnHeadline === document.querySelector('h1'),
      )
      expect({ path, isSame, said, troubles }).toEqual({ path, isSame: true, said: [], troubles: [] })
    }
    await context.close()
  })
}

test('a reader who chose another language than their browser’s gets their own, drawn anew', async ({
  browser,
}) => {
  const { page, words, context, troubles } = await person(browser, server.url, {
    language: 'en',
    timeZone: 'Asia/Kathmandu',
    screen: phone,
  })
  await page.addInitScript(() =>
    localStorage.setItem('multaqa.settings', JSON.stringify({ language: 'en', digits: null, theme: null })),
  )
  await page.goto(`${server.url}/?lang=ar`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(words.t('app.tagline'))
  await expect(page.locator('html')).toHaveAttribute('dir', 'ltr')
  expect(troubles).toEqual([])
  await context.close()
})

for (const language of ['ar', 'en'] as const) {
  test(`without script (${language}) a city is proposed: looked for, filled in, and its host’s link is given once`, async ({
    browser,
  }) => {
    const { page, words, context, troubles } = await reader(browser, language)
    await page.goto(`${server.url}/g/${gathering.slug}`)
    await page
      .getByRole('link', { name: words.t('common.propose') })
      .first()
      .click()
    await expect(page).toHaveURL(/\/propose\/plain/)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(words.t('common.start-meeting'))
    await page.locator('[name=q]').fill('zzqqzz')
    await page.getByRole('button', { name: words.t('propose.plain-find') }).click()
    await expect(page.getByText(words.t('common.no-such-city'))).toBeVisible()
    await page.locator('[name=q]').fill(language === 'ar' ? 'مالمو' : 'Malmo')
    await page.getByRole('button', { name: words.t('propose.plain-find') }).click()
    await page.locator('[name=hostAlias]').fill('Juniper')
    await page.locator('[name=note]').fill('First line\nsecond line')
    await expectNoDeadEnds(page)
    const form = await page.locator('input[name=form]').inputValue()
    const place = await page.locator('[name=place]').inputValue()
    await page.getByRole('button', { name: words.t('propose.send') }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(words.t('propose.plain-sent'))
    const link = await page.locator('a[href*="/host#h_"]').innerText()
    // Posting it again returns the same proposal, with the same link.
    const again = await fetch(`${server.url}/g/${gathering.slug}/propose/plain`, {
      method: 'POST',
      headers: { origin: server.url },
      body: new URLSearchParams({ form, place, hostAlias: 'Juniper' }),
    })
    expect(await again.text()).toContain(link)
    const host = await person(browser, server.url, {
      language,
      timeZone: 'Europe/Stockholm',
      screen: phone,
    })
    await host.page.goto(link)
    await expect(host.page.getByText('Juniper').first()).toBeVisible()
    await host.context.close()
    await expectNoDeadEnds(page)
    const foreign = await fetch(`${server.url}/g/${gathering.slug}/propose/plain`, {
      method: 'POST',
      headers: { origin: 'https://elsewhere.example' },
      body: new URLSearchParams({ form: 'x'.repeat(32), place: '2950159', hostAlias: 'Juniper' }),
    })
    expect(foreign.status).toBe(403)
    expect(troubles).toEqual([])
    await context.close()
  })
}

test('without script calendars, feeds and the export are read by their links', async ({ browser }) => {
  const { page, context } = await reader(browser, 'en')
  await page.goto(`${server.url}/g/${gathering.slug}`)
  await expect(page.locator('a[href*=".ics"]:visible').first()).toBeVisible()
  const front = `/g/${gathering.slug}`
  for (const [path, holds] of [
    [`${front}.ics`, 'BEGIN:VEVENT'],
    [`${front}/${cities.berlin}.ics`, 'BEGIN:VEVENT'],
    ['/calendar.ics', 'BEGIN:VCALENDAR'],
    [`${front}/feed.atom`, '<feed'],
    [`${front}/export.json`, titles.en],
  ] as const) {
    const answer = await fetch(server.url + path)
    expect({ path, status: answer.status }).toEqual({ path, status: 200 })
    expect(await answer.text()).toContain(holds)
  }
  await context.close()
})

test('a form makes one reply however often it is posted, and none for another site', async () => {
  const address = `${server.url}/g/${gathering.slug}/come`
  const form = await fetch(address)
  expect(form.headers.get('cache-control')).toBe('no-store')
  const formId = /name="form" value="([\w-]{32})"/.exec(await form.text())?.[1] ?? ''
  const post = (origin: string, city = cities.berlin) =>
    fetch(address, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin },
      body: new URLSearchParams({ form: formId, city, people: '4' }),
    })
  const people = async () => {
    const snapshot = await (await fetch(`${server.url}/api/gatherings/${gathering.slug}`)).json()
    return snapshot.counts.find(({ meetingId }: { meetingId: string }) => meetingId === cities.berlin)
      .confirmed
  }
  for (const origin of ['https://elsewhere.example', 'null']) {
    const foreign = await post(origin)
    expect({ origin, status: foreign.status }).toEqual({ origin, status: 403 })
  }
  expect(await people()).toBe(0)
  const answers = await Promise.all([post(server.url), post(server.url), post(server.url)])
  expect(answers.map(({ status }) => status)).toEqual([303, 303, 303])
  const to = new Set(answers.map(({ headers }) => headers.get('location')))
  expect(to.size).toBe(1)
  expect(await people()).toBe(4)
  const [ticket = ''] = [...to].map((path) => `${server.url}${path}`)
  const opened = await fetch(ticket)
  expect(opened.headers.get('referrer-policy')).toBe('no-referrer')
  expect(opened.headers.get('cache-control')).toBe('no-store')
  const refused = await post(server.url, 'no-such-meeting')
  expect(refused.status).toBe(303)
  expect(server.output()).not.toContain(ticket.split('/').at(-1))
})

test('without script two arrive by the code of the place, and a wrong code says so', async ({ browser }) => {
  await order('editGathering', { startsAt: Date.now() + 3_600_000 })
  const { page, words, context, troubles } = await reader(browser, 'ar')
  await page.goto(`${server.url}/g/${gathering.slug}/come?city=${cities.berlin}`)
  await page.locator('[name=people]').selectOption('2')
  await page.getByRole('button', { name: words.t('reply.open') }).click()
  const arrive = page.getByRole('form', { name: words.t('ticket.arrive-title') })
  await arrive.locator('[name=code]').fill('0000-0000')
  await arrive.getByRole('button').click()
  await expect(page.getByText(words.t('refusal.arrival-code-wrong'))).toBeVisible()

  const host = await person(browser, server.url, { language: 'ar', timeZone: 'Europe/Berlin', screen: desk })
  await host.page.goto(`${server.url}/g/${gathering.slug}/host#h_${cities.berlin.padEnd(32, 'x')}`)
  const code = await host.page.locator('section[aria-labelledby=door-code] p[dir=ltr]').first().innerText()
  await host.context.close()
  await arrive.locator('[name=code]').fill(code)
  await arrive.getByRole('button').click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    words.t('ticket.arrived', { city: berlins.ar }),
  )
  await expectNoDeadEnds(page)
  expect(troubles).toEqual([])
  await context.close()
})

test('where nothing stands the answer says so, and can be read', async ({ browser }) => {
  const reader = await person(browser, server.url, {
    language: 'ar',
    timeZone: 'Europe/Berlin',
    screen: phone,
    hasScript: false,
  })
  for (const path of ['/nowhere', '/g/no-such-gathering', `/g/${gathering.slug}/no-such-city-anywhere`]) {
    const answer = await reader.page.goto(server.url + path)
    expect(answer?.status(), path).toBe(404)
    await expect(reader.page.getByRole('heading', { level: 1 })).toBeVisible()
  }
  for (const path of [
    '/',
    '/about',
    '/claim',
    `/g/${gathering.slug}`,
    `/g/${gathering.slug}/${cities.berlin}`,
  ]) {
    expect((await fetch(server.url + path)).status, path).toBe(200)
  }
  await reader.context.close()
})
