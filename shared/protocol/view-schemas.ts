// Schemas of the public API's answers, with descriptions for developers. Our own code uses `views.ts`; the compiler (below) and tests
// against real answers check that both agree.
import { z } from 'zod'
import { admissions } from '../domain/admission.ts'
import { overruns, segmentKinds } from '../domain/programme.ts'
import type { GatheringSummary, Snapshot } from './views.ts'

const instant = z.int().meta({ description: 'Milliseconds since 1970-01-01T00:00Z.' })
const count = z.int().min(0)

const place = z
  .strictObject({
    placeId: z.string(),
    names: z
      .record(z.string(), z.string())
      .meta({ description: 'Names by language tag; `en` is always present.' }),
    countryCode: z.string().meta({ description: 'ISO 3166-1 alpha-2.' }),
    latitude: z
      .number()
      .min(-90)
      .max(90)
      .meta({ description: 'Degrees, WGS 84; of the city, never of a venue.' }),
    longitude: z.number().min(-180).max(180),
    timeZone: z.string().meta({ description: 'IANA name.' }),
    population: count,
    kind: z.enum(['city', 'camp']).exactOptional(),
  })
  .meta({ id: 'Place', description: 'A city, town or camp where people can meet.' })

const zoneClock = z
  .strictObject({
    timeZone: z.string().meta({ description: 'IANA name, as in `Place`.' }),
    from: instant,
    until: instant,
    offset: z.number().meta({ description: 'Minutes east of UTC at `from`.' }),
    changes: z
      .array(z.tuple([instant, z.number()]))
      .meta({ description: 'Each change until `until`: its instant, and the offset after it.' }),
  })
  .meta({
    id: 'ZoneClock',
    description: 'UTC offsets of a time zone over a period, by the time zone rules of this server.',
  })

const cityClock = z
  .strictObject({
    ...zoneClock.shape,
    alias: z
      .string()
      .exactOptional()
      .meta({ description: 'Another IANA name that devices may use for this time zone.' }),
    startsAt: instant.nullable().meta({ description: 'When the cities in this time zone begin.' }),
    localStart: z
      .string()
      .nullable()
      .meta({ description: 'The same in their local time: `2027-01-20T18:00:00+03:00`.' }),
  })
  .meta({ id: 'CityClock', description: 'Time of the cities in one time zone.' })

const clockRule = z.enum(['same-instant', 'same-local-hour']).meta({
  id: 'ClockRule',
  description:
    'At one instant everywhere, or when each city’s own clock shows what the lead city’s shows at `startsAt`.',
})

const standing = z.enum(['planned', 'postponed', 'cancelled']).meta({
  id: 'Standing',
  description: '`planned` without `startsAt` means that the date is to be confirmed.',
})

const text = z
  .strictObject({
    title: z.string(),
    slogan: z.string(),
    statement: z.string().meta({ description: 'Markdown without HTML and images.' }),
    goals: z.array(z.string()),
    agenda: z.array(z.strictObject({ title: z.string(), minutes: z.int().nullable() })),
    whoWeAre: z.string(),
    funding: z.string(),
  })
  .meta({ id: 'GatheringText', description: 'Text of a gathering in one language.' })

const status = z.enum(['draft', 'published'])

const gathering = z
  .strictObject({
    gatheringId: z.string(),
    slug: z.string().meta({ description: 'Part of the page’s address: `/g/{slug}`.' }),
    status,
    isExample: z.boolean().meta({ description: 'An example made by the installation.' }),
    startsAt: instant.nullable(),
    lengthMs: count,
    clockRule,
    standing,
    formerStartsAt: instant
      .nullable()
      .meta({ description: 'The instant announced before the date was changed or removed.' }),
    standingReason: z.string().meta({
      description: 'Why it was postponed or cancelled, as written by the organizers; may be empty.',
    }),
    revision: count.meta({
      description: 'Incremented whenever calendar entries of all cities change.',
    }),
    revisedAt: count.meta({ description: 'When it was last incremented (epoch ms); 0 if never.' }),
    leadPlace: place.nullable().meta({ description: 'The main city, whose time is shown first.' }),
    languages: z.array(z.string()).meta({ description: 'Language tags, the main one first.' }),
    texts: z.record(z.string(), text).meta({ description: 'Texts by language tag.' }),
    watching: count.meta({
      description:
        'At least so many people said that they will watch from home: the floor of a band, 0 where nothing is told. They are none of those who come.',
    }),
  })
  .meta({ id: 'Gathering' })

const exposure = z
  .strictObject({
    existence: z.enum(['public', 'invited']),
    counts: z.enum(['exact', 'band', 'hidden']),
    address: z.enum(['public', 'replied', 'vouched']),
  })
  .meta({
    id: 'Exposure',
    description: 'Who can see that a meeting exists, its numbers, and its address.',
  })

const source = z
  .discriminatedUnion('provider', [
    z.strictObject({ provider: z.literal('hls'), url: z.string() }),
    z.strictObject({ provider: z.literal('youtube'), id: z.string() }),
    z.strictObject({ provider: z.literal('vimeo'), id: z.string() }),
    z.strictObject({ provider: z.literal('twitch'), id: z.string() }),
    z.strictObject({ provider: z.literal('facebook'), id: z.string() }),
    z.strictObject({ provider: z.literal('peertube'), host: z.string(), id: z.string() }),
    z.strictObject({ provider: z.literal('owncast'), host: z.string() }),
    z.strictObject({ provider: z.literal('jitsi'), host: z.string(), room: z.string() }),
    z.strictObject({ provider: z.literal('bigbluebutton'), host: z.string(), room: z.string() }),
    z.strictObject({ provider: z.literal('phone'), number: z.string() }),
    z.strictObject({ provider: z.literal('link'), url: z.string() }),
  ])
  .meta({ id: 'StreamSource' })

const meeting = z
  .strictObject({
    meetingId: z.string(),
    status: z.enum(['proposed', 'approved', 'declined', 'withdrawn']),
    place,
    formerPlace: place.nullable(),
    mergedFrom: z.array(z.strictObject({ meetingId: z.string(), place })),
    zoneMoved: z.strictObject({ from: z.string(), to: z.string() }).nullable().meta({
      description: 'Local start time before and after the rules of its time zone changed.',
    }),
    revision: count,
    revisedAt: count,
    hostAlias: z.string(),
    note: z.string(),
    languages: z.array(z.string()),
    doorsMinutesBefore: z.int(),
    exposure,
    admission: z.enum(admissions).meta({
      description:
        'Whether whoever fits gets a seat, unless replies come in a burst, or the host confirms each reply.',
    }),
    capacity: z.int().nullable().meta({
      description: 'Null without a limit, or if the number would reveal a hidden count.',
    }),
    address: z
      .strictObject({ venue: z.string(), address: z.string() })
      .nullable()
      .meta({ description: 'Null while it is not public.' }),
    link: z.strictObject({ status: z.enum(['off', 'ready', 'on-air', 'trouble']), since: instant }),
    streams: z.array(
      z.strictObject({
        streamId: z.string(),
        role: z.enum(['main', 'backup', 'audio', 'room', 'phone']),
        source,
      }),
    ),
    crew: z.null().meta({ description: 'Always null in this API.' }),
  })
  .meta({ id: 'Meeting', description: 'One city’s part of a gathering, as the public sees it.' })

const counts = z
  .strictObject({
    meetingId: z.string(),
    asked: count.nullable().meta({ description: 'People whose replies wait for confirmation by the host.' }),
    confirmed: count.nullable(),
    vouched: count.nullable().meta({ description: 'Confirmed people whom the host knows.' }),
    arrived: count.nullable(),
    waiting: count.nullable(),
    left: count
      .nullable()
      .meta({ description: 'Free seats; null without a limit or if the number is hidden.' }),
    full: z.boolean().meta({ description: 'Always false if numbers are hidden.' }),
    rounded: z.boolean().meta({ description: 'The numbers are lower bounds.' }),
  })
  .meta({ id: 'Counts', description: 'Numbers of people of one meeting; null where not public.' })

const segment = z
  .strictObject({
    segmentId: z.string(),
    meetingId: z.string().nullable().meta({ description: 'The meeting of the city that presents it.' }),
    kind: z.enum(segmentKinds),
    language: z.string(),
    title: z.string(),
    lengthMs: count,
    pinnedMs: count.nullable().meta({
      description:
        'Begins so long after the gathering’s beginning, whatever comes before; null when it follows.',
    }),
    overrun: z.enum(overruns),
    isClosed: z.boolean().meta({ description: 'Its city is not public.' }),
  })
  .meta({ id: 'Segment', description: 'A part of the programme.' })

const recording = z
  .strictObject({
    meetingId: z.string().nullable().meta({ description: 'The meeting that was recorded.' }),
    segmentId: z
      .string()
      .nullable()
      .meta({ description: 'The segment that was recorded; with neither, the whole gathering.' }),
    source,
  })
  .meta({ id: 'Recording' })

const rollCall = z
  .strictObject({
    rollId: z.string(),
    calledAt: instant,
    endedAt: instant.nullable(),
    answers: z.record(z.string(), instant).meta({ description: 'When each city answered, by meeting id.' }),
  })
  .meta({ id: 'RollCall' })

/** A gathering as strangers see it. It has no crew data and no replies. */
export const snapshotSchema = z
  .strictObject({
    epoch: z.string().meta({ description: 'Versions of different epochs cannot be compared.' }),
    version: count,
    gathering,
    stage: z.strictObject({
      meetingId: z.string().nullable().meta({ description: 'The meeting on air now.' }),
      fence: z.int(),
      since: instant.nullable(),
      segmentId: z.string().nullable().meta({ description: 'The segment of the programme that is running.' }),
      reachedSegmentId: z.string().nullable().meta({ description: 'The current segment, or the last one.' }),
      isHeld: z.boolean().meta({ description: 'A slate covers the picture of the city on stage.' }),
      nextMeetingId: z
        .string()
        .nullable()
        .meta({ description: 'The meeting set as next manually; null: the programme decides.' }),
    }),
    programme: z.array(segment).meta({ description: 'In order; each begins when the previous one ends.' }),
    recordings: z.array(recording).meta({ description: 'Recordings, once the gathering is over.' }),
    rollCall: rollCall.nullable(),
    meetings: z.array(meeting),
    clocks: z.array(cityClock).meta({ description: 'One per time zone of the main city and all meetings.' }),
    counts: z.array(counts),
    attendances: z.array(z.never()).meta({ description: 'Always empty in this API.' }),
    control: z.null().meta({ description: 'Always null in this API.' }),
    messages: z.array(z.never()).meta({ description: 'Always empty in this API.' }),
  })
  .meta({
    id: 'Snapshot',
    description: 'A gathering with its cities, as the public sees it, at one version.',
  })

export const summarySchema = z
  .strictObject({
    gatheringId: z.string(),
    slug: z.string(),
    status,
    isExample: z.boolean(),
    startsAt: instant.nullable(),
    lengthMs: count,
    clockRule,
    standing,
    formerStartsAt: instant.nullable(),
    span: z
      .strictObject({ from: instant, to: instant })
      .nullable()
      .meta({ description: 'From the start of the first city to the end of the last one.' }),
    leadPlace: place.nullable(),
    clock: zoneClock
      .nullable()
      .meta({ description: 'Offsets of the main city around these instants; null without a main city.' }),
    languages: z.array(z.string()),
    titles: z.record(z.string(), z.strictObject({ title: z.string(), slogan: z.string() })),
    cities: count,
    people: count,
    atLeast: z
      .boolean()
      .meta({ description: 'The number is a lower bound: some city does not publish its exact number.' }),
    onStage: z.boolean(),
  })
  .meta({ id: 'GatheringSummary', description: 'A gathering in a list.' })

export const placeSchema = place
export const zoneClockSchema = zoneClock

type DeepReadonly<T> = T extends [infer First, infer Second]
  ? readonly [First, Second]
  : T extends (infer Item)[]
    ? readonly DeepReadonly<Item>[]
    : T extends object
      ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
      : T
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false

/** A view as strangers see it: the crew's part is always empty. */
type ForStrangers = Omit<Snapshot, 'meetings' | 'attendances' | 'control' | 'messages'> & {
  readonly meetings: readonly (Omit<Snapshot['meetings'][number], 'crew'> & { readonly crew: null })[]
  readonly attendances: readonly never[]
  readonly control: null
  readonly messages: readonly never[]
}
const sameSummary: Same<DeepReadonly<z.infer<typeof summarySchema>>, GatheringSummary> = true
const sameSnapshot: Same<DeepReadonly<z.infer<typeof snapshotSchema>>, ForStrangers> = true
void [sameSummary, sameSnapshot]
