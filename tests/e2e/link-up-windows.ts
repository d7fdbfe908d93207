// The windows of a link-up's people: their roles, when a button is pressed there, and when the window shows another city on stage.
import type { Browser, Page } from '@playwright/test'
import type { I18n, MessageKey } from '#client/i18n/i18n.ts'
import { desk, type Person, person, phone } from './people.ts'

export type Role = 'desk' | 'console' | 'page' | 'projector'
export type LinkUpWindow = Person & {
  readonly role: Role
  readonly language: 'ar' | 'en'
  /** The city of a host; null for everybody else. */
  readonly city: LinkUpCity | null
}
export type LinkUpCity = {
  readonly name: Readonly<Record<'ar' | 'en', string>>
  readonly placeId: string
  readonly timeZone: string
  readonly meetingId: string
  readonly hostSecret: string
}

const named = [
  ['Gaziantep', 'غازي عنتاب', '314830', 'Europe/Istanbul'],
  ['Berlin', 'برلين', '2950159', 'Europe/Berlin'],
  ['Idlib', 'إدلب', '169389', 'Asia/Damascus'],
  ['Toronto', 'تورونتو', '6167865', 'America/Toronto'],
  ['Aleppo', 'حلب', '170063', 'Asia/Damascus'],
  ['Istanbul', 'إسطنبول', '745044', 'Europe/Istanbul'],
  ['Paris', 'باريس', '2988507', 'Europe/Paris'],
  ['Beirut', 'بيروت', '276781', 'Asia/Beirut'],
] as const

export const linkUpCities: readonly LinkUpCity[] = named.map(([en, ar, placeId, timeZone]) => ({
  name: { en, ar },
  placeId,
  timeZone,
  meetingId: `meeting-in-${en.toLowerCase()}`,
  hostSecret: `h_${en.toLowerCase().padEnd(26, '0')}`,
}))

export async function openWindow(
  browser: Browser,
  url: string,
  of: {
    readonly role: Role
    readonly language: 'ar' | 'en'
    readonly screen: 'phone' | 'desk'
    readonly city?: LinkUpCity
    readonly cookies?: Parameters<Person['context']['addCookies']>[0]
    /** The error of this device's own clock. */
    readonly skewMs?: number
  },
): Promise<LinkUpWindow> {
  const { role, language, city, skewMs = 0 } = of
  const someone = await person(browser, new URL(url).origin, {
    language,
    timeZone: city?.timeZone ?? 'Europe/Berlin',
    screen: of.screen === 'phone' ? phone : desk,
  })
  if (of.cookies !== undefined) await someone.context.addCookies(of.cookies)
  await someone.context.addInitScript((skew) => {
    const real = Date.now.bind(Date)
    Date.now = () => real() + skew
  }, skewMs)
  await someone.page.goto(url)
  return { ...someone, role, language, city: city ?? null }
}

export const nameIn = ({ language }: Pick<LinkUpWindow, 'language'>, { name }: LinkUpCity) => name[language]

export const press = (
  { page, words }: LinkUpWindow,
  key: MessageKey,
  values: Parameters<I18n['t']>[1] = {},
) => page.getByRole('button', { name: nameLike(words.t(key, values)) }).first()

/** Matches an accessible name: a value of the other direction is isolated by characters in a text, and by an element in markup. */
function nameLike(text: string): RegExp {
  const escaped = text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')
  return new RegExp(`^${escaped.replaceAll(/[\u2068\u2069]/g, '[\u2068\u2069]?')}$`)
}

/** Presses it; returns when the press arrived in the page, epoch ms of this machine's clock. */
export async function pressedAt(window: LinkUpWindow, button: ReturnType<typeof press>): Promise<number> {
  const { page } = window
  await page.evaluate(() => {
    const note = () => {
      document.documentElement.dataset['pressedAt'] = String(performance.timeOrigin + performance.now())
    }
    document.addEventListener('click', note, { once: true, capture: true })
  })
  await button.click()
  return Number(await page.getAttribute('html', 'data-pressed-at'))
}

/** When this window shows the city on stage, epoch ms of this machine's clock; a host's window shows only its own city. */
export function untilOnStage(window: LinkUpWindow, city: LinkUpCity): Promise<number> {
  const { role, words, page } = window
  const name = nameIn(window, city)
  switch (role) {
    case 'desk':
      return untilSays(page, '[data-now] [aria-live]', name)
    case 'console':
      return window.city === city
        ? untilSays(page, '[role=status]', words.t('host.turn-on'))
        : untilSays(
            page,
            'main p',
            words.t('host.stage-elsewhere', { city: name, since: '|' }).split('|')[0] ?? '',
          )
    case 'page':
    case 'projector':
      return untilSays(page, 'section[aria-label]', words.t('stage.label-city', { city: name }))
  }
}

async function untilSays(page: Page, selector: string, wanted: string): Promise<number> {
  const said = await page.waitForFunction(
    ([where, what]) => {
      const says = [...document.querySelectorAll(where)].some(
        (each) => each.ariaLabel === what || each.textContent.trim().startsWith(what),
      )
      return says ? performance.timeOrigin + performance.now() : 0
    },
    [selector, wanted] as const,
    { polling: 20, timeout: 15_000 },
  )
  return said.jsonValue()
}
