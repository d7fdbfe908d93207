// How updates change the known state of a gathering: the catch-up rule.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { noCounts } from '#shared/domain/meeting.ts'
import { firstPlan } from '#shared/domain/moment.ts'
import { emptyStage } from '#shared/domain/stage.ts'
import type { CityClock } from '#shared/domain/zone-clock.ts'
import { applyUpdate } from '#shared/protocol/apply-update.ts'
import { mostMessages } from '#shared/protocol/crew-talk.ts'
import type {
  AttendanceView,
  ControlView,
  CountsView,
  CrewMessageView,
  Snapshot,
  Update,
} from '#shared/protocol/views.ts'
import { meetingView } from '../client/views.ts'

const count = (meetingId: string, confirmed: number): CountsView => ({
  ...noCounts,
  meetingId,
  confirmed,
  left: null,
  full: false,
  rounded: false,
})
const gathering = {
  gatheringId: 'gathering',
  slug: 'one-hour',
  status: 'published',
  isExample: false,
  startsAt: null,
  lengthMs: 1,
  ...firstPlan,
  leadPlace: null,
  languages: [],
  texts: {},
} as const
const known: Snapshot = {
  epoch: 'epoch',
  clocks: [],
  version: 5,
  gathering,
  stage: emptyStage,
  programme: [],
  recordings: [],
  rollCall: null,
  control: null,
  messages: [],
  meetings: [],
  counts: [count('berlin', 3), count('idlib', 4)],
  attendances: [],
}
const told = (from: number, to: number, more: Partial<Update> = {}): Update => ({
  epoch: 'epoch',
  gatheringId: 'gathering',
  from,
  to,
  ...more,
})

describe('U2: an update', () => {
  test.each([
    ['that follows is applied', told(5, 6), 'applied'],
    ['that reaches back is applied, for its values are absolute', told(2, 6), 'applied'],
    ['of what is known is old', told(4, 5), 'old'],
    ['that says nothing happened is old', told(5, 5), 'old'],
    ['after something that was missed is a gap', told(6, 7), 'gap'],
    ['of another store is a gap', { ...told(5, 6), epoch: 'other' }, 'gap'],
    ['of another store is a gap even if it looks old', { ...told(1, 2), epoch: 'other' }, 'gap'],
  ])('%s', (_what, update, kind) => expect(applyUpdate(known, update).kind).toBe(kind))
})

test('U3: what was told replaces what was known in its place, adds what is new, and takes out what is gone', () => {
  const applied = applyUpdate(
    known,
    told(5, 6, { counts: [count('aleppo', 1), count('berlin', 9)], gone: ['idlib'] }),
  )
  expect(applied).toMatchObject({ kind: 'applied', snapshot: { epoch: 'epoch', version: 6 } })
  if (applied.kind !== 'applied') return
  expect(applied.snapshot.counts).toEqual([count('berlin', 9), count('aleppo', 1)])
  expect(applied.snapshot.attendances).toBe(known.attendances)
  expect(known.counts).toHaveLength(2)
})

test('U3: a city that is gone takes its page and its numbers along', () => {
  const listed = { ...known, meetings: [meetingView('berlin', 'Berlin'), meetingView('idlib', 'Idlib')] }
  const result = applyUpdate(
    listed,
    told(5, 6, { gone: ['idlib'], meetings: [meetingView('aleppo', 'Aleppo')] }),
  )
  expect(result).toMatchObject({
    snapshot: {
      meetings: [{ meetingId: 'berlin' }, { meetingId: 'aleppo' }],
      counts: [{ meetingId: 'berlin' }],
    },
  })
})

test('U3: whoever is of the crew no longer keeps neither the control room, nor what was said there, nor the list of replies', () => {
  const control = { rehearsal: null } as ControlView
  const reply = { attendanceId: 'one' } as AttendanceView
  const message = { messageId: 'message', order: 1, rehearsalId: null } as CrewMessageView
  const crew: Snapshot = { ...known, control, attendances: [reply], messages: [message] }
  const counted = applyUpdate(crew, told(5, 6, { counts: [count('berlin', 9)] }))
  expect(counted).toMatchObject({ snapshot: { control, attendances: [reply], messages: [message] } })
  const ended = applyUpdate(crew, told(5, 6, { control: null }))
  expect(ended).toMatchObject({ snapshot: { control: null, attendances: [], messages: [] } })
  const again = applyUpdate(crew, told(5, 6, { control: null, messages: [message] }))
  expect(again).toMatchObject({ snapshot: { messages: [] } })
})

test('U3: a list that is told whole replaces the one that was known', () => {
  const reply = (attendanceId: string) => ({ attendanceId }) as AttendanceView
  const listed = { ...known, attendances: [reply('one'), reply('two')] }
  const whole = (attendances?: readonly AttendanceView[]) =>
    applyUpdate(
      listed,
      told(5, 6, { isWholeList: true, ...(attendances === undefined ? {} : { attendances }) }),
    )
  expect(whole([reply('three')])).toMatchObject({ snapshot: { attendances: [reply('three')] } })
  expect(whole()).toMatchObject({ snapshot: { attendances: [] } })
})

describe('Z1: the clocks of a page', () => {
  const clockOf = (timeZone: string, offset: number) => ({ timeZone, offset }) as CityClock
  const berlin = meetingView('berlin', 'Berlin')
  const zone = berlin.place.timeZone
  const before: Snapshot = { ...known, meetings: [berlin], clocks: [clockOf(zone, 1), clockOf('X/0', 5)] }

  test('stay the same list while nothing that has a clock changes', () => {
    expect(applied(before, { counts: [count('berlin', 9)] }).clocks).toBe(before.clocks)
  })

  test('are those that were told last, of the zones that are still shown', () => {
    expect(applied(before, { clocks: [clockOf(zone, 2)] }).clocks).toEqual([clockOf(zone, 2)])
    const edited = { ...berlin, venue: 'Hall' } as typeof berlin
    expect(applied(before, { meetings: [edited] }).clocks).toEqual([clockOf(zone, 1)])
  })

  test('are none where an older server told none', () => {
    const { clocks: _clocks, ...older } = before
    expect(applied(older as Snapshot, { counts: [count('berlin', 9)] }).clocks).toEqual([])
    expect(applied(older as Snapshot, { clocks: [clockOf(zone, 2)] }).clocks).toEqual([clockOf(zone, 2)])
  })
})

test('U3: a reply that left a list leaves it, unless it is told to be there', () => {
  const reply = (attendanceId: string) => ({
    attendanceId,
    code: 'ABCDE',
    partySize: 1,
    state: 'confirmed' as const,
    exactState: 'confirmed' as const,
    repliedMinute: 0,
    held: '' as const,
    queueOrder: 1,
    arrived: 0,
    vouched: false,
  })
  const listed = { ...known, attendances: [reply('one'), reply('two')] }
  const applied = applyUpdate(listed, told(5, 6, { attendancesGone: ['one'], attendances: [reply('three')] }))
  expect(applied).toMatchObject({ snapshot: { attendances: [reply('two'), reply('three')] } })
})

const applied = (before: Snapshot, more: Partial<Update>): Snapshot => {
  const result = applyUpdate(before, told(before.version, before.version + 1, more))
  if (result.kind !== 'applied') throw new Error(result.kind)
  return result.snapshot
}

describe('U1: what an update names replaces what was known, and what it does not name stays', () => {
  const rollCall = { rollId: 'roll', calledAt: 1, endedAt: null, answers: {} }
  const stage = { ...emptyStage, fence: 4 }
  const full: Snapshot = { ...known, stage, rollCall }

  test('a roll-call that the update says is over is gone', () => {
    expect(applied(full, { rollCall: null }).rollCall).toBeNull()
    expect(applied(full, {}).rollCall).toEqual(rollCall)
  })

  test('the stage and the words of the gathering are replaced', () => {
    expect(applied(full, { stage: emptyStage }).stage).toEqual(emptyStage)
    expect(applied(full, {}).stage).toEqual(stage)
    const renamed = { ...gathering, slug: 'another-hour' }
    expect(applied(full, { gathering: renamed }).gathering).toEqual(renamed)
    expect(applied(full, {}).gathering).toEqual(gathering)
  })

  test('an empty programme and an empty list of recordings are replacements too', () => {
    const segment = { segmentId: 'one', meetingId: null, kind: 'report', language: '', title: '' } as const
    const times = { lengthMs: 1, pinnedMs: null, overrun: 'push', isClosed: false } as const
    const programme = [{ ...segment, ...times }]
    const source = { provider: 'link', url: 'https://example.org/' } as const
    const recordings = [{ meetingId: null, segmentId: 'one', source }]
    const before: Snapshot = { ...full, programme, recordings }
    expect(applied(before, { programme: [], recordings: [] })).toMatchObject({
      programme: [],
      recordings: [],
    })
    expect(applied(before, {})).toMatchObject({ programme, recordings })
  })
})

describe('what the crew said', () => {
  const said = (order: number, rehearsalId: string | null = null): CrewMessageView => ({
    messageId: `message-${order}`,
    order,
    at: order,
    from: null,
    alias: '',
    to: null,
    cue: null,
    text: `${order}`,
    rehearsalId,
  })
  const orders = ({ messages }: Snapshot) => messages.map(({ order }) => order)
  const controlWith = (rehearsalId: string | null) =>
    ({ rehearsal: rehearsalId === null ? null : { rehearsalId } }) as ControlView

  test('and who directs is replaced as a whole, and stays when the update does not name it', () => {
    const before = { ...known, control: controlWith('monday') }
    expect(applied(before, { control: controlWith('tuesday') }).control).toEqual(controlWith('tuesday'))
    expect(applied(before, {}).control).toEqual(controlWith('monday'))
  })

  test('is kept in the order in which it was said, however it came', () => {
    const before = { ...known, messages: [said(1), said(4)] }
    expect(orders(applied(before, { messages: [said(3), said(2)] }))).toEqual([1, 2, 3, 4])
  })

  test('is kept up to the most that a page shows, the oldest is dropped first', () => {
    const messages = Array.from({ length: mostMessages }, (_, order) => said(order))
    const grown = applied({ ...known, messages }, { messages: [said(mostMessages), said(mostMessages + 1)] })
    expect(grown.messages).toHaveLength(mostMessages)
    expect(orders(grown)[0]).toBe(2)
    expect(orders(grown).at(-1)).toBe(mostMessages + 1)
  })

  test('is the same list when the update says nothing of the crew', () => {
    const before = { ...known, messages: [said(1)] }
    expect(applied(before, { counts: [count('berlin', 5)] }).messages).toBe(before.messages)
  })

  test('K8: in a rehearsal is dropped when that rehearsal is over or another one begins, and stays while it lasts', () => {
    const before: Snapshot = {
      ...known,
      control: controlWith('monday'),
      messages: [said(1), said(2, 'monday')],
    }
    expect(orders(applied(before, { control: controlWith(null) }))).toEqual([1])
    expect(orders(applied(before, { control: controlWith('tuesday') }))).toEqual([1])
    expect(orders(applied(before, { control: controlWith('monday') }))).toEqual([1, 2])
    expect(orders(applied(before, { messages: [said(3, 'monday')] }))).toEqual([1, 2, 3])
    expect(orders(applied(before, { messages: [said(3, 'sunday')] }))).toEqual([1, 2])
  })
})

/** The true history: at each version one city got a number. An update contains the numbers of the cities that changed in its range. */
const histories = fc.array(fc.tuple(fc.constantFrom('berlin', 'idlib', 'aleppo', 'toronto'), fc.nat(99)), {
  minLength: 1,
  maxLength: 30,
})

function stateAt(history: readonly (readonly [string, number])[], version: number): Map<string, number> {
  return new Map(history.slice(0, version))
}

function updateOf(history: readonly (readonly [string, number])[], from: number, to: number): Update {
  const touched = new Set(history.slice(from, to).map(([city]) => city))
  const now = stateAt(history, to)
  return told(from, to, { counts: [...touched].map((city) => count(city, now.get(city) ?? 0)) })
}

test('U4: lost, doubled, late and overlapping updates: whoever asks at a gap ends with the truth, and never goes back', () => {
  const wire = fc.array(fc.tuple(fc.nat(30), fc.nat(10), fc.integer({ min: 1, max: 3 }), fc.boolean()), {
    maxLength: 60,
  })
  fc.assert(
    fc.property(histories, wire, (history, messages) => {
      let snapshot: Snapshot = { ...known, version: 0, counts: [] }
      const apply = (update: Update) => {
        const applied = applyUpdate(snapshot, update)
        if (applied.kind === 'applied') {
          expect(applied.snapshot.version).toBeGreaterThan(snapshot.version)
          snapshot = applied.snapshot
        }
        return applied.kind
      }
      for (const [start, length, times, isLost] of messages) {
        const from = Math.min(start, history.length)
        const to = Math.min(from + length, history.length)
        if (isLost) continue
        for (let time = 0; time < times; time += 1) {
          if (apply(updateOf(history, from, to)) === 'gap') apply(updateOf(history, snapshot.version, to))
        }
        expect(new Map(snapshot.counts.map((view) => [view.meetingId, view.confirmed]))).toEqual(
          stateAt(history, snapshot.version),
        )
      }
    }),
    { numRuns: 500 },
  )
})
