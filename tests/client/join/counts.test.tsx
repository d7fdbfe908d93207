// Displayed counts: never run together, never stacked without a label, omitted when hidden.
// @vitest-environment node

import { Window } from 'happy-dom'
import type { ReactElement } from 'react'
import { renderToString } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { Router } from 'wouter'
import { GatheringPage } from '#client/app/pages/gathering-page.tsx'
import { MeetingPage } from '#client/app/pages/meeting-page.tsx'
import { ProjectorPage } from '#client/app/pages/projector-page.tsx'
import { arrivedText, exceedsComing, outcomeText } from '#client/i18n/people-text.ts'
import { I18nProvider } from '#client/i18n/use-i18n.tsx'
import { SyncProvider } from '#client/sync/use-sync.ts'
import type { CountsView, Snapshot } from '#shared/protocol/views.ts'
import { countsOf, deadSync, snapshot, speak, startsAt } from './sample.ts'

const en = speak('en')
const liveAt = startsAt + 60_000
const pastAt = startsAt + 12 * 3_600_000

function draw(page: ReactElement, counts: Partial<CountsView>, now: number, language: 'ar' | 'en' = 'en') {
  const told: Snapshot = {
    ...snapshot,
    counts: snapshot.meetings.map(({ meetingId }) => countsOf(meetingId, counts)),
  }
  const state = {
    status: 'ready' as const,
    audience: { kind: 'public' as const },
    confirmed: told,
    shown: told,
    inStep: true,
  }
  const sync = { ...deadSync(now), known: () => state }
  const html = renderToString(
    <I18nProvider value={speak(language)}>
      <SyncProvider value={sync}>
        <Router ssrPath="/g/january">{page}</Router>
      </SyncProvider>
    </I18nProvider>,
  )
  const { document } = new Window()
  document.body.innerHTML = html
  for (const element of document.querySelectorAll('[aria-hidden="true"], style, script')) element.remove()
  return document.body
}

const inline = new Set([
  'SPAN',
  'A',
  'B',
  'I',
  'STRONG',
  'EM',
  'BDI',
  'TIME',
  'SMALL',
  'LABEL',
  'ABBR',
  'BUTTON',
])

/** Numbers followed by text of another inline element without a space: “27 citiesAt least”, “18:0012”. */
function runTogether(root: ReturnType<typeof draw>): readonly string[] {
  const found: string[] = []
  let before = ''
  const walk = (node: (typeof root)['childNodes'][number]): void => {
    if (node.nodeType === 3) {
      const text = node.textContent ?? ''
      if (/[\p{L}\p{Nd}.]$/u.test(before) && /^[\p{L}\p{Nd}]/u.test(text) && /\p{Nd}/u.test(before + text))
        found.push(`${before}|${text}`)
      if (text !== '') before = text
      return
    }
    const isInline = inline.has((node as unknown as { tagName?: string }).tagName ?? '')
    if (!isInline) before = ''
    for (const child of node.childNodes) walk(child)
    if (!isInline) before = ''
  }
  walk(root as never)
  return found
}

test('an Arabic page writes every number in one kind of digits', () => {
  for (const page of [
    <GatheringPage key="g" slug="january" />,
    <MeetingPage key="m" slug="january" meetingId="meeting-2" />,
    <ProjectorPage key="p" slug="january" />,
  ]) {
    for (const now of [startsAt - 86_400_000, liveAt, pastAt]) {
      const body = draw(page, { confirmed: 120, arrived: 45, left: 30 }, now, 'ar')
      for (const element of body.querySelectorAll('textarea')) element.remove()
      // A host's text stays as written.
      expect(body.textContent.replace('Long Street 12', '')).not.toMatch(/[0-9]/)
    }
  }
})

describe.each(['ar', 'en'] as const)('in %s', (language) => {
  test.each([
    ['hidden', { confirmed: null, arrived: null }],
    ['exact', { confirmed: 12, arrived: 9, left: 3 }],
    ['a floor', { confirmed: 50, arrived: 25, rounded: true }],
  ] as const)('no count runs into the words beside it where numbers are %s', (_how, counts) => {
    for (const now of [startsAt - 86_400_000, liveAt, pastAt]) {
      expect(runTogether(draw(<GatheringPage slug="january" />, counts, now, language))).toEqual([])
      expect(
        runTogether(draw(<MeetingPage slug="january" meetingId="meeting-2" />, counts, now, language)),
      ).toEqual([])
    }
  })
})

test('arrivals and cities are parted by a sign where nothing else stands between them', () => {
  const page = draw(<GatheringPage slug="january" />, { confirmed: 0, arrived: 25, rounded: true }, liveAt)
  expect(page.textContent).toMatch(/In 4 cities · At least 100 people have arrived\./)
})

test('a page says that people who did not reply are counted once more have arrived than are coming', () => {
  const walkIns = { confirmed: 2, arrived: 5 }
  const within = { confirmed: 5, arrived: 5 }
  for (const now of [liveAt, pastAt]) {
    for (const page of [
      <GatheringPage key="g" slug="january" />,
      <MeetingPage key="m" slug="january" meetingId="meeting-2" />,
    ]) {
      expect(draw(page, walkIns, now).textContent).toContain(en.t('people.with-walk-ins'))
      expect(draw(page, within, now).textContent).not.toContain(en.t('people.with-walk-ins'))
    }
  }
  const hall = draw(<ProjectorPage slug="january" />, walkIns, liveAt)
  expect(hall.textContent).toContain(en.t('people.with-walk-ins'))
})

test('a number that is not shown is never exceeded', () => {
  expect(exceedsComing({ people: 0, arrived: 25, atLeast: true })).toBe(false)
  expect(exceedsComing({ people: 0, arrived: 1, atLeast: false })).toBe(true)
  expect(arrivedText(en, { people: 3, arrived: 0, atLeast: false })).toBeNull()
  expect(outcomeText(en, { people: 9, arrived: 4, atLeast: true })).toBe('At least 4 people came together.')
})

test.each([
  ['hidden', { confirmed: null, arrived: null }],
  ['the floor of 0', { confirmed: 0, arrived: 0, rounded: true }],
])('%s reads nothing: not a zero, not “nobody”, not a number', (_how, counts) => {
  for (const now of [startsAt - 86_400_000, liveAt, pastAt]) {
    for (const page of [
      <GatheringPage key="g" slug="january" />,
      <MeetingPage key="m" slug="january" meetingId="meeting-2" />,
      <ProjectorPage key="p" slug="january" />,
    ]) {
      const text = draw(page, counts, now).textContent ?? ''
      expect(text).not.toMatch(/nobody yet|\b0 people|at least 0|fewer|not shown|the first\./i)
    }
  }
})

test('only an exact zero reads that nobody comes yet', () => {
  const page = draw(
    <MeetingPage slug="january" meetingId="meeting-2" />,
    { confirmed: 0 },
    startsAt - 86_400_000,
  )
  expect(page.textContent).toContain(en.t('meeting.coming-none'))
})
