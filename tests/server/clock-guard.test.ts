// When the clock is trusted for deletions by date: a unit test with simulated clocks.
import { expect, test } from 'vitest'
import { type ClockTrust, createClockGuard, judgeApart } from '#server/jobs/clock-guard.ts'
import type { ClockRecord } from '#server/store/clock-rows.ts'

const [minuteMs, hourMs, dayMs] = [60_000, 3_600_000, 86_400_000]
const noon = Date.UTC(2026, 0, 20, 12)

/** A process with an adjustable clock; it checks every ten minutes and writes its own records as the job does. */
function makeProcess(wall: number, first: ClockRecord | null) {
  const guard = createClockGuard('self')
  let [now, monotonic, record] = [wall, 0, first]
  function look(): ClockTrust {
    const { trust, replacesRecord } = guard.look({ wall: now, monotonic, record })
    const isNewer = record === null || record.at < now
    if (trust === 'steady' && (isNewer || replacesRecord)) record = { at: now, by: 'self' }
    return trust
  }
  return {
    look,
    set: (aheadMs: number) => {
      now += aheadMs
    },
    confirm: (by: string, at = now) => {
      record = { at, by }
    },
    recordedAt: () => record?.at,
    /** The result of the last check. */
    run: (ms: number, meanwhile: () => void = () => undefined): ClockTrust => {
      let trust: ClockTrust = 'steady'
      for (let passed = 0; passed < ms; passed += 10 * minuteMs) {
        now += 10 * minuteMs
        monotonic += 10 * minuteMs
        meanwhile()
        trust = look()
      }
      return trust
    },
  }
}

test('G4: a start at most 26 hours ahead of the record is trusted, one further ahead or behind it is not', () => {
  const at = (aheadMs: number) => makeProcess(noon + aheadMs, { at: noon, by: 'before' }).look()
  expect(at(0)).toBe('steady')
  expect(at(26 * hourMs)).toBe('steady')
  expect(at(26 * hourMs + 1)).toBe('ahead')
  expect(at(61 * dayMs)).toBe('ahead')
  expect(at(-minuteMs)).toBe('steady')
  expect(at(-minuteMs - 1)).toBe('behind')
  expect(makeProcess(noon, null).look()).toBe('steady')
})

test.each([
  ['ahead', 61 * dayMs],
  ['behind', -61 * dayMs],
] as const)('G4: a start %s is trusted after 24 hours without a step, and not before', (trust, aheadMs) => {
  const process = makeProcess(noon + aheadMs, { at: noon, by: 'before' })
  expect(process.look()).toBe(trust)
  expect(process.run(23 * hourMs)).toBe(trust)
  expect(process.recordedAt()).toBe(noon)
  process.set(5 * minuteMs)
  expect(process.run(23 * hourMs + 50 * minuteMs)).toBe(trust)
  expect(process.run(20 * minuteMs)).toBe('steady')
  expect(process.recordedAt()).toBeGreaterThan(noon + aheadMs)
})

test('G4: a start behind the record is trusted once its clock has passed it', () => {
  const process = makeProcess(noon - 2 * hourMs, { at: noon, by: 'before' })
  expect(process.look()).toBe('behind')
  expect(process.run(90 * minuteMs)).toBe('behind')
  expect(process.run(30 * minuteMs)).toBe('steady')
})

test('G4: a clock that is set while the server runs is not trusted, also by steps that are small alone', () => {
  const jumped = makeProcess(noon, null)
  jumped.look()
  jumped.set(61 * dayMs)
  expect(jumped.run(hourMs)).toBe('ahead')
  const back = makeProcess(noon, null)
  back.look()
  back.set(-3 * hourMs)
  expect(back.run(hourMs)).toBe('behind')
  const creeping = makeProcess(noon, null)
  creeping.look()
  creeping.set(20 * hourMs)
  expect(creeping.run(hourMs)).toBe('steady')
  creeping.set(20 * hourMs)
  expect(creeping.run(hourMs)).toBe('ahead')
  expect(creeping.run(24 * hourMs)).toBe('steady')
})

test('G4: small steps are forgotten after a steady day', () => {
  const process = makeProcess(noon, null)
  process.look()
  for (let nights = 0; nights < 5; nights += 1) {
    process.set(8 * hourMs)
    expect(process.run(25 * hourMs)).toBe('steady')
  }
})

test('G4: while another process records another time, a wrong clock is never trusted', () => {
  const process = makeProcess(noon + 61 * dayMs, { at: noon, by: 'other' })
  let others = noon
  const other = () => {
    others += 10 * minuteMs
    process.confirm('other', others)
  }
  expect(process.look()).toBe('ahead')
  expect(process.run(3 * dayMs, other)).toBe('ahead')
  expect(process.recordedAt()).toBe(others)
  // Its clock is corrected.
  process.set(-61 * dayMs)
  expect(process.run(10 * minuteMs, other)).toBe('steady')
})

test('G4: what the operator confirms is trusted at once', () => {
  const late = makeProcess(noon + 61 * dayMs, { at: noon, by: 'before' })
  expect(late.look()).toBe('ahead')
  late.confirm('operator')
  expect(late.look()).toBe('steady')
  const jumped = makeProcess(noon, null)
  jumped.look()
  jumped.set(40 * dayMs)
  jumped.confirm('operator')
  expect(jumped.look()).toBe('steady')
})

test('a clock is apart from that of the database by more than a minute', () => {
  expect([-minuteMs, 0, minuteMs].map(judgeApart)).toEqual(['steady', 'steady', 'steady'])
  expect([-minuteMs - 1, minuteMs + 1].map(judgeApart)).toEqual(['behind', 'ahead'])
})
