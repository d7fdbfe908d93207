// Screen reader output: the countdown has a value at every distance, and frequent changes are not announced each time.
import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { LiveSign, type LiveState } from '#client/components/live-sign.tsx'
import { useLasting } from '#client/components/use-lasting.ts'
import { Ticket } from '#client/features/attendance/ticket.tsx'
import { countdownText } from '#client/i18n/countdown-text.ts'
import { I18nProvider } from '#client/i18n/use-i18n.tsx'
import { wordsOf } from '../support/words.ts'
import { meetingAt, places, startsAt, ticketFor } from './join/sample.ts'

const words = { ar: wordsOf('ar'), en: wordsOf('en') }

describe('the countdown is read as', () => {
  const hour = 3_600_000
  const minute = 60_000
  const at = (before: number) =>
    countdownText(words.en, { startsAt, lengthMs: 2 * hour, now: startsAt - before })
  test.each([
    [57 * 24 * hour + 3 * hour + minute, 'Begins in 57 days and 3 hours'],
    [2 * 24 * hour, 'Begins in 2 days'],
    [24 * hour + 5 * minute, 'Begins in 1 day'],
    [5 * hour + 12 * minute, 'Begins in 5 hours and 12 minutes'],
    [hour, 'Begins in 1 hour'],
    [59 * minute, 'Begins in 59 minutes'],
    [minute, 'Begins in 1 minute'],
    [30_000, 'Begins in less than a minute'],
    [0, 'It has just begun'],
    [-5 * minute, 'Live for 5 minutes'],
    [-65 * minute, 'Live for 1 hour and 5 minutes'],
    [-2 * hour, 'It is over'],
  ])('%i ms before: %s', (before, text) => {
    expect(at(before)).toBe(text)
  })
  test('in Arabic no unit of zero is named either', () => {
    const text = countdownText(words.ar, { startsAt, lengthMs: hour, now: startsAt - 30 * minute })
    expect(text).toBe('الوقت الباقي: ٣٠ دقيقة')
  })
})

describe('of what changes often', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: startsAt })
    vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })
  const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))

  function open() {
    const box = document.createElement('div')
    const root = createRoot(box)
    const draw = (element: React.ReactElement) =>
      act(() => root.render(<I18nProvider value={words.en}>{element}</I18nProvider>))
    return { box, draw, close: () => act(() => root.unmount()) }
  }

  test('a waiting list speaks one change of place in 30 s, the newest, and a seat at once', async () => {
    const { box, draw, close } = open()
    const meeting = meetingAt(places.berlin)
    const show = (change: Parameters<typeof ticketFor>[1]) =>
      draw(
        <Ticket
          ticket={ticketFor(meeting, change)}
          isPast={false}
          standing="planned"
          gatheringTitle="x"
          gatheringHref="/"
          time={{ startsAt, lengthMs: 1, rule: '' }}
          readerTimeZone={null}
          isUnsent={false}
          keeping={null}
        />,
      )
    const spoken: string[] = []
    const hear = () => {
      const text = box.querySelector('[role=status]')?.textContent ?? ''
      if (spoken.at(-1) !== text) spoken.push(text)
    }
    const waits = { state: 'waiting', exactState: 'waiting' } as const
    for (let ahead = 20; ahead > 0; ahead -= 1) {
      await show({ ...waits, ahead })
      hear()
      await pass(1000)
      hear()
    }
    expect(spoken).toHaveLength(1)
    expect(box.textContent).toContain(words.en.t('ticket.ahead', { count: 1, shown: '1' }))
    await pass(11_000)
    hear()
    expect(spoken).toHaveLength(2)
    expect(spoken[1]).toContain(words.en.t('ticket.ahead', { count: 1, shown: '1' }))
    await show({ state: 'confirmed', exactState: 'confirmed' })
    hear()
    expect(spoken).toHaveLength(3)
    await close()
  })

  test('the connection sign speaks a new state at once, and seconds that count down once in 30 s', async () => {
    const { box, draw, close } = open()
    const sign = box
    const spoken = () =>
      [...sign.querySelectorAll('[role=status] span:not([aria-hidden])')]
        .map((part) => part.textContent)
        .join('')
    const show = (state: LiveState, label: string) => draw(<LiveSign state={state} label={label} />)
    await show('stale', 'again in 9 seconds')
    await pass(1000)
    await show('stale', 'again in 8 seconds')
    expect(spoken()).toBe('again in 9 seconds')
    expect(box.textContent).toContain('again in 8 seconds')
    await show('live', 'Connected')
    expect(spoken()).toBe('Connected')
    await close()
  })

  test('what is answered at once is no news', async () => {
    const { box, draw, close } = open()
    const Waits = ({ isSo }: { readonly isSo: boolean }) => <p>{useLasting(isSo) ? 'waits' : ''}</p>
    await draw(<Waits isSo />)
    await pass(1000)
    await draw(<Waits isSo={false} />)
    await pass(5000)
    expect(box.textContent).toBe('')
    await draw(<Waits isSo />)
    await pass(2000)
    expect(box.textContent).toBe('waits')
    await close()
  })
})
