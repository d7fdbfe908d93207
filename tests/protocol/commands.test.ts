import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { exposurePresets } from '#shared/domain/exposure.ts'
import { type CommandName, commandSchemas, parseCommand } from '#shared/protocol/commands.ts'
import { limits } from '#shared/protocol/limits.ts'

const id = 'an-id-of-somebody'
const secret = `h_${'a'.repeat(32)}`
const plan = {
  hostAlias: 'Nour',
  venue: 'Hall',
  address: '1 Long Street',
  note: 'Bring tea',
  capacity: 50,
  languages: ['ar'],
  doorsMinutesBefore: 30,
  exposure: exposurePresets.open,
}
const text = {
  title: 'One hour',
  slogan: 'Together',
  statement: 'We meet.',
  goals: ['To meet'],
  agenda: [{ title: 'Welcome', minutes: 5 }],
  whoWeAre: 'People',
  funding: 'None',
}

const seat = { seatId: id, term: 1 }

/** One command of each kind with all fields present. */
const whole: Readonly<Record<CommandName, Readonly<Record<string, unknown>>>> = {
  createGathering: { language: 'ar' },
  editGathering: {
    startsAt: 1,
    lengthMs: 3_600_000,
    clockRule: 'same-local-hour',
    leadPlaceId: '314830',
    languages: ['ar'],
    texts: { ar: text },
  },
  publishGathering: {},
  unpublishGathering: {},
  postponeGathering: {},
  cancelGathering: {},
  reinstateGathering: {},
  bringPurgeNearer: { purgeAt: 1 },
  removeGathering: {},
  putSegment: {
    segment: {
      segmentId: id,
      meetingId: id,
      kind: 'report',
      language: 'ar',
      title: 'From Gaziantep',
      lengthMs: 300_000,
      pinnedMs: 0,
      overrun: 'absorb',
    },
    afterSegmentId: id,
  },
  setRecording: { meetingId: id, segmentId: id, address: 'https://videos.example.org/watch' },
  removeSegment: { segmentId: id },
  handStage: { meetingId: id, segmentId: id, seenFence: 0, seat, isRehearsal: true },
  holdStage: { isHeld: true, seenFence: 0, seat, isRehearsal: true },
  putNext: { meetingId: id, seat, isRehearsal: true },
  callRoll: { rollId: id, seat, isRehearsal: true },
  endRoll: { rollId: id, seat, isRehearsal: true },
  answerRoll: { rollId: id, meetingId: id, isRehearsal: true },
  startRehearsal: { rehearsalId: id, seat },
  endRehearsal: { rehearsalId: id, seat },
  takeSeat: { seatId: id, alias: 'Layla', seenTerm: 0 },
  askForSeat: { seatId: id, alias: 'Layla' },
  giveSeat: { seat, toSeatId: id },
  leaveSeat: { seat },
  sendCue: { messageId: id, meetingId: id, cue: 'stand-by', isRehearsal: true },
  sendMessage: { messageId: id, meetingId: id, text: 'Two minutes', isRehearsal: true },
  appointDirector: { directorId: id, alias: 'Layla', directorSecret: `d_${'a'.repeat(32)}` },
  dismissDirector: { directorId: id },
  addMeeting: { meetingId: id, placeId: '314830', plan, hostSecret: secret },
  proposeMeeting: { meetingId: id, placeId: '314830', plan },
  editMeeting: { meetingId: id, edit: plan },
  approveMeeting: { meetingId: id },
  declineMeeting: { meetingId: id, reason: 'Too near' },
  withdrawMeeting: { meetingId: id },
  moveMeeting: { meetingId: id, placeId: '314830' },
  mergeMeeting: { meetingId: id, intoMeetingId: id },
  unmergeMeeting: { meetingId: id },
  renewHostLink: { meetingId: id, hostSecret: secret },
  renewInvitation: { meetingId: id },
  renewArrivalCode: { meetingId: id },
  eraseReplies: { meetingId: id },
  addStream: { meetingId: id, streamId: id, role: 'main', address: 'https://example.org/a.m3u8' },
  removeStream: { meetingId: id, streamId: id },
  setLink: { meetingId: id, status: 'ready' },
  replyToMeeting: { meetingId: id, partySize: 2, invitation: `i_${'a'.repeat(32)}` },
  resizeReply: { partySize: 2 },
  cancelReply: {},
  eraseReply: {},
  moveReply: { toMeetingId: id, invitation: `i_${'a'.repeat(32)}` },
  arrive: { arrivalCode: 'ABCDEF', arrived: 1 },
  tickArrival: { attendanceId: id, arrived: 1 },
  vouchForReply: { attendanceId: id, vouched: true },
  countWalkIns: { meetingId: id, walkIns: 3 },
  decideReplies: { meetingId: id, decisionId: id, decision: 'confirm', attendanceIds: [id] },
  decideBurst: { meetingId: id, decisionId: id, decision: 'decline', fromMinute: 1, toMinute: 2 },
  declineProposals: { meetingIds: [id], reason: 'Unknown to us' },
  reproposeMeetings: { meetingIds: [id] },
  takeBackDecision: { meetingId: id, decisionId: id },
}
const names = Object.keys(whole) as CommandName[]
const envelope = (name: string, payload: unknown) => ({ commandId: id, gatheringId: id, name, payload })

/** Strings that break careless code, like those in well-known lists. */
const naughty = [
  '',
  ' ',
  '\u0000',
  '\u200b\u202e\ufeff',
  '\ud800',
  'x'.repeat(300_000),
  '\n'.repeat(1000),
  '__proto__',
  'constructor',
  'null',
  'NaN',
  '-1',
  '1e400',
  '<script>alert(1)</script>',
  "'; drop table meetings; --",
  '../../etc/passwd',
  '%s%n$&$1',
  '=cmd|calc!A1',
  'BEGIN:VEVENT\r\nEND:VCALENDAR',
  '﷽'.repeat(200),
  'Z̷̢͔̮a̶͇l̴g̵o̶'.repeat(20),
  '👩‍👩‍👧‍👦',
  '١٢٣',
]

/** The path of every value in a payload. */
function leaves(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [path]
  return Object.entries(value).flatMap(([key, inner]) =>
    leaves(inner, [...path, Array.isArray(value) ? Number(key) : key]),
  )
}

function withLeaf(payload: unknown, path: readonly (string | number)[], value: unknown): unknown {
  const copy = structuredClone(payload) as Record<string | number, unknown>
  let at = copy
  for (const key of path.slice(0, -1)) at = at[key] as Record<string | number, unknown>
  at[path.at(-1) as string] = value
  return copy
}

describe('C1: what arrives is a command or says which fields are wrong', () => {
  test('every command is tried here', () => expect(names.sort()).toEqual(Object.keys(commandSchemas).sort()))

  test.each(names)('%s is taken when it is whole', (name) => {
    expect(parseCommand(envelope(name, whole[name]))).toMatchObject({ ok: true, command: { name } })
  })

  test.each(names)('C2: an object whose length is no number makes %s throw in no field', (name) => {
    const lengthy = { length: { toString: 1, valueOf: 1 } }
    for (const field of Object.keys(whole[name])) {
      parseCommand(envelope(name, { ...whole[name], [field]: lengthy }))
    }
    for (const field of ['commandId', 'gatheringId', 'credential'] as const) {
      expect(parseCommand({ ...envelope(name, whole[name]), [field]: lengthy }).ok, field).toBe(false)
    }
  })

  test('nothing makes it throw', () => {
    const anything = fc.oneof(
      fc.anything(),
      fc.jsonValue(),
      fc.record({
        commandId: fc.oneof(fc.constant(id), fc.anything()),
        gatheringId: fc.oneof(fc.constant(id), fc.anything()),
        name: fc.oneof(fc.constantFrom<string>(...names, '__proto__', 'toString'), fc.anything()),
        payload: fc.oneof(fc.jsonValue(), fc.constantFrom(...Object.values(whole))),
        credential: fc.option(fc.anything()),
      }),
    )
    fc.assert(
      fc.property(anything, (input) => {
        const parsed = parseCommand(input)
        if (!parsed.ok) expect(parsed.fields.length).toBeGreaterThan(0)
      }),
      { numRuns: 3000 },
    )
  })

  test.each(names)('%s: whatever stands in a field, that field is named or its value is clean', (name) => {
    for (const path of leaves(whole[name])) {
      for (const value of [...naughty, null, -1, 1.5, Number.MAX_SAFE_INTEGER, true, [], {}, undefined]) {
        const parsed = parseCommand(envelope(name, withLeaf(whole[name], path, value)))
        const field = path.join('.')
        if (parsed.ok) {
          const clean = JSON.stringify(parsed.command.payload)
          expect(clean).not.toMatch(/[\u200b\u202e\ufeff]|\\u0000/)
          expect(clean.length).toBeLessThan(limits.statement * 2)
        } else {
          const at = parsed.fields.map((error) => error.field)
          expect({ field, isNamed: at.every((named) => named !== '' && field.startsWith(named)) }).toEqual({
            field,
            isNamed: true,
          })
        }
      }
    }
  })

  test.each(names)('%s: no field too many goes through', (name) => {
    const parsed = parseCommand(envelope(name, { ...whole[name], isAdmin: true, actor: 'organizer' }))
    if (parsed.ok) expect(parsed.command.payload).not.toHaveProperty('isAdmin')
  })
})

test.each([
  ['a title of blanks and invisibles', { title: ' \u200b\u2066 ' }, { title: '' }],
  ['a title of two lines', { title: 'One\n hour' }, { title: 'One hour' }],
  ['a statement of paragraphs', { statement: 'One\r\n\r\nTwo ' }, { statement: 'One\n\nTwo' }],
])('%s is cleaned', (_what, given, clean) => {
  const parsed = parseCommand(envelope('editGathering', { texts: { ar: given } }))
  expect(parsed).toMatchObject({ ok: true, command: { payload: { texts: { ar: clean } } } })
})

test('a credential is long enough not to be guessed, and says what it opens', () => {
  const asked = (credential: string) => parseCommand({ ...envelope('cancelReply', {}), credential }).ok
  expect(asked(`r_${'a'.repeat(22)}`)).toBe(true)
  for (const weak of ['', 'r_', `r_${'a'.repeat(21)}`, `x_${'a'.repeat(30)}`, `r_${'a'.repeat(30)}\n`]) {
    expect(asked(weak)).toBe(false)
  }
})

describe('a bound of a command', () => {
  type Place = readonly [name: CommandName, path: string]
  const at = ([name, path]: Place, value: unknown) =>
    parseCommand(envelope(name, withLeaf(whole[name], path.split('.'), value)))
  const refused = (field: string, reason: string) => ({
    ok: false,
    reason: 'malformed',
    fields: [{ field, reason }],
  })

  test.each<readonly [...Place, number]>([
    ['editGathering', 'texts.ar.title', limits.title],
    ['editGathering', 'texts.ar.slogan', limits.slogan],
    ['editGathering', 'texts.ar.statement', limits.statement],
    ['editGathering', 'texts.ar.goals.0', limits.goal],
    ['editGathering', 'texts.ar.agenda.0.title', limits.agendaTitle],
    ['editGathering', 'texts.ar.whoWeAre', limits.whoWeAre],
    ['editGathering', 'texts.ar.funding', limits.funding],
    ['postponeGathering', 'reason', limits.reason],
    ['cancelGathering', 'reason', limits.reason],
    ['addMeeting', 'plan.hostAlias', limits.alias],
    ['addMeeting', 'plan.venue', limits.venue],
    ['addMeeting', 'plan.address', limits.address],
    ['addMeeting', 'plan.note', limits.note],
    ['proposeMeeting', 'plan.hostAlias', limits.alias],
    ['editMeeting', 'edit.note', limits.note],
    ['declineMeeting', 'reason', limits.reason],
    ['declineProposals', 'reason', limits.reason],
    ['putSegment', 'segment.title', limits.segmentTitle],
    ['setRecording', 'address', limits.streamAddress],
    ['addStream', 'address', limits.streamAddress],
    ['takeSeat', 'alias', limits.alias],
    ['askForSeat', 'alias', limits.alias],
    ['sendMessage', 'text', limits.message],
    ['appointDirector', 'alias', limits.alias],
    ['arrive', 'arrivalCode', 40],
  ])('of the text %s %s is met and not passed', (name, path, most) => {
    expect(at([name, path], 'ع'.repeat(most)).ok).toBe(true)
    expect(at([name, path], 'ع'.repeat(most + 1))).toEqual(refused(path, 'too-long'))
    // Trimming shortens it before its length is checked.
    expect(at([name, path], `${'ع'.repeat(most)}${' '.repeat(most)}`).ok).toBe(true)
  })

  test.each<readonly [...Place, number, number]>([
    ['editGathering', 'startsAt', 0, 253_402_300_799_999],
    ['editGathering', 'lengthMs', 300_000, limits.lengthMs],
    ['editGathering', 'texts.ar.agenda.0.minutes', 1, 1440],
    ['bringPurgeNearer', 'purgeAt', 0, 253_402_300_799_999],
    ['addMeeting', 'plan.capacity', 1, limits.capacity],
    ['addMeeting', 'plan.doorsMinutesBefore', 0, limits.doorsMinutes],
    ['putSegment', 'segment.lengthMs', 1000, limits.lengthMs],
    ['putSegment', 'segment.pinnedMs', 0, limits.lengthMs],
    ['replyToMeeting', 'partySize', 1, 10],
    ['resizeReply', 'partySize', 1, 10],
    ['arrive', 'arrived', 0, 10],
    ['tickArrival', 'arrived', 0, 10],
    ['countWalkIns', 'walkIns', 0, limits.capacity],
    ['decideBurst', 'fromMinute', 0, 1_000_000_000],
    ['decideBurst', 'toMinute', 0, 1_000_000_000],
  ])('of the number %s %s is met and not passed, and a half is none', (name, path, least, most) => {
    expect([at([name, path], least).ok, at([name, path], most).ok]).toEqual([true, true])
    expect(at([name, path], least - 1)).toEqual(refused(path, 'missing'))
    expect(at([name, path], most + 1)).toEqual(refused(path, 'too-long'))
    expect(at([name, path], least + 0.5)).toEqual(refused(path, 'wrong'))
    expect(at([name, path], 'many')).toEqual(refused(path, 'wrong'))
  })

  test.each<readonly [...Place, number, number, (index: number) => unknown]>([
    ['editGathering', 'languages', 1, limits.languages, () => 'ar'],
    ['editGathering', 'texts.ar.goals', 0, limits.goals, () => 'To meet'],
    ['editGathering', 'texts.ar.agenda', 0, limits.agenda, () => ({ title: 'Welcome', minutes: null })],
    ['addMeeting', 'plan.languages', 0, limits.languages, () => 'ar'],
    ['declineProposals', 'meetingIds', 1, limits.decidedProposals, (index) => `meeting-${index}`],
    ['reproposeMeetings', 'meetingIds', 1, limits.decidedProposals, (index) => `meeting-${index}`],
    ['decideReplies', 'attendanceIds', 1, limits.decidedAtOnce, (index) => `attendance-${index}`],
  ])('E6: of the list %s %s is met and not passed', (name, path, least, most, element) => {
    const list = (length: number) => Array.from({ length }, (_, index) => element(index))
    expect([at([name, path], list(least)).ok, at([name, path], list(most)).ok]).toEqual([true, true])
    if (least > 0) expect(at([name, path], list(least - 1))).toEqual(refused(path, 'missing'))
    expect(at([name, path], list(most + 1))).toEqual(refused(path, 'too-long'))
  })

  test.each<readonly [...Place, number]>([
    ['handStage', 'seenFence', 0],
    ['holdStage', 'seenFence', 0],
    ['takeSeat', 'seenTerm', 0],
    ['handStage', 'seat.term', 1],
    ['leaveSeat', 'seat.term', 1],
  ])('of the count %s %s has no upper end', (name, path, least) => {
    expect([at([name, path], least).ok, at([name, path], Number.MAX_SAFE_INTEGER).ok]).toEqual([true, true])
    expect(at([name, path], least - 1).ok).toBe(false)
  })

  test('of what may be left out: an edit names what it changes, and an act is of the live stage', () => {
    expect(parseCommand(envelope('editGathering', {})).ok).toBe(true)
    expect(parseCommand(envelope('editMeeting', { meetingId: id, edit: {} })).ok).toBe(true)
    expect(parseCommand(envelope('handStage', { meetingId: null, seenFence: 0 }))).toMatchObject({
      command: { payload: { segmentId: null, isRehearsal: false } },
    })
    expect(parseCommand(envelope('addMeeting', whole.addMeeting))).toMatchObject({
      command: { payload: { plan: { admission: 'held-when-odd' } } },
    })
    expect(parseCommand(envelope('editMeeting', { meetingId: id, edit: { venue: '' } }))).toMatchObject({
      command: { payload: { edit: { venue: '' } } },
    })
    const edit = parseCommand(envelope('editMeeting', { meetingId: id, edit: {} }))
    expect(edit.ok && edit.command.payload).toEqual({ meetingId: id, edit: {} })
  })

  test.each<Place>([
    ['declineMeeting', 'reason'],
    ['proposeMeeting', 'plan.hostAlias'],
    ['sendMessage', 'text'],
    ['appointDirector', 'alias'],
    ['addStream', 'address'],
    ['arrive', 'arrivalCode'],
    ['editGathering', 'texts.ar.goals.0'],
  ])('of %s %s is that it is filled in', (name, path) => {
    expect(at([name, path], ' ')).toEqual(refused(path, 'missing'))
  })
})

test.each([
  ['a record of 20,000 languages', { texts: manyKeys(20_000) }, 'texts'],
  ['a list of 100,000 languages', { languages: Array(100_000).fill(1) }, 'languages'],
  ['lists in lists', { texts: { ar: { goals: [nested(50_000)] } } }, 'texts.ar.goals.0.0.0.0.0.0'],
])('C2: %s is refused by its path before each element is looked at', (_what, payload, field) => {
  const startedAt = performance.now()
  expect(parseCommand(envelope('editGathering', payload))).toEqual({
    ok: false,
    reason: 'malformed',
    fields: [{ field, reason: 'too-long' }],
  })
  expect(performance.now() - startedAt).toBeLessThan(200)
})

test('C2: an answer names at most 50 fields at fault', () => {
  const text = { goals: Array(20).fill(1), agenda: Array(40).fill(1) }
  const parsed = parseCommand(envelope('editGathering', { texts: { ar: text, en: text } }))
  expect(parsed).toMatchObject({ ok: false, reason: 'malformed' })
  expect(!parsed.ok && parsed.fields.length).toBe(50)
})

function manyKeys(count: number): Record<string, number> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`key${index}`, 1]))
}

function nested(depth: number): unknown {
  let value: unknown = 1
  for (let level = 0; level < depth; level += 1) value = [value]
  return value
}
