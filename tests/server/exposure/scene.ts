// A gathering with a city in each state and a unique value in every stored field, so that any leak is identifiable.
import { hashSecret } from '#server/secrets.ts'
import { findDirector } from '#server/store/crew-rows.ts'
import type { AttendanceTable, CrewMessageTable, MeetingTable, StageRunTable } from '#server/store/tables.ts'
import type { Exposure } from '#shared/domain/exposure.ts'
import type { Audience } from '#shared/protocol/views.ts'
import type { TestApp } from '../../support/test-app.ts'
import {
  accepted,
  makeGathering,
  makeSecret,
  makeTestId,
  openPlan,
  type TestGathering,
} from '../../support/test-gathering.ts'
import { accessTo, type Canary, type Reader } from './may-read.ts'
import {
  attendanceColumns,
  directorColumns,
  gatheringColumns,
  meetingColumns,
  messageColumns,
  runColumns,
  watchingColumns,
} from './stored-columns.ts'
import {
  addressLevels,
  approvedCities,
  type CityState,
  cities,
  cityStates,
  ticketAddress,
} from './who-reads.ts'

export type ReplyState = keyof typeof ticketAddress
export type Ticket = {
  readonly city: CityState
  readonly state: ReplyState
  readonly secret: string
  readonly readsAddress: boolean
}

export type Scene = {
  readonly gathering: TestGathering
  readonly meetingIds: Readonly<Record<CityState, string>>
  readonly hostSecrets: Readonly<Record<CityState, string>>
  readonly canaries: readonly Canary[]
  readonly readers: readonly Reader[]
  readonly tickets: readonly Ticket[]
}

const placeIds: Readonly<Record<CityState, string>> = {
  open: '314830',
  banded: '2950159',
  hidden: '169389',
  invited: '170063',
  proposed: '6167865',
  declined: '292223',
  withdrawn: '292968',
  closed: '2643743',
  merged: '2988507',
  secretMerged: '745044',
}

function exposureOf(city: CityState): Exposure {
  const { counts, address } = cityStates[city]
  const existence = city === 'invited' || city === 'secretMerged' ? 'invited' : 'public'
  return { existence, counts, address }
}

export async function makeScene(app: TestApp): Promise<Scene> {
  const gathering = await makeGathering(app, { title: 'Title of the matrix' })
  const { gatheringId, order } = gathering
  const ids = Object.fromEntries(cities.map((city) => [city, makeTestId()])) as Record<CityState, string>
  const hostSecrets = Object.fromEntries(cities.map((city) => [city, makeSecret('h')])) as Record<
    CityState,
    string
  >
  const person = await app.connect()
  for (const city of cities) {
    const plan = { ...openPlan, exposure: exposureOf(city) }
    const what = { meetingId: ids[city], placeId: placeIds[city], plan }
    if (city === 'proposed' || city === 'declined') {
      const credential = hostSecrets[city]
      accepted(await person.ask('proposeMeeting', gatheringId, what, { credential }))
    } else await order('addMeeting', { ...what, hostSecret: hostSecrets[city] })
  }
  await order('declineMeeting', { meetingId: ids.declined, reason: 'A reason' })
  for (const city of ['withdrawn', 'closed'] as const)
    await order('withdrawMeeting', { meetingId: ids[city] })
  const invitedOnly = { existence: 'invited', counts: 'exact', address: 'public' } as const
  await order('editMeeting', { meetingId: ids.closed, edit: { exposure: invitedOnly } })
  for (const city of ['merged', 'secretMerged'] as const)
    await order('mergeMeeting', { meetingId: ids[city], intoMeetingId: ids.open })
  const directorSecret = makeSecret('d')
  const directorId = makeTestId()
  await order('appointDirector', { directorId, alias: 'A director', directorSecret })

  const canaries: Canary[] = []
  const add = (canary: Canary) => {
    canaries.push(canary)
    return canary.value
  }
  const invitations = Object.fromEntries(
    cities.map((city) => [city, `i_invitation-canary-${city}-0123`]),
  ) as Record<CityState, string>
  const tickets: Ticket[] = []
  for (const city of cities) await plantCity(app, city)
  await plantGathering(app)
  // Increments the version, so that no cached response is served again.
  await order('setRecording', {
    meetingId: null,
    segmentId: null,
    address: 'https://whole-hour-canary.example/a.m3u8',
  })

  async function plantCity(within: TestApp, city: CityState): Promise<void> {
    const { db } = within.store()
    const index = cities.indexOf(city)
    const meetingId = ids[city]
    const keep = <Value extends string | number>(
      column: keyof MeetingTable,
      value: Value,
      kept: unknown = value,
    ) => {
      add({ name: `${column} of ${city}`, rule: meetingColumns[column], city, value })
      return kept
    }
    const text = (column: keyof MeetingTable) => keep(column, `${column}-canary-${city}`) as string
    const number = (column: keyof MeetingTable, of: number) =>
      keep(column, 4_000_000 + index * 1000 + of) as number
    const time = (column: keyof MeetingTable, of: number) =>
      keep(column, 1_900_000_000_000 + index * 1_000_000 + of * 1000 + 7) as number
    const row = await db
      .selectFrom('meetings')
      .selectAll()
      .where('meeting_id', '=', meetingId)
      .executeTakeFirstOrThrow()
    const placeNamed = (column: 'place' | 'former_place') => {
      const name = `${column}-canary-${city}`
      const place = { ...JSON.parse(row.place), names: { en: name, ar: name }, placeId: `${name}-id` }
      return keep(column, name, JSON.stringify(place)) as string
    }
    // A merged city that strangers saw before is named by the city it joined.
    const isNamedBy = city === 'merged' ? { isNamedBy: 'open' as const } : {}
    add({
      name: `meeting_id of ${city}`,
      rule: meetingColumns.meeting_id,
      city,
      isId: true,
      ...isNamedBy,
      value: meetingId,
    })
    keep('host_hash', hashSecret(hostSecrets[city]))
    canaries.push({ name: `host secret of ${city}`, rule: 'nobody', city, value: hostSecrets[city] })
    const came = `came-canary-${city}`
    const merged = { meetingId: `merged-canary-${city}`, place: JSON.parse(row.place) }
    const stream = { streamId: `stream-canary-${city}`, role: 'main' }
    const url = `https://streams-canary-${city}.example/a.m3u8`
    const language = `ar-canry${index}`
    const zoneMoved = `2031-05-${10 + index}T03:17`
    const planted: Omit<
      MeetingTable,
      'meeting_id' | 'gathering_id' | 'status' | 'was_announced' | 'host_hash'
    > = {
      // The crew's own setting: this tests what each setting reveals, not which setting a merger applies.
      exposure: city === 'closed' ? row.exposure : JSON.stringify(exposureOf(city)),
      place_id: row.place_id,
      place: placeNamed('place'),
      former_place: placeNamed('former_place'),
      merged_from: keep(
        'merged_from',
        merged.meetingId,
        JSON.stringify([...JSON.parse(row.merged_from), merged]),
      ) as string,
      merged_into: text('merged_into'),
      revision: number('revision', 1),
      revised_at: time('revised_at', 1),
      zone_moved: keep('zone_moved', zoneMoved, JSON.stringify({ from: zoneMoved, to: zoneMoved })) as string,
      host_alias: text('host_alias'),
      venue: text('venue'),
      address: text('address'),
      note: text('note'),
      capacity: number('capacity', 900),
      languages: keep('languages', language, JSON.stringify([language])) as string,
      doors_minutes_before: keep('doors_minutes_before', 200_000 + index) as number,
      decline_reason: text('decline_reason'),
      streams: keep(
        'streams',
        url,
        JSON.stringify([{ ...stream, source: { provider: 'hls', url } }]),
      ) as string,
      link_status: cityStates[city].isLinked ? 'on-air' : 'off',
      link_since: time('link_since', 2),
      confirmed: keep('confirmed', 3_000_000 + index * 11) as number,
      admission: text('admission'),
      asked: number('asked', 500),
      vouched: number('vouched', 600),
      waiting: number('waiting', 200),
      arrived: number('arrived', 300),
      walk_ins: number('walk_ins', 400),
      arrival_code: text('arrival_code'),
      invitation: keep('invitation', invitations[city]) as string,
      door_key: text('door_key'),
      holds_merged: 0,
      erase_at: time('erase_at', 4),
      list_erased_at: time('list_erased_at', 5),
      proposed_at: time('proposed_at', 3),
      host_version: row.host_version,
      guest_version: row.guest_version,
      told_confirmed: number('told_confirmed', 603),
      told_arrived: number('told_arrived', 604),
      confirmed_fell: number('confirmed_fell', 605),
      arrived_fell: number('arrived_fell', 607),
      count_key: text('count_key'),
      // A rule, not a text: merged cities have separate tests.
      own_counts: '',
      next_list_order: number('next_list_order', 606),
    }
    const proposedAt = new Date(planted.proposed_at).toISOString()
    const derived = { rule: 'exact', city } as const
    add({ ...derived, name: `seats left of ${city}`, value: (planted.capacity ?? 0) - planted.confirmed })
    add({ ...derived, name: `people there of ${city}`, value: planted.arrived + planted.walk_ins })
    add({ name: `proposed_at of ${city} in words`, rule: 'nobody', city, value: proposedAt })
    add({ name: `proposed_at of ${city} in a file`, rule: 'nobody', city, value: basicTime(proposedAt) })
    await db.updateTable('meetings').set(planted).where('meeting_id', '=', meetingId).execute()
    const replies: AttendanceTable[] = []
    const level = addressLevels.indexOf(cityStates[city].address)
    for (const [at, state] of (Object.keys(ticketAddress) as ReplyState[]).entries()) {
      const secret = makeSecret('r')
      const readsAddress = approvedCities.includes(city) && ticketAddress[state][level] === 'yes'
      tickets.push({ city, state, secret, readsAddress })
      const keepReply = <Value extends string | number>(
        column: keyof typeof attendanceColumns,
        value: Value,
      ): Value => {
        canaries.push({
          name: `${column} of a reply at ${city}`,
          rule: attendanceColumns[column],
          city,
          value,
        })
        return value
      }
      canaries.push({ name: `secret of a reply at ${city}`, rule: 'nobody', city, value: secret })
      replies.push({
        attendance_id: keepReply('attendance_id', `reply-canary-${index}-${at}`),
        gathering_id: gatheringId,
        meeting_id: meetingId,
        secret_hash: keepReply('secret_hash', hashSecret(secret)),
        code: keepReply('code', `code-canary-${index}-${at}`),
        party_size: 2,
        state: state.split(',')[0] as string,
        queue_order: keepReply('queue_order', 5_000_000 + index * 10 + at),
        arrived: 0,
        vouched: state.includes('known') ? 1 : 0,
        replied_minute: keepReply('replied_minute', 29_000_000 + index * 1000 + at),
        held: keepReply('held', `held-canary-${index}-${at}`),
        decision_id: keepReply('decision_id', `decision-canary-${index}-${at}`),
        decided_from: keepReply('decided_from', `decided-from-canary-${index}-${at}`),
        merged_from: keepReply('merged_from', came),
        cancelled_at: keepReply('cancelled_at', 1_900_000_000_000 + index * 10 + at),
        host_version: keepReply('host_version', 5_500_000 + index * 10 + at),
        list_order: keepReply('list_order', 5_600_000 + index * 10 + at),
        revision: keepReply('revision', 5_700_000 + index * 10 + at),
      })
    }
    await db.insertInto('attendances').values(replies).execute()
  }

  async function plantGathering(within: TestApp): Promise<void> {
    const { db } = within.store()
    const of = <Value extends string | number>(
      column: keyof typeof gatheringColumns,
      value: Value,
    ): Value => {
      canaries.push({ name: `${column} of the gathering`, rule: gatheringColumns[column], city: null, value })
      return value
    }
    const linked = (name: string, city: CityState, value: string | number, isOfCrew = false) => {
      canaries.push({ name: `${name} of ${city}`, rule: 'linked city', city, isOfCrew, value })
      return value
    }
    const segments = cities.map((city) => ({
      segmentId: `segment-of-${city}`,
      meetingId: ids[city],
      kind: 'music',
      language: linked('segment language', city, `ar-segmt${cities.indexOf(city)}`),
      title: linked('segment title', city, `segment-canary-${city}`),
      lengthMs: 60_000,
      pinnedMs: null,
      overrun: 'push',
    }))
    const source = (name: string) => ({ provider: 'hls', url: `https://${name}.example/a.m3u8` })
    const recordings = cities.flatMap((city) => [
      {
        meetingId: ids[city],
        segmentId: null,
        source: source(String(linked('recording', city, `recording-canary-${city}`))),
      },
      {
        meetingId: null,
        segmentId: `segment-of-${city}`,
        source: source(String(linked('recording of a segment', city, `segment-recording-canary-${city}`))),
      },
    ])
    const answersAt = (base: number, isOfCrew: boolean) =>
      Object.fromEntries(
        cities.map((city, index) => [
          ids[city],
          linked(isOfCrew ? 'rehearsed answer' : 'answer', city, base + index * 1000, isOfCrew),
        ]),
      )
    const rollCall = { rollId: 'roll-canary', calledAt: 1_930_000_000_000, endedAt: null }
    const stage = {
      meetingId: ids.invited,
      fence: 3,
      since: linked('rehearsed stage', 'invited', 1_960_000_000_000, true),
      segmentId: 'segment-of-invited',
      reachedSegmentId: null,
      isHeld: false,
      nextMeetingId: ids.closed,
    }
    const rehearsal = {
      rehearsalId: of('rehearsal', 'rehearsal-canary'),
      startedAt: of('rehearsal', 1_940_000_000_000),
      stage,
      rollCall: { ...rollCall, answers: answersAt(1_941_000_000_000, true) },
    }
    const seat = {
      seatId: of('director_seat', 'seat-canary'),
      alias: of('director_seat', 'seat-alias-canary'),
      term: 3,
      asking: { seatId: of('director_seat', 'asking-canary'), alias: 'Asking', at: 1 },
    }
    await db
      .updateTable('gatherings')
      .set({
        created_at: of('created_at', 1_950_000_000_001),
        purge_at: of('purge_at', 1_950_000_000_002),
        published_at: of('published_at', 1_950_000_000_003),
        next_queue_order: of('next_queue_order', 6_000_123),
        told_watching: of('told_watching', 6_000_321),
        programme: JSON.stringify({ segments, revision: 1, revisedAt: 1, recordings }),
        roll_call: JSON.stringify({ ...rollCall, answers: answersAt(1_931_000_000_000, false) }),
        rehearsal: JSON.stringify(rehearsal),
        director_seat: JSON.stringify(seat),
        stage_meeting_id: ids.invited,
        stage_fence: of('stage_fence', 1_234_567),
        stage_since: linked('stage', 'invited', 1_970_000_000_000) as number,
        stage_segment_id: 'segment-of-invited',
        stage_next_meeting_id: ids.closed,
      })
      .where('gathering_id', '=', gatheringId)
      .execute()
    const ofWatching = <Value extends string | number>(
      column: keyof typeof watchingColumns,
      value: Value,
    ): Value => {
      canaries.push({
        name: `${column} of who watches from home`,
        rule: watchingColumns[column],
        city: null,
        value,
      })
      return value
    }
    // Counted on a future day, so that the floor does not decrease during the test.
    await db
      .insertInto('watching_from_home')
      .values({
        gathering_id: gatheringId,
        people: ofWatching('people', 6_000_456),
        fell: ofWatching('fell', 6_000_654),
        count_key: ofWatching('count_key', 'watching-key-canary'),
      })
      .execute()
    const ofDirector = <Value extends string | number>(
      column: keyof typeof directorColumns,
      value: Value,
    ): Value => {
      canaries.push({ name: `${column} of a director`, rule: directorColumns[column], city: null, value })
      return value
    }
    ofDirector('director_id', directorId)
    ofDirector('secret_hash', hashSecret(directorSecret))
    await db
      .updateTable('directors')
      .set({
        alias: ofDirector('alias', 'director-canary'),
        created_at: ofDirector('created_at', 1_950_000_000_004),
      })
      .where('director_id', '=', directorId)
      .execute()
    canaries.push({ name: 'secret of a director', rule: 'nobody', city: null, value: directorSecret })
    await plantTalk(within)
    await plantRuns(within)
  }

  /** Messages from the control room to all, to each city, and from each city. */
  async function plantTalk(within: TestApp): Promise<void> {
    const rows: CrewMessageTable[] = []
    const said = [
      { from: null, to: null },
      ...cities.map((to) => ({ from: null, to })),
      ...cities.map((from) => ({ from, to: null })),
    ]
    for (const [index, { from, to }] of said.entries()) {
      const city = from ?? to
      const what = from === null ? `said to ${to ?? 'all'}` : `said by ${from}`
      const say = <Value extends string | number>(
        column: keyof typeof messageColumns,
        value: Value,
      ): Value => {
        canaries.push({ name: `${column} ${what}`, rule: messageColumns[column], city, value })
        return value
      }
      rows.push({
        gathering_id: gatheringId,
        message_order: 7_000_000 + index,
        message_id: say('message_id', `message-canary-${index}-`),
        at: say('at', 1_980_000_000_000 + index),
        from_meeting_id: from === null ? null : ids[from],
        alias: say('alias', `speaker-canary-${index}-`),
        to_meeting_id: to === null ? null : ids[to],
        cue: null,
        text: say('text', `words-canary-${index}-`),
        rehearsal_id: null,
      })
    }
    await within.store().db.insertInto('crew_messages').values(rows).execute()
  }

  /** Cities that strangers see come first, then the stage is cleared, so that the times of the others appear only in their own runs. */
  async function plantRuns(within: TestApp): Promise<void> {
    const rows: StageRunTable[] = []
    const stranger = { kind: 'public', own: null } as const
    const seen = cities.filter((city) => accessTo(stranger, city) !== '-')
    const order = [...seen, null, ...cities.filter((city) => !seen.includes(city))]
    for (const [index, city] of order.entries()) {
      const at = 1_990_000_000_000 + index * 60_000
      if (city !== null) canaries.push({ name: `run at of ${city}`, rule: runColumns.at, city, value: at })
      rows.push({
        gathering_id: gatheringId,
        fence: 1000 + index,
        at,
        meeting_id: city === null ? null : ids[city],
        segment_id: null,
        is_held: 0,
      })
    }
    await within.store().db.insertInto('stage_runs').values(rows).execute()
  }

  if ((await findDirector(app.store().db, gatheringId, hashSecret(directorSecret))) === null)
    throw new Error('no director')
  const { slug, cookie } = gathering
  const reader = (
    kind: Audience['kind'],
    own: CityState | null,
    credential?: string,
    signedIn?: string,
  ): Reader => ({
    name: own === null ? kind : `${kind} of ${own}`,
    kind,
    own,
    request: { gathering: slug, as: kind, ...(credential === undefined ? {} : { credential }) },
    cookie: signedIn,
  })
  /** Exhaustive: a new audience does not compile until it has a reader here. */
  const readersBy: { readonly [Kind in Audience['kind']]: () => readonly Reader[] } = {
    public: () => [reader('public', null)],
    preview: () => [reader('preview', null, undefined, cookie)],
    organizer: () => [reader('organizer', null, undefined, cookie)],
    director: () => [reader('director', null, directorSecret)],
    guest: () => cities.map((city) => reader('guest', city, invitations[city])),
    host: () => cities.map((city) => reader('host', city, hostSecrets[city])),
  }
  const readers = Object.values(readersBy).flatMap((make) => make())
  return { gathering, meetingIds: ids, hostSecrets, canaries, readers, tickets }
}

const basicTime = (iso: string) => iso.replace(/[-:]|\.\d+/g, '')
