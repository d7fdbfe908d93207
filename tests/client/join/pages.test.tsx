// A participant's pages rendered without a browser, in both languages, as the server renders them.
// @vitest-environment node

import type { ReactElement } from 'react'
import { renderToString } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { Router } from 'wouter'
import { GatheringPage } from '#client/app/pages/gathering-page.tsx'
import { HomePage } from '#client/app/pages/home-page.tsx'
import { MeetingPage } from '#client/app/pages/meeting-page.tsx'
import { ReplyPage } from '#client/app/pages/reply-page.tsx'
import { KeptTicket } from '#client/features/attendance/kept-ticket.tsx'
import { Ticket } from '#client/features/attendance/ticket.tsx'
import { TicketKeep } from '#client/features/attendance/ticket-keep.tsx'
import { CalendarLine } from '#client/features/directory/calendar-line.tsx'
import { placeEntry } from '#client/features/directory/placed-entries.ts'
import { I18nProvider } from '#client/i18n/use-i18n.tsx'
import { SyncProvider } from '#client/sync/use-sync.ts'
import { firstPlan } from '#shared/domain/moment.ts'
import type { GatheringSummary } from '#shared/protocol/views.ts'
import { deadSync, meetingAt, places, snapshot, speak, startsAt, ticketFor } from './sample.ts'

const summary: GatheringSummary = {
  gatheringId: 'gathering',
  slug: 'january',
  clock: null,
  status: 'published',
  isExample: true,
  startsAt,
  lengthMs: 3_600_000,
  ...firstPlan,
  span: { from: startsAt, to: startsAt + 3_600_000 },
  leadPlace: places.damascus,
  languages: ['ar', 'en'],
  titles: { ar: { title: 'ملتقى', slogan: '' }, en: { title: 'The gathering', slogan: '' } },
  cities: 4,
  people: 48,
  atLeast: true,
  onStage: false,
}

describe.each(['ar', 'en'] as const)('in %s, without a browser,', (language) => {
  const i18n = speak(language)
  const draw = (page: ReactElement) =>
    renderToString(
      <I18nProvider value={i18n}>
        <SyncProvider value={deadSync()}>
          <Router ssrPath="/g/january">{page}</Router>
        </SyncProvider>
      </I18nProvider>,
    )

  test('the gathering’s page has every city and one button', () => {
    const html = draw(<GatheringPage slug="january" />)
    for (const { meetingId } of snapshot.meetings) expect(html).toContain(`/g/january/${meetingId}`)
    expect(html).toContain(i18n.t('reply.open'))
    expect(html).toContain('<h1')
  })

  test('a city’s page stands', () => {
    expect(draw(<MeetingPage slug="january" meetingId="meeting-2" />)).toContain(i18n.t('reply.open'))
  })

  test('the first page and the page of a reply wait for their browser', () => {
    expect(draw(<HomePage />)).toContain(i18n.t('app.tagline'))
    expect(draw(<ReplyPage slug="january" />)).toContain('<main')
  })

  test('the list says what is an example, and that a number is a floor', () => {
    const html = draw(
      <CalendarLine
        entry={placeEntry({ summary, meetings: [], fitting: 0 }, { kind: 'lead' }, startsAt - 1000, false)}
        readerTimeZone="Asia/Kathmandu"
      />,
    )
    expect(html).toContain(i18n.t('home.example'))
    expect(html).toContain(i18n.number(48))
    expect(html).toContain(language === 'ar' ? 'على الأقل' : 'At least')
  })

  test('a ticket shows its code and never a closed address', () => {
    const meeting = meetingAt(places.berlin, { address: null })
    const keeping = (
      <TicketKeep
        link="https://example.org/g/january/reply#r_x"
        shareTitle=""
        calendar={null}
        origin=""
        isMain
        isRemembered={false}
        onRemember={() => undefined}
        clearing={null}
      />
    )
    const html = draw(
      <Ticket
        ticket={ticketFor(meeting)}
        isPast={false}
        standing="planned"
        gatheringTitle="x"
        gatheringHref="/g/january"
        time={{ startsAt, lengthMs: 1, rule: i18n.t('rule.same-instant') }}
        readerTimeZone="Asia/Kathmandu"
        isUnsent={false}
        keeping={keeping}
      />,
    )
    expect(html).toContain('RA5S6')
    expect(html).toContain(i18n.t('ticket.address-closed'))
    expect(html).not.toContain('Long Street')
  })

  test.each([
    ['cancelled', 'ticket.called-off'],
    ['postponed', 'ticket.postponed'],
  ] as const)(
    'the ticket of a %s gathering says so above all, without address, code or hour',
    (standing, key) => {
      const at = meetingAt(places.berlin, { doorsMinutesBefore: 30, note: 'Ring at the blue door' })
      const html = draw(
        <Ticket
          ticket={ticketFor(at)}
          isPast={false}
          standing={standing}
          gatheringTitle="x"
          gatheringHref="/g/january"
          time={{ startsAt, lengthMs: 1, rule: i18n.t('rule.same-instant') }}
          readerTimeZone={null}
          isUnsent={false}
          arriving={<p>arrive here</p>}
          keeping={null}
        />,
      )
      expect(html).toMatch(
        new RegExp(`<h1[^>]*>${i18n.t(key, { city: language === 'ar' ? 'برلين' : 'Berlin' })}`),
      )
      for (const hidden of ['RA5S6', 'Long Street', 'Hall', 'blue door', '<time', 'arrive here'])
        expect(html).not.toContain(hidden)
    },
  )

  test('the ticket of a city that was withdrawn shows neither its address nor its note', () => {
    const withdrawn = meetingAt(places.berlin, { status: 'withdrawn', note: 'Ring at the blue door' })
    const html = draw(
      <Ticket
        ticket={ticketFor(withdrawn)}
        isPast={false}
        standing="planned"
        gatheringTitle="x"
        gatheringHref="/g/january"
        time={null}
        readerTimeZone={null}
        isUnsent={false}
        keeping={null}
      />,
    )
    for (const hidden of ['RA5S6', 'Long Street', 'blue door']) expect(html).not.toContain(hidden)
  })

  test('a reply that is on its way says that it is not confirmed', () => {
    const html = draw(
      <KeptTicket
        busyFor={null}
        reply={{ meetingId: 'meeting-2', partySize: 1 }}
        city="Berlin"
        gatheringHref="/g/january"
        link=""
        onDrop={() => undefined}
      />,
    )
    expect(html).toContain(i18n.t('ticket.kept-why'))
  })
})
