// The labels of the desk's buttons, and that its lists are reachable by keyboard.
import type { ReactElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import type { Acts } from '#client/features/control/acts.ts'
import { StageActs } from '#client/features/control/stage-acts.tsx'
import type { Desk } from '#client/features/control/use-desk.ts'
import { Waiting } from '#client/features/control/waiting.tsx'
import { I18nProvider } from '#client/i18n/use-i18n.tsx'
import { emptyStage } from '#shared/domain/stage.ts'
import { wordsOf } from '../../support/words.ts'
import { meetingView, snapshotOf } from '../views.ts'

function draw(language: 'ar' | 'en', element: ReactElement): Document {
  const html = renderToStaticMarkup(<I18nProvider value={wordsOf(language)}>{element}</I18nProvider>)
  return new DOMParser().parseFromString(html, 'text/html')
}

const ready = { ...meetingView('meeting-1', 'Berlin'), link: { status: 'ready', since: 0 } } as const

/** Contains only the fields that these components read. */
function deskOf(next: Desk['next']): Desk {
  const run = { stage: emptyStage, startsAt: 0, lengthMs: 1, isRehearsal: false, rollCall: null }
  return {
    snapshot: snapshotOf([ready]),
    run,
    now: 0,
    timeZone: 'UTC',
    cities: [ready],
    next,
    follow: { isOn: false, set: () => undefined },
    mayAct: true,
    cityName: (meetingId: string | null) => (meetingId === null ? 'A slate' : 'Berlin'),
  } as unknown as Desk
}
const act = { hindrance: null, act: () => undefined }
const acts = { next: act, hold: act, back: act, cut: act } as unknown as Acts

test.each(['ar', 'en'] as const)('the button that shows the slate next is worded for it (%s)', (language) => {
  const words = wordsOf(language)
  const first = (next: Desk['next']) =>
    draw(language, <StageActs desk={deskOf(next)} acts={acts} onHindered={() => undefined} />).querySelector(
      'button',
    )?.textContent
  expect(first({ meetingId: null, segmentId: 'segment' })).toContain(words.t('control.hand-slate'))
  expect(first({ meetingId: null, segmentId: 'segment' })).not.toContain('A slate')
  expect(first({ meetingId: 'meeting-1', segmentId: null })).toContain(
    words.t('control.hand-next', { city: 'Berlin' }),
  )
})

test('the list of who is ready and waits scrolls under the focus, and has a name', () => {
  const list = draw('en', <Waiting desk={deskOf(null)} />).querySelector('ul')
  expect(list?.getAttribute('tabindex')).toBe('0')
  expect(list?.getAttribute('aria-labelledby')).toBe('desk-waiting')
})
