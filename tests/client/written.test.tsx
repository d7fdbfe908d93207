// User texts keep their own language and direction on pages of every language.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ReactElement } from 'react'
import { renderToString } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { Router } from 'wouter'
import { GatheringPage } from '#client/app/pages/gathering-page.tsx'
import { MeetingPage } from '#client/app/pages/meeting-page.tsx'
import { MixedScripts, WrittenName } from '#client/components/written.tsx'
import { Ticket } from '#client/features/attendance/ticket.tsx'
import { CalendarLine } from '#client/features/directory/calendar-line.tsx'
import { placeEntry } from '#client/features/directory/placed-entries.ts'
import { loadMarkdown } from '#client/features/gathering/later-markdown.tsx'
import { HostHead } from '#client/features/host/host-head.tsx'
import { CueBanner } from '#client/features/host/stream/cue-banner.tsx'
import { ProgrammeEditor } from '#client/features/programme/programme-editor.tsx'
import { ProgrammeSheet } from '#client/features/programme/programme-sheet.tsx'
import { PublicProgramme } from '#client/features/programme/public-programme.tsx'
import { I18nProvider } from '#client/i18n/use-i18n.tsx'
import { guessedIn, writtenDirection, writtenIn } from '#client/i18n/written-in.ts'
import { SyncProvider } from '#client/sync/use-sync.ts'
import { emptyText, type GatheringText } from '#shared/domain/gathering.ts'
import { firstPlan } from '#shared/domain/moment.ts'
import type { Segment } from '#shared/domain/programme.ts'
import type { MeetingView, Snapshot } from '#shared/protocol/views.ts'
import { countsOf, deadSync, meetingAt, places, snapshot, speak, startsAt, ticketFor } from './join/sample.ts'

describe('the language of a text', () => {
  test('most letters decide the direction, addresses do not count', () => {
    expect(writtenDirection('Multaqa ملتقى في مدن كثيرة')).toBe('rtl')
    expect(writtenDirection('See https://example.org/long/path اللقاء هنا')).toBe('rtl')
    expect(writtenDirection('اللقاء هنا https://example.org/a/very/long/path')).toBe('rtl')
    expect(writtenDirection('The hall (القاعة) of the city')).toBe('ltr')
    expect(writtenDirection('2027 · 18:00')).toBeNull()
  })
  test('what its author says holds unless no letter fits', () => {
    expect(writtenIn('برلين', 'en', 'ar')).toEqual({ lang: 'ar', dir: 'rtl' })
    expect(writtenIn('Berlin und der ganze Rest in قاعة', 'en', 'ar')).toEqual({ lang: 'ar', dir: 'rtl' })
    expect(writtenIn('Bericht', 'en', 'de')).toEqual({ lang: 'de', dir: 'ltr' })
    expect(writtenIn('Report', 'en', 'en')).toEqual({ lang: undefined, dir: 'ltr' })
    expect(writtenIn('Report', 'en', 'ar')).toEqual({ lang: undefined, dir: 'ltr' })
    expect(writtenIn('تقرير', 'ar', 'en')).toEqual({ lang: undefined, dir: 'rtl' })
  })
  test('without a word of the author, the languages that are spoken there are likely', () => {
    expect(guessedIn('Eingang im Hof', 'ar', ['ar', 'de'])).toEqual({ lang: 'de', dir: 'ltr' })
    expect(guessedIn('المدخل من الفناء', 'en', ['de', 'ar'])).toEqual({ lang: 'ar', dir: 'rtl' })
    expect(guessedIn('Entrance', 'en', ['en', 'de'])).toEqual({ lang: undefined, dir: 'ltr' })
    expect(guessedIn('Eingang', 'en', ['de'])).toEqual({ lang: 'de', dir: 'ltr' })
    expect(guessedIn('المدخل', 'en')).toEqual({ lang: 'ar', dir: 'rtl' })
    expect(guessedIn('', 'en')).toEqual({ lang: undefined, dir: 'ltr' })
  })
})

const arabic = {
  title: 'ملتقى المدن الكثيرة',
  slogan: 'في مدن كثيرة وفي لحظة واحدة',
  statement: 'نجتمع هذا اليوم في مدن كثيرة.\n\n- أول ما نريده\n- ثاني ما نريده',
  goals: ['الهدف الأول', 'الهدف الثاني'],
  agenda: [
    { title: 'نداء المدن', minutes: 15 },
    { title: 'دقيقة صمت', minutes: 45 },
  ],
  whoWeAre: 'نحن أهل هذه المدن',
  funding: 'من جيوبنا نحن',
} satisfies GatheringText
const english = {
  title: 'The gathering of many cities',
  slogan: 'In many cities, at one moment',
  statement: 'We meet on this day in many cities.\n\n- What we want first\n- What we want then',
  goals: ['The first goal', 'The second goal'],
  agenda: [
    { title: 'Roll-call of the cities', minutes: 15 },
    { title: 'A minute of silence', minutes: 45 },
  ],
  whoWeAre: 'We are people of these cities',
  funding: 'Out of our own pockets',
} satisfies GatheringText

const meetingWords = {
  ar: { note: 'المدخل من جهة الحديقة', alias: 'نورس الحي', venue: 'قاعة البلدية الكبرى', reason: 'موعد آخر' },
  en: {
    note: 'Enter from the garden',
    alias: 'Seagull of the quarter',
    venue: 'Large town hall',
    reason: 'No',
  },
} as const

/** A gathering with all texts in the language that the page does not use. */
function written(language: 'ar' | 'en'): Snapshot {
  const text = language === 'ar' ? arabic : english
  const words = meetingWords[language]
  const meeting: MeetingView = meetingAt(places.berlin, {
    note: words.note,
    hostAlias: words.alias,
    languages: [language],
    address: { venue: words.venue, address: '' },
  })
  const segment: Segment = {
    segmentId: 'segment',
    meetingId: meeting.meetingId,
    kind: 'report',
    language,
    title: text.agenda[0]?.title ?? '',
    lengthMs: 300_000,
    pinnedMs: null,
    overrun: 'push',
  }
  return {
    ...snapshot,
    meetings: [meeting],
    counts: [countsOf(meeting.meetingId)],
    programme: [{ ...segment, isClosed: false }],
    gathering: {
      ...snapshot.gathering,
      languages: [language],
      texts: { [language]: { ...emptyText, ...text } },
    },
  }
}

describe.each([
  { page: 'en', text: 'ar', dir: 'rtl' },
  { page: 'ar', text: 'en', dir: 'ltr' },
] as const)('on a page in $page, a text in $text', ({ page, text, dir }) => {
  const i18n = speak(page)
  const shown = written(text)
  const words = text === 'ar' ? arabic : english
  const said = meetingWords[text]
  const [meeting] = shown.meetings
  if (meeting === undefined) throw new Error('no meeting')

  function draw(drawn: ReactElement): Document {
    const sync = {
      ...deadSync(),
      known: () =>
        ({
          status: 'ready',
          audience: { kind: 'public' },
          confirmed: shown,
          shown,
          inStep: true,
        }) as const,
    }
    const html = renderToString(
      <I18nProvider value={i18n}>
        <SyncProvider value={sync}>
          <Router ssrPath="/g/january">{drawn}</Router>
        </SyncProvider>
      </I18nProvider>,
    )
    return new DOMParser().parseFromString(
      `<html lang="${page}" dir="${i18n.direction}"><body>${html}</body></html>`,
      'text/html',
    )
  }

  /** The inherited language and direction of each element whose own text starts like this. */
  function standing(document: Document, begins: string): { lang: string | null; dir: string | null }[] {
    return [...document.querySelectorAll('body *')]
      .filter(({ childNodes }) =>
        [...childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim().startsWith(begins)),
      )
      .map((element) => ({
        lang: element.closest('[lang]')?.getAttribute('lang') ?? null,
        dir: element.closest('[dir]')?.getAttribute('dir') ?? null,
      }))
  }
  function expectWritten(document: Document, ...all: readonly string[]): void {
    for (const one of all) {
      const found = standing(document, one)
      expect(found.length, one).toBeGreaterThan(0)
      for (const place of found) expect(place, one).toEqual({ lang: text, dir })
    }
  }

  test('says its language and runs its own way on the gathering’s page, with its lists and columns', async () => {
    await loadMarkdown()
    const document = draw(<GatheringPage slug="january" />)
    expectWritten(
      document,
      words.title,
      words.slogan,
      words.statement.slice(0, 20),
      ...words.goals,
      ...words.agenda.map(({ title }) => title),
      words.whoWeAre,
      words.funding,
    )
    // Columns, the bar next to the agenda, numbers and marks are at the start side of the text.
    for (const list of document.querySelectorAll('ol[lang], [data-columns]'))
      expect(list.getAttribute('dir')).toBe(dir)
    expect(document.querySelectorAll('ol[lang], [data-columns]').length).toBe(3)
    expect(document.querySelectorAll('[data-columns] li[dir]').length).toBe(0)
    // The page's own text between them is in the page's language.
    const minutes = i18n.t('front.agenda-minutes', { from: i18n.number(0), to: i18n.number(15) })
    for (const place of standing(document, minutes))
      expect(place).toEqual({ lang: page, dir: i18n.direction })
  })

  test('does so on a city’s page, on a ticket and in the calendar', () => {
    const city = draw(<MeetingPage slug="january" meetingId={meeting.meetingId} />)
    expectWritten(city, words.title, said.note, said.alias, said.venue)
    const ticket = draw(
      <Ticket
        ticket={ticketFor(meeting)}
        isPast={false}
        standing="planned"
        gatheringTitle="x"
        gatheringHref="/g/january"
        time={{ startsAt, lengthMs: 1, rule: i18n.t('rule.same-instant') }}
        readerTimeZone="Asia/Kathmandu"
        isUnsent={false}
        keeping={null}
      />,
    )
    expectWritten(ticket, said.note, said.venue)
    const summary = {
      ...firstPlan,
      gatheringId: 'gathering',
      slug: 'january',
      clock: null,
      status: 'published',
      isExample: false,
      startsAt,
      lengthMs: 3_600_000,
      span: { from: startsAt, to: startsAt + 3_600_000 },
      leadPlace: places.damascus,
      languages: [text],
      titles: { [text]: { title: words.title, slogan: words.slogan } },
      cities: 1,
      people: 1,
      atLeast: false,
      onStage: false,
    } as const
    const line = draw(
      <CalendarLine
        entry={placeEntry({ summary, meetings: [], fitting: 0 }, { kind: 'lead' }, startsAt - 1000, false)}
        readerTimeZone={null}
      />,
    )
    expectWritten(line, words.title, words.slogan)
  })

  test('does so in the programme, for readers, on paper and in the editor', () => {
    const title = words.agenda[0]?.title ?? ''
    expectWritten(draw(<PublicProgramme snapshot={shown} isLive={false} reader={null} />), title)
    expectWritten(draw(<ProgrammeSheet snapshot={shown} />), title, words.title)
    const undo = { offer: () => undefined, bar: null } as never
    const editor = draw(<ProgrammeEditor snapshot={shown} undo={undo} phase="to-come" />)
    expectWritten(editor, title)
    // The programme and each of its segments are headings.
    expect(editor.querySelector('section > h2')?.textContent).toBe(i18n.t('common.programme'))
    expect(editor.querySelector('h3')?.textContent).toBe(title)
  })

  test('does so where a hint names a city in several scripts', () => {
    const other = page === 'en' ? 'حلب' : 'Aleppo'
    expectWritten(draw(<MixedScripts text={i18n.t('propose.city-hint')} />), other)
  })

  test('does so at a host’s, in what organizers and the control room say', () => {
    const declined = { ...meeting, status: 'declined', crew: { declineReason: said.reason } } as MeetingView
    const head = draw(
      <HostHead meeting={declined} gathering={shown.gathering} title={words.title} gatheringHref="/" />,
    )
    expectWritten(head, words.title, said.alias, said.reason)
    const message = {
      messageId: 'm',
      order: 1,
      at: startsAt,
      from: null,
      alias: said.alias,
      to: null,
      cue: null,
      text: said.note,
      rehearsalId: null,
    }
    const banner = <CueBanner said={[message]} timeZone="UTC" now={startsAt} onAnswer={() => undefined} />
    expectWritten(draw(banner), said.note, said.alias)
  })
})

test('a name in two scripts says the language of each part; one in one script that of its city', () => {
  const draw = (page: 'ar' | 'en', name: string, likely: readonly string[]) =>
    renderToString(
      <I18nProvider value={speak(page)}>
        <WrittenName name={name} likely={likely} />
      </I18nProvider>,
    )
  const both = 'جسر برلين · Bridge of Berlin'
  expect(draw('en', both, ['de'])).toContain('<bdi lang="ar" dir="rtl">جسر برلين</bdi>')
  expect(draw('en', both, ['de'])).not.toContain('lang="de"')
  expect(draw('ar', both, ['de'])).toContain('<bdi lang="de" dir="ltr">Bridge of Berlin</bdi>')
  expect(draw('en', 'Brücke', ['de'])).toBe('<bdi lang="de" dir="ltr">Brücke</bdi>')
})

test('a sentence with somebody’s name in it is never one string on a page, so that the name keeps its language', () => {
  const client = join(import.meta.dirname, '..', '..', 'client')
  const words = JSON.parse(readFileSync(join(client, 'i18n/messages/en.json'), 'utf8')) as Record<
    string,
    string
  >
  const named = Object.keys(words).filter((key) => /\{(?:who|alias)\}/.test(words[key] ?? ''))
  const files = readdirSync(client, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.tsx'),
  )
  const found = files.flatMap((name) => {
    const source = readFileSync(join(client, name), 'utf8')
    // An attribute such as `aria-label` is plain text.
    return named
      .filter((key) => new RegExp(`(?<!=\\{)\\bt\\('${key}'`).test(source))
      .map((key) => `${name}: ${key}`)
  })
  expect(named.length).toBeGreaterThan(5)
  expect(found).toEqual([])
})

test('no text that is shown leaves its direction to the browser, which passes over children with a direction of their own', () => {
  const client = join(import.meta.dirname, '..', '..', 'client')
  const files = readdirSync(client, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.tsx'),
  )
  const found = files.flatMap((name) =>
    [...readFileSync(join(client, name), 'utf8').matchAll(/<(\w+)\b[^<]*?\bdir="auto"/g)].map(
      ([, tag]) => `${name}: ${tag}`,
    ),
  )
  expect(found).toEqual([])
})
