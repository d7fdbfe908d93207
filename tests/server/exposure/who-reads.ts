// Who reads what, as tables: audience × city, field × access, stored column × access. The matrix test holds the server to them.
import type {
  AttendanceTable,
  CrewMessageTable,
  DirectorTable,
  GatheringTable,
  MeetingTable,
  StageRunTable,
} from '#server/store/tables.ts'
import type { Place } from '#shared/domain/place.ts'
import type { Recording } from '#shared/domain/recording.ts'
import type { StageRun } from '#shared/domain/stage-run.ts'
import type { CalendarMeeting } from '#shared/protocol/calendar.ts'
import type {
  AddressView,
  AttendanceView,
  Audience,
  ControlView,
  CountsView,
  CrewMessageView,
  GatheringSummary,
  GatheringView,
  MeetingCrewView,
  MeetingView,
  RehearsalView,
  RollCallView,
  SegmentView,
  Snapshot,
  StageView,
  TicketView,
  Update,
  WithdrawnView,
} from '#shared/protocol/views.ts'

/** One city in each state. Numbers of people, address and link differ where `cityStates` says so. */
export const cityStates = {
  open: { counts: 'exact', address: 'public', isLinked: true },
  banded: { counts: 'band', address: 'replied', isLinked: true },
  hidden: { counts: 'hidden', address: 'vouched', isLinked: false },
  /** Only for those with its invitation. */
  invited: { counts: 'exact', address: 'public', isLinked: true },
  proposed: { counts: 'exact', address: 'public', isLinked: true },
  declined: { counts: 'exact', address: 'public', isLinked: true },
  withdrawn: { counts: 'exact', address: 'public', isLinked: true },
  /** Withdrawn while strangers saw it, and closed to them afterwards. */
  closed: { counts: 'exact', address: 'public', isLinked: true },
  /** Joined to `open`. */
  merged: { counts: 'exact', address: 'public', isLinked: true },
  /** Only for the invited when it was joined to `open`. */
  secretMerged: { counts: 'exact', address: 'public', isLinked: true },
} as const
export type CityState = keyof typeof cityStates
export const cities = Object.keys(cityStates) as CityState[]

/** How an audience reads a city: not at all, as strangers do, as a director does, as its crew does. */
export type Access = '-' | 'S' | 'D' | 'C'
/** What else the host of a city reads: the list of its replies, and what the control room and the city say to each other. */
type HostRow = readonly [row: string, replies: 'replies' | '-', talk: 'talk' | '-']

type Grid = {
  readonly [Kind in Audience['kind']]: Kind extends 'guest'
    ? Readonly<Record<CityState, string>>
    : Kind extends 'host'
      ? Readonly<Record<CityState, HostRow>>
      : string
}

/** Columns in the order of `cityStates`. A new audience does not compile until it has its row. */
export const access: Grid = {
  //                open banded hidden invited proposed declined withdrawn closed merged secretMerged
  public: /*      */ 'S   S      S      -       -        -        -         -      -      -',
  preview: /*     */ 'S   S      S      -       -        -        -         -      -      -',
  director: /*    */ 'D   D      D      D       -        -        -         -      -      -',
  organizer: /*   */ 'C   C      C      C       C        C        C         C      C      C',
  guest: {
    open: /*      */ 'S   S      S      -       -        -        -         -      -      -',
    banded: /*    */ 'S   S      S      -       -        -        -         -      -      -',
    hidden: /*    */ 'S   S      S      -       -        -        -         -      -      -',
    invited: /*   */ 'S   S      S      S       -        -        -         -      -      -',
    proposed: /*  */ 'S   S      S      -       -        -        -         -      -      -',
    declined: /*  */ 'S   S      S      -       -        -        -         -      -      -',
    withdrawn: /* */ 'S   S      S      -       -        -        -         -      -      -',
    closed: /*    */ 'S   S      S      -       -        -        -         -      -      -',
    merged: /*    */ 'S   S      S      -       -        -        -         -      -      -',
    secretMerged: /**/ 'S S     S      -       -        -        -         -      -      -',
  },
  host: {
    open: /*     */ [
      'C   S      S      -       -        -        -         -      -      -',
      'replies',
      'talk',
    ],
    banded: /*   */ [
      'S   C      S      -       -        -        -         -      -      -',
      'replies',
      'talk',
    ],
    hidden: /*   */ [
      'S   S      C      -       -        -        -         -      -      -',
      'replies',
      'talk',
    ],
    invited: /*  */ [
      'S   S      S      C       -        -        -         -      -      -',
      'replies',
      'talk',
    ],
    proposed: /* */ [
      'S   S      S      -       C        -        -         -      -      -',
      'replies',
      'talk',
    ],
    declined: /* */ [
      'S   S      S      -       -        C        -         -      -      -',
      'replies',
      'talk',
    ],
    withdrawn: /**/ [
      'S   S      S      -       -        -        C         -      -      -',
      'replies',
      'talk',
    ],
    closed: /*   */ [
      'S   S      S      -       -        -        -         C      -      -',
      'replies',
      'talk',
    ],
    merged: /*   */ [
      'S   S      S      -       -        -        -         -      C      -',
      'replies',
      'talk',
    ],
    secretMerged: [
      'S    S      S      -       -        -        -         -      -      C',
      'replies',
      'talk',
    ],
  },
}

/** Who of the crew reads the seat and the rehearsal (`crew`), and of directors and all that is said (`control room`). */
export const crewAccess: Readonly<Record<Audience['kind'], '-' | 'crew' | 'control room'>> = {
  public: '-',
  preview: '-',
  guest: '-',
  host: 'crew',
  director: 'control room',
  organizer: 'control room',
}

/** Who reads a draft at all. */
export const readsDraft: Readonly<Record<Audience['kind'], boolean>> = {
  public: false,
  preview: true,
  guest: false,
  host: false,
  director: true,
  organizer: true,
}

/**
 * `all`: whoever sees the city (or, of the gathering, everybody). `address`, `exact`, `streams`: its crew; others as address level, numbers
 * and link of the city say; directors read numbers and streams everywhere. `crew`: of the city alone. `own replies`: the host's list.
 * `talk`: who hears it. `linked city`: whoever sees the city that it names.
 */
export type Rule =
  | 'all'
  | 'address'
  | 'exact'
  | 'streams'
  | 'crew'
  | 'link-up crew'
  | 'control room'
  | 'own replies'
  | 'talk'
  | 'linked city'
  | 'nobody'
type Fields<View> = { readonly [Field in keyof Required<View>]: Rule }

/** What each view holds, and who reads it. A new field does not compile until it is here. */
export const viewFields = {
  snapshot: {
    epoch: 'all',
    version: 'all',
    gathering: 'all',
    stage: 'linked city',
    programme: 'linked city',
    recordings: 'linked city',
    rollCall: 'linked city',
    meetings: 'all',
    counts: 'all',
    control: 'link-up crew',
    messages: 'talk',
    attendances: 'own replies',
  } satisfies Fields<Snapshot>,
  update: {
    epoch: 'all',
    gatheringId: 'all',
    from: 'all',
    to: 'all',
    gathering: 'all',
    stage: 'linked city',
    programme: 'linked city',
    recordings: 'linked city',
    rollCall: 'linked city',
    control: 'link-up crew',
    messages: 'talk',
    meetings: 'all',
    gone: 'all',
    counts: 'all',
    attendances: 'own replies',
    attendancesGone: 'own replies',
  } satisfies Fields<Update>,
  gathering: {
    gatheringId: 'all',
    slug: 'all',
    status: 'all',
    isExample: 'all',
    startsAt: 'all',
    lengthMs: 'all',
    clockRule: 'all',
    standing: 'all',
    formerStartsAt: 'all',
    leadPlace: 'all',
    languages: 'all',
    texts: 'all',
    revision: 'all',
    revisedAt: 'all',
  } satisfies Fields<GatheringView>,
  place: {
    placeId: 'all',
    names: 'all',
    countryCode: 'all',
    latitude: 'all',
    longitude: 'all',
    timeZone: 'all',
    population: 'all',
    kind: 'all',
  } satisfies Fields<Place>,
  meeting: {
    meetingId: 'all',
    status: 'all',
    place: 'all',
    formerPlace: 'all',
    mergedFrom: 'all',
    zoneMoved: 'all',
    hostAlias: 'all',
    note: 'all',
    languages: 'all',
    doorsMinutesBefore: 'all',
    exposure: 'all',
    capacity: 'exact',
    address: 'address',
    link: 'all',
    streams: 'streams',
    crew: 'crew',
    revision: 'all',
    revisedAt: 'all',
  } satisfies Fields<MeetingView>,
  address: { venue: 'address', address: 'address' } satisfies Fields<AddressView>,
  meetingCrew: {
    arrivalCode: 'crew',
    invitation: 'crew',
    declineReason: 'crew',
    mergedInto: 'crew',
    proposedAt: 'crew',
    checkedIn: 'crew',
    walkIns: 'crew',
  } satisfies Fields<MeetingCrewView>,
  counts: {
    meetingId: 'all',
    confirmed: 'exact',
    arrived: 'exact',
    waiting: 'exact',
    left: 'exact',
    full: 'all',
    rounded: 'all',
  } satisfies Fields<CountsView>,
  stage: {
    meetingId: 'linked city',
    fence: 'all',
    since: 'linked city',
    segmentId: 'linked city',
    reachedSegmentId: 'all',
    isHeld: 'linked city',
    nextMeetingId: 'linked city',
  } satisfies Fields<StageView>,
  segment: {
    segmentId: 'all',
    meetingId: 'linked city',
    kind: 'linked city',
    language: 'linked city',
    title: 'linked city',
    lengthMs: 'all',
    pinnedMs: 'all',
    overrun: 'all',
    isClosed: 'all',
  } satisfies Fields<SegmentView>,
  recording: {
    meetingId: 'linked city',
    segmentId: 'linked city',
    source: 'linked city',
  } satisfies Fields<Recording>,
  rollCall: {
    rollId: 'all',
    calledAt: 'all',
    endedAt: 'all',
    answers: 'linked city',
  } satisfies Fields<RollCallView>,
  control: {
    seat: 'link-up crew',
    directors: 'control room',
    rehearsal: 'link-up crew',
  } satisfies Fields<ControlView>,
  rehearsal: {
    rehearsalId: 'link-up crew',
    startedAt: 'link-up crew',
    stage: 'linked city',
    rollCall: 'linked city',
  } satisfies Fields<RehearsalView>,
  message: {
    messageId: 'talk',
    order: 'talk',
    at: 'talk',
    from: 'talk',
    alias: 'talk',
    to: 'talk',
    cue: 'talk',
    text: 'talk',
    rehearsalId: 'talk',
  } satisfies Fields<CrewMessageView>,
  attendance: {
    attendanceId: 'own replies',
    code: 'own replies',
    partySize: 'own replies',
    state: 'own replies',
    queueOrder: 'own replies',
    arrived: 'own replies',
    vouched: 'own replies',
  } satisfies Fields<AttendanceView>,
  /** Read by the holder of the reply's secret alone; the address inside goes by `ticketAddress`. */
  ticket: {
    attendanceId: 'all',
    code: 'all',
    partySize: 'all',
    state: 'all',
    queueOrder: 'all',
    arrived: 'all',
    vouched: 'all',
    gatheringId: 'all',
    meetingId: 'all',
    ahead: 'all',
    feed: 'all',
    meeting: 'all',
  } satisfies Fields<TicketView>,
  summary: {
    gatheringId: 'all',
    slug: 'all',
    status: 'all',
    isExample: 'all',
    startsAt: 'all',
    lengthMs: 'all',
    clockRule: 'all',
    standing: 'all',
    formerStartsAt: 'all',
    span: 'all',
    leadPlace: 'all',
    languages: 'all',
    titles: 'all',
    cities: 'all',
    people: 'exact',
    atLeast: 'all',
    onStage: 'linked city',
  } satisfies Fields<GatheringSummary>,
  calendarMeeting: {
    meetingId: 'all',
    place: 'all',
    languages: 'all',
    startsAt: 'all',
  } satisfies Fields<CalendarMeeting>,
  run: {
    at: 'linked city',
    meetingId: 'linked city',
    segmentId: 'linked city',
    isHeld: 'linked city',
  } satisfies Fields<StageRun>,
} as const

/** What a view holds in place of what its reader may not know. Anything else that is closed is left out as a whole. */
export const closedValues: Readonly<Record<string, unknown>> = {
  'meeting.capacity': null,
  'meeting.address': null,
  'meeting.streams': [],
  'meeting.crew': null,
  'counts.waiting': null,
  'counts.left': null,
}

/** Who reads what is stored of a city. A new column does not compile until it is here. */
export const meetingColumns = {
  meeting_id: 'all',
  gathering_id: 'all',
  status: 'all',
  place_id: 'all',
  place: 'all',
  former_place: 'all',
  merged_from: 'all',
  merged_into: 'crew',
  was_announced: 'nobody',
  revision: 'all',
  zone_moved: 'all',
  revised_at: 'all',
  host_alias: 'all',
  venue: 'address',
  address: 'address',
  note: 'all',
  capacity: 'exact',
  languages: 'all',
  doors_minutes_before: 'all',
  exposure: 'all',
  decline_reason: 'crew',
  streams: 'streams',
  link_status: 'all',
  link_since: 'all',
  confirmed: 'exact',
  waiting: 'exact',
  arrived: 'crew',
  walk_ins: 'crew',
  host_hash: 'nobody',
  arrival_code: 'crew',
  invitation: 'crew',
  proposed_at: 'crew',
} as const satisfies Record<keyof MeetingTable, Rule>

export const gatheringColumns = {
  gathering_id: 'all',
  slug: 'all',
  status: 'all',
  is_example: 'all',
  starts_at: 'all',
  length_ms: 'all',
  clock_rule: 'all',
  standing: 'all',
  former_starts_at: 'all',
  revision: 'all',
  revised_at: 'all',
  lead_place: 'all',
  languages: 'all',
  texts: 'all',
  published_at: 'nobody',
  created_at: 'nobody',
  purge_at: 'nobody',
  version: 'all',
  stage_meeting_id: 'linked city',
  stage_fence: 'all',
  stage_since: 'linked city',
  stage_segment_id: 'linked city',
  stage_reached_segment_id: 'all',
  stage_is_held: 'linked city',
  stage_next_meeting_id: 'linked city',
  programme: 'linked city',
  director_seat: 'link-up crew',
  roll_call: 'linked city',
  rehearsal: 'link-up crew',
  next_queue_order: 'nobody',
} as const satisfies Record<keyof GatheringTable, Rule>

export const attendanceColumns = {
  attendance_id: 'own replies',
  gathering_id: 'all',
  meeting_id: 'all',
  secret_hash: 'nobody',
  code: 'own replies',
  party_size: 'own replies',
  state: 'own replies',
  queue_order: 'own replies',
  arrived: 'own replies',
  vouched: 'own replies',
  merged_from: 'nobody',
} as const satisfies Record<keyof AttendanceTable, Rule>

export const directorColumns = {
  director_id: 'control room',
  gathering_id: 'all',
  alias: 'control room',
  secret_hash: 'nobody',
  created_at: 'nobody',
} as const satisfies Record<keyof DirectorTable, Rule>

export const messageColumns = {
  gathering_id: 'all',
  message_order: 'talk',
  message_id: 'talk',
  at: 'talk',
  from_meeting_id: 'talk',
  alias: 'talk',
  to_meeting_id: 'talk',
  cue: 'talk',
  text: 'talk',
  rehearsal_id: 'link-up crew',
} as const satisfies Record<keyof CrewMessageTable, Rule>

/** Read on the page of how the hour ran alone, by strangers. */
export const runColumns = {
  gathering_id: 'all',
  fence: 'nobody',
  at: 'linked city',
  meeting_id: 'linked city',
  segment_id: 'linked city',
  is_held: 'linked city',
} as const satisfies Record<keyof StageRunTable, Rule>

/** In calendar files strangers read so much of a city that is off, where they saw it before; no other city is named there. */
export const cancelledInFiles = {
  cities: ['withdrawn', 'merged'] as const satisfies readonly CityState[],
  fields: {
    meetingId: 'meeting_id',
    place: 'place',
    revision: 'revision',
    revisedAt: 'revised_at',
  } as const satisfies Record<keyof WithdrawnView, keyof MeetingTable>,
}

/** Which reply reads the address of its city, by the city's address level. */
export const ticketAddress = {
  //                    public replied vouched
  confirmed: /*      */ ['yes', 'yes', '-'],
  'confirmed, known': ['yes', 'yes', 'yes'],
  waiting: /*        */ ['yes', '-', '-'],
  'waiting, known': /**/ ['yes', '-', '-'],
  cancelled: /*      */ ['yes', '-', '-'],
} as const
export const addressLevels = ['public', 'replied', 'vouched'] as const

/**
 * Every address that the server answers, and by which way out (`carriedBy`) the matrix reads it. `ticket`: one's own reply, read by its
 * secret. `picture`: drawn from the public snapshot. `posted`: an answer to what is sent. `built`: files of the build.
 */
export const routes: Readonly<Record<string, string>> = {
  'get /': 'list',
  'get *': 'nothing of a gathering',
  'get /g/:slug': 'page',
  'get /g/:slug/*': 'page of a city',
  'get /g/:slug/come': 'form without script',
  'get /g/:slug/reply/:secret${secretPattern}': 'ticket',
  'get /feed/:file{[A-Za-z0-9_.,-]+\\\\.ics}': 'ticket',
  'get /api/gatherings/:slug': 'HTTP snapshot',
  'get /api/gatherings': 'list',
  'get /api/calendar': 'list',
  'get /api/calendar/choices': 'list',
  'get /calendar.ics': 'calendar file',
  'get /g/:file{[A-Za-z0-9_-]+\\\\.ics}': 'calendar file',
  'get /g/:slug/:file{[A-Za-z0-9_-]+\\\\.ics}': 'calendar file of a city',
  'get /feed.${format}': 'feed',
  'get /g/:slug/feed.${format}': 'feed',
  'get /g/:slug/export.json': 'export',
  'get /g/:slug/as-it-ran.json': 'how it ran',
  'get /sitemap.xml': 'sitemap',
  'get /sitemap-pages.xml': 'sitemap',
  'get /g/:slug/sitemap.xml': 'sitemap',
  'get /embed/g/:slug': 'frame',
  'get /oembed': 'frame',
  'get /picture.png': 'picture',
  'get /g/:slug/picture.png': 'picture',
  'get /g/:slug/world.png': 'picture',
  'get /g/:slug/:meetingId/picture.png': 'picture',
  'get /g/:slug/:meetingId/poster.png': 'picture',
  'get /api/openapi.json': 'nothing of a gathering',
  'get /api/places': 'nothing of a gathering',
  'get /api/session': 'nothing of a gathering',
  'get /healthz': 'nothing of a gathering',
  'get /robots.txt': 'nothing of a gathering',
  'get /world.svg': 'nothing of a gathering',
  'get /embed/frame.css': 'nothing of a gathering',
  'get /embed/frame.js': 'nothing of a gathering',
  'all /api/*': 'nothing of a gathering',
  'get /assets/*': 'built',
  'get /embed/${family}-${script}.woff2': 'built',
  'post /api/claim': 'posted',
  'post /api/commands': 'posted',
  'post /api/sign-out': 'posted',
  'post /g/:slug/come': 'posted',
  'post /g/:slug/reply/:secret${secretPattern}': 'posted',
}

/** Of a city, in the snapshot that a page holds too. */
const inSnapshot = [
  'address',
  'answer',
  'capacity',
  'confirmed',
  'doors_minutes_before',
  'former_place',
  'host_alias',
  'languages',
  'link_since',
  'meeting_id',
  'merged_from',
  'note',
  'people there',
  'place',
  'recording',
  'recording of a segment',
  'revised_at',
  'revision',
  'seats left',
  'segment language',
  'segment title',
  'streams',
  'venue',
  'waiting',
  'zone_moved',
]

/** What each way out over HTTP carries of what strangers may read, by stored column; the matrix compares it with what is really there. */
export const carriedBy: Readonly<Record<string, readonly string[]>> = {
  'HTTP snapshot': inSnapshot,
  page: inSnapshot,
  'page of a city': inSnapshot,
  'page of a poster': inSnapshot,
  'form without script': inSnapshot,
  'calendar file of a city': ['address', 'doors_minutes_before', 'meeting_id', 'place', 'streams', 'venue'],
  'calendar file': ['address', 'doors_minutes_before', 'meeting_id', 'place', 'streams', 'venue'],
  'calendar file of the programme': ['place', 'segment language', 'segment title'],
  list: ['languages', 'meeting_id', 'place'],
  feed: ['address', 'former_place', 'meeting_id', 'place', 'venue'],
  export: ['place'],
  'how it ran': ['meeting_id', 'run at'],
  sitemap: ['meeting_id'],
  frame: [],
  'nothing of a gathering': [],
}
