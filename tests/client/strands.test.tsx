// Problems that once blocked people: impossible steps offered, links that disappear, irreversible single taps, two clocks side by side.
import { act, type ReactElement } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createStore } from 'zustand/vanilla'
import { NowMonitor } from '#client/features/control/now-monitor.tsx'
import { StartRehearsal } from '#client/features/control/rehearsal.tsx'
import { HostHead } from '#client/features/host/host-head.tsx'
import { FreshHostLinks } from '#client/features/organize/cities/host-link.tsx'
import { PlansSection } from '#client/features/organize/publish/plans-section.tsx'
import { I18nProvider } from '#client/i18n/use-i18n.tsx'
import type { Sync } from '#client/sync/create-sync.ts'
import { freshLinks, keepFreshLink } from '#client/sync/fresh-links.ts'
import { SyncProvider } from '#client/sync/use-sync.ts'
import { emptyStage } from '#shared/domain/stage.ts'
import { clock } from '#shared/domain/time.ts'
import { wordsOf } from '../support/words.ts'
import { meetingView, snapshotOf, startsAt } from './views.ts'

const en = wordsOf('en')
const sent: { readonly name: string; readonly payload: { readonly reason?: string } }[] = []
const dispatched = {
  get names() {
    return sent.map(({ name }) => name)
  },
  reason: () => sent[0]?.payload.reason,
}
const undo = {
  offer: () => undefined,
  message: null,
  left: null,
  secondsLeft: null,
  onUndo: () => undefined,
  onHold: () => undefined,
  end: () => undefined,
  label: undefined,
  onDismiss: () => undefined,
}
const sync = {
  dispatch: async (name: string, _id: string, payload: object) => {
    sent.push({ name, payload })
    return { ok: true }
  },
  now: () => startsAt - 7 * 86_400_000,
  outbox: createStore(() => ({ pending: [], refusedLater: [] })),
} as unknown as Sync
const within = (node: ReactElement) => (
  <I18nProvider value={en}>
    <SyncProvider value={sync}>{node}</SyncProvider>
  </I18nProvider>
)
const draw = (node: ReactElement) => renderToString(within(node))

let root: Root | null = null
const place = document.createElement('div')
async function show(node: ReactElement): Promise<void> {
  document.body.append(place)
  root ??= createRoot(place)
  await act(async () => root?.render(within(node)))
}
afterEach(async () => {
  await act(async () => root?.unmount())
  root = null
  place.remove()
  freshLinks.setState([], true)
  vi.unstubAllGlobals()
})
const press = (words: string, where: 'page' | 'dialog') =>
  act(async () => {
    const isThere = (button: Element) => (button.closest('dialog') !== null) === (where === 'dialog')
    const buttons = [...place.querySelectorAll('button')].filter(isThere)
    buttons.find(({ textContent }) => textContent === words)?.click()
  })
beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
})

const berlin = meetingView('berlin', 'Berlin')
const { gathering } = snapshotOf([berlin])

test('a new host link stays until it is put away, also when another city is added', async () => {
  const link = (name: string, secret: string) =>
    ({ gatheringId: gathering.gatheringId, opens: 'host', name, secret }) as const
  keepFreshLink(link('Berlin', 'h_first'))
  keepFreshLink(link('Idlib', 'h_second'))
  keepFreshLink({ ...link('Elsewhere', 'h_other'), gatheringId: 'another' })
  const shown = () => [...place.querySelectorAll('input')].map(({ value }) => value.split('#')[1])
  await show(<FreshHostLinks gathering={gathering} />)
  expect(shown()).toEqual(['h_first', 'h_second'])
  // Switches to another part of the page, and back.
  await show(<p>another part</p>)
  await show(<FreshHostLinks gathering={gathering} />)
  expect(shown()).toEqual(['h_first', 'h_second'])
  await press(en.t('desk.link-sent'), 'page')
  expect(shown()).toEqual(['h_second'])
})

test('many new links, as after a file, are copied together and stay as long', async () => {
  for (const at of [1, 2, 3, 4])
    keepFreshLink({
      gatheringId: gathering.gatheringId,
      opens: 'host',
      name: `City ${at}`,
      secret: `h_${at}`,
    })
  await show(<FreshHostLinks gathering={gathering} />)
  expect(place.textContent).toContain(en.t('organize.import.links-text'))
  expect(place.querySelectorAll('section')).toHaveLength(1)
  await press(en.t('desk.link-sent'), 'page')
  expect(freshLinks.getState()).toEqual([])
})

test('a rehearsal during the gathering is asked about first; before it, one press begins it', async () => {
  let begun = 0
  const begin = () => {
    begun += 1
  }
  const start = (isLive: boolean) => <StartRehearsal mayAct isLive={isLive} onStart={begin} />
  await show(start(false))
  await press(en.t('control.rehearsal-start'), 'page')
  expect(begun).toBe(1)
  await show(start(true))
  await press(en.t('control.rehearsal-start'), 'page')
  expect(begun).toBe(1)
  expect(document.body.textContent).toContain(en.t('control.rehearsal-start-hint'))
  await press(en.t('control.rehearsal-start'), 'dialog')
  expect(begun).toBe(2)
})

test('postponing is asked about, and takes the reason along', async () => {
  await show(<PlansSection gathering={gathering} replies={3} undo={undo} />)
  await press(en.t('organize.plans.postpone'), 'page')
  expect(dispatched.names).toEqual([])
  const field = place.querySelector<HTMLTextAreaElement>('dialog [name=reason]')
  await act(async () => {
    const { set } = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value') ?? {}
    set?.call(field, 'The roads are closed.')
    field?.dispatchEvent(new Event('input', { bubbles: true }))
  })
  await press(en.t('organize.plans.postpone-confirm'), 'dialog')
  expect(dispatched.names).toEqual(['postponeGathering'])
  expect(dispatched.reason()).toBe('The roads are closed.')
})

test('the desk says by its own clock since when a city has the stage, as it says when the next is expected', () => {
  const since = startsAt + 60_000
  const sydney = { ...berlin, place: { ...berlin.place, timeZone: 'Australia/Sydney' } }
  const html = draw(
    <NowMonitor
      run={{ isRehearsal: false, stage: { ...emptyStage, since }, rollCall: null, startsAt }}
      meeting={sydney}
      segment={null}
      now={since + 1000}
      timeZone="Asia/Damascus"
    />,
  )
  expect(html).toContain(clock(since, 'Asia/Damascus', en.formatLocale, 'time'))
  expect(html).not.toContain(clock(since, 'Australia/Sydney', en.formatLocale, 'time'))
})

test('who proposed a city reads on each visit that it is approved', () => {
  const head = (meeting: typeof berlin) =>
    draw(<HostHead meeting={meeting} gathering={gathering} title="A" gatheringHref="/g/a" />)
  expect(head({ ...berlin, status: 'proposed' })).toContain('is waiting for the organizers')
  expect(head(berlin)).toContain('is approved')
  const invited = { ...berlin, exposure: { ...berlin.exposure, existence: 'invited' } } as const
  expect(head(invited)).toContain('Only people with your invitation')
})
