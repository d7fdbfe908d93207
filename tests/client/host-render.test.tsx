// The host's pages and the stage rendered without a browser, in both languages.
// @vitest-environment node

import { renderToString } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { createStore } from 'zustand/vanilla'
import { HostCity } from '#client/features/host/city/host-city.tsx'
import { ProposeForm } from '#client/features/host/city/propose-form.tsx'
import { HostDoor } from '#client/features/host/door/host-door.tsx'
import { HostHead } from '#client/features/host/host-head.tsx'
import { HostStream } from '#client/features/host/stream/host-stream.tsx'
import { StagePlayer } from '#client/features/stage/stage-player.tsx'
import type { Messages } from '#client/i18n/i18n.ts'
import { createI18n } from '#client/i18n/i18n.ts'
import arabic from '#client/i18n/messages/ar.json'
import english from '#client/i18n/messages/en.json'
import { I18nProvider } from '#client/i18n/use-i18n.tsx'
import type { Sync } from '#client/sync/create-sync.ts'
import { SyncProvider } from '#client/sync/use-sync.ts'
import { emptyStage } from '#shared/domain/stage.ts'
import type { Stream } from '#shared/domain/stream.ts'
import type { AttendanceView } from '#shared/protocol/views.ts'
import { meetingView, snapshotOf, startsAt } from './views.ts'

const sync = {
  now: () => startsAt - 60_000,
  outbox: createStore(() => ({ pending: [], refusedLater: [] })),
  dispatch: () => new Promise(() => undefined),
} as unknown as Sync

const messages = { en: english, ar: arabic } as unknown as Record<string, Messages>

function draw(node: React.ReactNode, language = 'en'): string {
  return renderToString(
    <I18nProvider value={createI18n(language, messages[language] ?? {})}>
      <SyncProvider value={sync}>{node}</SyncProvider>
    </I18nProvider>,
  )
}

const meeting = meetingView('m1', 'Berlin', true)
const hls: Stream = {
  streamId: 's1',
  role: 'main',
  source: { provider: 'hls', url: 'https://stream.example.org/live.m3u8' },
}
const replies: readonly AttendanceView[] = Array.from({ length: 2000 }, (_, index) => ({
  attendanceId: `a${index}`,
  code: `C${String(index).padStart(4, '0')}`,
  partySize: 2,
  state: 'confirmed',
  queueOrder: index,
  arrived: 0,
  vouched: false,
  exactState: 'confirmed',
  repliedMinute: 0,
  held: '',
}))
const commands = { ask: () => new Promise<never>(() => undefined), refused: null }
const undo = {
  offer: () => undefined,
  end: () => undefined,
  message: null,
  label: undefined,
  left: null,
  secondsLeft: null,
  onUndo: () => undefined,
  onDismiss: () => undefined,
  onHold: () => undefined,
}

describe.each(['en', 'ar'])('in %s', (language) => {
  test('the door draws the first of two thousand replies, ready to be ticked', () => {
    const html = draw(
      <HostDoor
        meeting={meeting}
        counts={snapshotOf([meeting]).counts[0]}
        attendances={replies}
        startsAt={startsAt}
        isPast={false}
        commands={commands}
        undo={undo}
        cityLink="https://example.org/g/x/m1"
      />,
      language,
    )
    expect(html).toContain('A84ZFP')
    expect(html).toContain('C0039')
    expect(html).not.toContain('C0040')
  })
  test('the city, its head and the form draw', () => {
    const { gathering } = snapshotOf([])
    const head = (
      <HostHead
        meeting={{ ...meeting, status: 'proposed' }}
        gathering={gathering}
        title="T"
        gatheringHref="/g/x"
      />
    )
    const city = (
      <HostCity
        meeting={meeting}
        gathering={gathering}
        title="T"
        commands={commands}
        undo={undo}
        cityLink="https://example.org/g/x/m1"
      />
    )
    const form = (
      <ProposeForm
        gathering={gathering}
        meetings={[]}
        askedPlaceId={null}
        hrefOf={(id) => `/g/x/${id}`}
        onSent={() => undefined}
      />
    )
    expect(draw(head, language)).toContain(language === 'ar' ? 'برلين' : 'Berlin')
    expect(draw(city, language)).toContain('Hall')
    expect(draw(form, language)).toContain('name="hostAlias"')
  })
  test('the desk draws its streams with what they were understood as', () => {
    const html = draw(
      <HostStream
        meeting={{ ...meeting, streams: [hls] }}
        stage={emptyStage}
        onStage={null}
        commands={commands}
        undo={undo}
        turn={null}
        talk={null}
        trial={() => null}
      />,
      language,
    )
    expect(html).toContain('stream.example.org')
  })
})

describe('the stage', () => {
  const onAir = { ...meetingView('m1', 'Berlin'), link: { status: 'on-air', since: 0 } as const }
  test('names whom it would load from, and has nothing in it that loads', () => {
    const html = draw(<StagePlayer kind="stage" meeting={{ ...onAir, streams: [hls] }} skyAt={startsAt} />)
    expect(html).toContain('Watch from Berlin')
    expect(html).toContain('stream.example.org')
    expect(html).not.toMatch(/<iframe|src="|https:\/\//)
  })
  test('says the city and what is the matter when its line has trouble', () => {
    const html = draw(
      <StagePlayer
        kind="stage"
        meeting={{ ...onAir, streams: [hls], link: { status: 'trouble', since: 0 } }}
      />,
    )
    expect(html).toContain('Berlin')
    expect(html).toContain(english['stage.trouble'])
  })
  test('leads outward to what it cannot show, without telling where from', () => {
    const source = { provider: 'link', url: 'https://elsewhere.example.org/watch' } as const
    const html = draw(
      <StagePlayer kind="city" meeting={{ ...onAir, streams: [{ streamId: 's', role: 'main', source }] }} />,
    )
    expect(html).toContain('rel="noopener noreferrer"')
    expect(html).toContain('elsewhere.example.org')
  })
  test('waits for a city while nobody has it', () => {
    expect(draw(<StagePlayer kind="stage" meeting={null} />)).toContain(english['stage.empty'])
  })
})
