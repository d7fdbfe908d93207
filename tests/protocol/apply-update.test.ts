import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { noCounts } from '#shared/domain/meeting.ts'
import { firstPlan } from '#shared/domain/moment.ts'
import { emptyStage } from '#shared/domain/stage.ts'
import { applyUpdate } from '#shared/protocol/apply-update.ts'
import type { CountsView, Snapshot, Update } from '#shared/protocol/views.ts'

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
  expect(applied).toMatchObject({ kind: 'applied', snapshot: { version: 6 } })
  if (applied.kind !== 'applied') return
  expect(applied.snapshot.counts).toEqual([count('berlin', 9), count('aleppo', 1)])
  expect(applied.snapshot.attendances).toBe(known.attendances)
  expect(known.counts).toHaveLength(2)
})

test('U3: a reply that left a list leaves it, unless it is told to be there', () => {
  const reply = (attendanceId: string) => ({
    attendanceId,
    code: 'ABCDE',
    partySize: 1,
    state: 'confirmed' as const,
    queueOrder: 1,
    arrived: 0,
    vouched: false,
  })
  const listed = { ...known, attendances: [reply('one'), reply('two')] }
  const applied = applyUpdate(listed, told(5, 6, { attendancesGone: ['one'], attendances: [reply('three')] }))
  expect(applied).toMatchObject({ snapshot: { attendances: [reply('two'), reply('three')] } })
})

/** What really happened: at each version one city got a number. An update tells the numbers of the cities that it spans. */
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
