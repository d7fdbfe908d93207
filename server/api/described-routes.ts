// Describes each public route, with its parameters and answers, for the OpenAPI document.
import {
  bugKinds,
  bugMoments,
  bugNames,
  bugPages,
  bugPlace,
  mostBugPlaces,
} from '#shared/protocol/bug-report.ts'

export type Described = { readonly [key: string]: unknown }

const text = { type: 'string' }
const schemaOf = (name: string) => ({ $ref: `#/components/schemas/${name}` })
const json = (name: string) => ({ 'application/json': { schema: schemaOf(name) } })

function query(name: string, description: string, schema: Described = text): Described {
  return { name, in: 'query', required: false, description, schema }
}

function inPath(name: string, description: string, schema: Described = text): Described {
  return { name, in: 'path', required: true, description, schema }
}

const slug = inPath('slug', 'Slug or id of the gathering.')
const meeting = inPath('meetingId', 'Id of the meeting of one city.')
const language = query('lang', 'Language of the texts (BCP 47); by default from `Accept-Language`.')
const version = query(
  'v',
  'Fingerprint from the address given in a page; the response can then be cached for long.',
)

const etag = { ETag: { description: 'Send it as `If-None-Match`.', schema: text } }
const refusal = (description: string) => ({ description, content: json('Refusal') })
const malformed = { 400: refusal('The request could not be parsed.') }
const missing = { 404: refusal('Not found, or a draft.') }
const unknownPage = { 404: { description: 'Not found, or a draft.' } }
const notAllowed = { 403: refusal('Not allowed.') }
const tooMuch = {
  429: {
    ...refusal('Too many requests from this source; see `Retry-After`.'),
    headers: { 'Retry-After': { description: 'Seconds.', schema: { type: 'integer' } } },
  },
}

const ok = (name: string, description: string) => ({ 200: { description, content: json(name) } })
const kept = (name: string, description: string) => ({
  200: { description, content: json(name), headers: etag },
  304: { description: 'Not modified.' },
})
const file = (type: string, description: string, schema: Described = text) => ({
  200: { description, content: { [type]: { schema } }, headers: etag },
  304: { description: 'Not modified.' },
})
const calendarFile = file('text/calendar', 'iCalendar (RFC 5545).')
const picture = file('image/png', 'A picture.', { type: 'string', contentMediaType: 'image/png' })

type Operation = { readonly operationId: string; readonly summary: string; readonly responses: Described }
type More = { readonly parameters?: readonly Described[]; readonly requestBody?: Described }

function get(operationId: string, summary: string, responses: Described, more: More = {}): Described {
  return { get: { operationId, summary, ...more, responses } satisfies Operation & More }
}

/** A POST route that accepts only pages of this origin. */
function post(
  operationId: string,
  summary: string,
  body: Described | null,
  responses: Described,
  more: More = {},
): Described {
  const requestBody =
    body === null
      ? {}
      : { requestBody: { required: true, content: { 'application/json': { schema: body } } } }
  return { post: { operationId, summary, ...more, ...requestBody, responses } satisfies Operation & More }
}

const anyObject = { type: 'object', additionalProperties: true }
const object = (properties: Described) => ({ type: 'object', properties, required: Object.keys(properties) })

const reading = {
  '/api/openapi.json': get('readDescription', 'This description.', {
    200: {
      description: 'OpenAPI 3.1.',
      content: { 'application/json': { schema: anyObject } },
      headers: etag,
    },
    304: { description: 'Not modified.' },
  }),
  '/api/gatherings': get(
    'listGatherings',
    'Public gatherings, ordered by start.',
    kept('GatheringList', 'A page of the list.'),
    {
      parameters: [
        query('limit', 'Page size; 100 by default.', { type: 'integer', minimum: 1, maximum: 500 }),
        query('offset', 'Number of gatherings to skip.', { type: 'integer', minimum: 0 }),
      ],
    },
  ),
  '/api/gatherings/{slug}': get(
    'readGathering',
    'A gathering with its cities and their numbers.',
    { ...kept('Snapshot', 'The current state.'), ...missing },
    { parameters: [slug] },
  ),
  '/api/gatherings/{slug}/reply-times': get(
    'readReplyTimes',
    'When people replied, in steps of ten minutes. Only for signed-in organizers of the gathering.',
    { ...ok('ReplyTimes', 'Reply times per city.'), ...notAllowed },
    { parameters: [slug] },
  ),
  '/api/places': get(
    'findPlaces',
    'Finds places by name in any script, by id, the largest place of a time zone, or the place nearest to a point.',
    ok('PlaceList', 'Best match first.'),
    {
      parameters: [
        query('q', 'A name or its beginning.', { type: 'string', maxLength: 80 }),
        query('id', 'Id of one place.'),
        query('zone', 'An IANA zone.', { type: 'string', maxLength: 64 }),
        query('at', 'Latitude and longitude in degrees, such as `37.07,37.38`.', {
          type: 'string',
          pattern: '^-?\\d{1,3}(\\.\\d{1,6})?,-?\\d{1,3}(\\.\\d{1,6})?$',
        }),
        query('language', 'With `q`: the language of the reader (BCP 47).'),
        query('country', 'With `q`: only places in this country (ISO 3166-1).', {
          type: 'string',
          pattern: '^[A-Z]{2}$',
        }),
        query(
          'near',
          'With `q`: id of a place. Among places with the same name, the one nearer to it comes first.',
        ),
        query('gathering', 'With `q`: slug or id of a gathering. Its cities come first.'),
      ],
    },
  ),
  '/api/zones': get(
    'listZones',
    'UTC offsets of all time zones, from January of last year until twelve years ahead.',
    kept('ZoneList', 'Computed with the time zone rules of this server.'),
  ),
  '/api/calendar': get(
    'findInCalendar',
    'Public gatherings filtered by time, country, city, language and state; paginated.',
    { ...kept('CalendarPage', 'One page of results.'), ...malformed },
    {
      parameters: [
        query('from', 'Only gatherings that end after this instant (epoch ms).', {
          type: 'integer',
          minimum: 0,
        }),
        query('to', 'Only gatherings that begin before this instant (epoch ms).', {
          type: 'integer',
          minimum: 0,
        }),
        query('country', 'ISO 3166-1.', { type: 'string', pattern: '^[A-Z]{2}$' }),
        query('place', 'Id of a city (a place).'),
        query('language', 'A language spoken in the city or used in the gathering’s text (BCP 47).'),
        query('state', 'State of the gathering.', {
          type: 'string',
          enum: ['coming', 'live', 'past', 'to-be-confirmed', 'cancelled'],
        }),
        query('over', 'Whether the last city has ended.', { type: 'string', enum: ['yes', 'no'] }),
        query('order', 'Order by start.', {
          type: 'string',
          enum: ['soonest', 'latest'],
          default: 'soonest',
        }),
        query('limit', 'Page size.', { type: 'integer', minimum: 1, maximum: 200, default: 60 }),
        query('cursor', '`next` of the previous page.'),
      ],
    },
  ),
  '/api/calendar/choices': get(
    'readCalendarChoices',
    'Countries and languages that occur in the calendar.',
    kept('CalendarChoices', 'Most frequent first.'),
  ),
  '/api/session': get(
    'readSession',
    'Whether the browser is signed in as an organizer.',
    ok('Session', 'Whether a session exists.'),
  ),
}

const sending = {
  '/api/claim': post('claim', 'Opens a session with a one-time link.', object({ token: text }), {
    ...ok('Done', 'The session cookie is set.'),
    ...notAllowed,
  }),
  '/api/sign-out': post('signOut', 'Ends the session.', null, {
    ...ok('Done', 'The session has ended.'),
    ...notAllowed,
  }),
  '/api/commands': post(
    'sendCommand',
    'Sends one command of the protocol (shared/protocol/SPEC.md) that is too long for a socket.',
    object({ commandId: text, gatheringId: text, name: text, payload: anyObject }),
    { ...ok('Answer', 'The answer, which may be a refusal.'), ...malformed, ...notAllowed, ...tooMuch },
  ),
  '/api/bug': post(
    'reportBug',
    'Reports a bug in a page of this origin, with values from closed lists and positions in the served files only.',
    object({
      name: { type: 'string', enum: bugNames },
      kind: { type: 'string', enum: bugKinds },
      page: { type: 'string', enum: bugPages },
      moment: { type: 'string', enum: bugMoments },
      places: { type: 'array', maxItems: mostBugPlaces, items: { type: 'string', pattern: bugPlace.source } },
    }),
    { 204: { description: 'Received. The answer does not say whether it was logged.' } },
  ),
  '/api/held': post(
    'readHeld',
    'What the server stores about a reply, for the holder of its secret.',
    object({ credential: text }),
    {
      200: {
        description: 'Everything stored about the reply.',
        content: { 'application/json': { schema: anyObject } },
      },
      ...malformed,
      ...notAllowed,
    },
  ),
  '/api/gatherings/{slug}/watching': post(
    'watchFromHome',
    'Announces that somebody will watch from home. Nothing about them is stored: a counter is incremented, at most 20 times per day and source. The answer does not say whether it was incremented.',
    null,
    {
      ...ok('Watching', 'Received.'),
      ...notAllowed,
      ...missing,
      409: refusal('The gathering is over or cancelled.'),
    },
    { parameters: [slug] },
  ),
  '/api/gatherings/{slug}/watching/take-back': post(
    'takeWatchingBack',
    'Takes that answer back, once and within ten minutes.',
    object({ receipt: { type: 'string' } }),
    {
      ...ok('Done', 'Taken back.'),
      ...notAllowed,
      ...missing,
      409: refusal('The gathering is over or cancelled.'),
    },
    { parameters: [slug] },
  ),
  '/api/panic': post('panic', 'Erases all personal data immediately.', anyObject, {
    200: {
      description: 'Number of erased rows of each kind.',
      content: { 'application/json': { schema: anyObject } },
    },
    ...malformed,
    ...notAllowed,
    ...tooMuch,
  }),
}

const filters = [
  query('country', 'Meetings in this country (ISO 3166-1) instead of whole gatherings.'),
  query('language', 'Only entries written or spoken in this language (BCP 47).'),
]

const files = {
  '/calendar.ics': get(
    'readCalendarFile',
    'All public gatherings, one entry each.',
    { ...calendarFile, ...unknownPage },
    {
      parameters: [...filters, language],
    },
  ),
  '/g/{slug}.ics': get(
    'readMeetingsFile',
    'All meetings of a gathering.',
    { ...calendarFile, ...unknownPage },
    {
      parameters: [slug, language],
    },
  ),
  '/g/{slug}/{calendar}.ics': get(
    'readOneFile',
    'A gathering as one entry (`gathering`), its programme (`programme`), or one meeting by its id.',
    { ...calendarFile, ...unknownPage },
    { parameters: [slug, inPath('calendar', '`gathering`, `programme`, or the id of a meeting.'), language] },
  ),
  '/feed/{keys}.ics': get(
    'readRepliesFile',
    'A calendar of one’s own replies, by the keys given in their tickets.',
    {
      200: { description: 'iCalendar (RFC 5545).', content: { 'text/calendar': { schema: text } } },
      ...unknownPage,
    },
    { parameters: [inPath('keys', 'Up to 20 keys, separated by commas.'), language] },
  ),
  '/feed.atom': get(
    'readFeed',
    'Published gatherings and their changes.',
    file('application/atom+xml', 'Atom.'),
    {
      parameters: [language],
    },
  ),
  '/feed.json': get(
    'readJsonFeed',
    'Published gatherings and their changes.',
    file('application/feed+json', 'JSON Feed.', anyObject),
    {
      parameters: [language],
    },
  ),
  '/g/{slug}/feed.atom': get(
    'readGatheringFeed',
    'The statement, changed plans, and each city that opened.',
    { ...file('application/atom+xml', 'Atom.'), ...unknownPage },
    { parameters: [slug, language] },
  ),
  '/g/{slug}/feed.json': get(
    'readGatheringJsonFeed',
    'The statement, changed plans, and each city that opened.',
    { ...file('application/feed+json', 'JSON Feed.', anyObject), ...unknownPage },
    { parameters: [slug, language] },
  ),
  '/g/{slug}/export.json': get(
    'exportGathering',
    'A gathering as a file, for import elsewhere.',
    { 200: { description: 'The file.', content: { 'application/json': { schema: anyObject } } }, ...missing },
    { parameters: [slug] },
  ),
  '/g/{slug}/as-it-ran.json': get(
    'readRuns',
    'Which city was on stage, and when.',
    {
      200: {
        description: 'Turns on stage, in order.',
        content: { 'application/json': { schema: anyObject } },
      },
      ...missing,
    },
    { parameters: [slug] },
  ),
  '/oembed': get(
    'readOembed',
    'The embed for other sites (https://oembed.com).',
    {
      200: {
        description: 'An oEmbed response of type `rich`.',
        content: { 'application/json': { schema: anyObject } },
      },
      404: { description: 'The address does not belong to a gathering of this installation.' },
      501: { description: 'A format other than JSON was requested.' },
    },
    {
      parameters: [
        { ...query('url', 'Address of the page of a gathering or of one of its cities.'), required: true },
        query('maxwidth', 'Pixels.', { type: 'integer', minimum: 1 }),
        query('maxheight', 'Pixels.', { type: 'integer', minimum: 1 }),
        query('format', '`json`.', { type: 'string', enum: ['json'] }),
        language,
      ],
    },
  ),
  '/picture.png': get('readPicture', 'Preview picture of this installation.', picture, {
    parameters: [language, version],
  }),
  '/g/{slug}/picture.png': get(
    'readGatheringPicture',
    'Preview picture of a gathering.',
    { ...picture, ...unknownPage },
    {
      parameters: [slug, language, version],
    },
  ),
  '/g/{slug}/world.png': get(
    'readWorldPicture',
    'World map with the cities of a gathering.',
    { ...picture, ...unknownPage },
    {
      parameters: [slug, query('night', 'If present, the dark version.'), version],
    },
  ),
  '/g/{slug}/{meetingId}/picture.png': get(
    'readCityPicture',
    'Preview picture of a city.',
    { ...picture, ...unknownPage },
    { parameters: [slug, meeting, language, version] },
  ),
  '/g/{slug}/{meetingId}/poster.png': get(
    'readPoster',
    'Poster of a city.',
    { ...picture, ...unknownPage },
    {
      parameters: [
        slug,
        meeting,
        query('format', 'For print, or for stories on a phone.', {
          type: 'string',
          enum: ['a4', 'story'],
          default: 'a4',
        }),
        language,
        version,
      ],
    },
  ),
}

/** By path, as in OpenAPI. */
export const describedRoutes: Readonly<Record<string, Described>> = { ...reading, ...sending, ...files }
