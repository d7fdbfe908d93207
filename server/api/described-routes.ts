// Each address that programs may ask, with its parameters and answers, for the description of the public interface.
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

const slug = inPath('slug', 'Of the gathering: its slug or its id.')
const meeting = inPath('meetingId', 'Of one of its cities.')
const language = query('lang', 'A language (BCP 47) for the words; without it `Accept-Language` is read.')
const version = query('v', 'The mark in the address that a page names: such an answer may be kept.')

const etag = { ETag: { description: 'For `If-None-Match`.', schema: text } }
const refusal = (description: string) => ({ description, content: json('Refusal') })
const malformed = { 400: refusal('Something in the request cannot be read.') }
const missing = { 404: refusal('There is none, or it is a draft.') }
const unknownPage = { 404: { description: 'There is none, or it is a draft.' } }
const notAllowed = { 403: refusal('Who asks may not.') }
const tooMuch = {
  429: {
    ...refusal('Too much was asked from there; `Retry-After` says when to ask again.'),
    headers: { 'Retry-After': { description: 'Seconds.', schema: { type: 'integer' } } },
  },
}

const ok = (name: string, description: string) => ({ 200: { description, content: json(name) } })
const kept = (name: string, description: string) => ({
  200: { description, content: json(name), headers: etag },
  304: { description: 'Nothing changed.' },
})
const file = (type: string, description: string, schema: Described = text) => ({
  200: { description, content: { [type]: { schema } }, headers: etag },
  304: { description: 'Nothing changed.' },
})
const calendarFile = file('text/calendar', 'iCalendar (RFC 5545).')
const picture = file('image/png', 'A picture.', { type: 'string', contentMediaType: 'image/png' })

type Operation = { readonly operationId: string; readonly summary: string; readonly responses: Described }
type More = { readonly parameters?: readonly Described[]; readonly requestBody?: Described }

function get(operationId: string, summary: string, responses: Described, more: More = {}): Described {
  return { get: { operationId, summary, ...more, responses } satisfies Operation & More }
}

/** Pages of this origin alone may send it. */
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
    304: { description: 'Nothing changed.' },
  }),
  '/api/gatherings': get(
    'listGatherings',
    'Public gatherings, in the order of their instants.',
    kept('GatheringList', 'A page of the list.'),
    {
      parameters: [
        query('limit', 'How many, 100 if nothing is said.', { type: 'integer', minimum: 1, maximum: 500 }),
        query('offset', 'How many to pass over.', { type: 'integer', minimum: 0 }),
      ],
    },
  ),
  '/api/gatherings/{slug}': get(
    'readGathering',
    'A gathering with its cities and their numbers.',
    { ...kept('Snapshot', 'As it is now.'), ...missing },
    { parameters: [slug] },
  ),
  '/api/gatherings/{slug}/reply-times': get(
    'readReplyTimes',
    'When people replied, in stretches of ten minutes; for the signed-in organizers of the gathering.',
    { ...ok('ReplyTimes', 'By city.'), ...notAllowed },
    { parameters: [slug] },
  ),
  '/api/places': get(
    'findPlaces',
    'Places by name in any script, by id, the largest of a time zone, or the nearest to a point.',
    ok('PlaceList', 'The best first.'),
    {
      parameters: [
        query('q', 'A name or the beginning of one.', { type: 'string', maxLength: 80 }),
        query('id', 'One place.'),
        query('zone', 'An IANA zone.', { type: 'string', maxLength: 64 }),
        query('at', 'Latitude and longitude in degrees, such as `37.07,37.38`.', {
          type: 'string',
          pattern: '^-?\\d{1,3}(\\.\\d{1,6})?,-?\\d{1,3}(\\.\\d{1,6})?$',
        }),
        query('language', 'With `q`: of the reader.'),
        query('country', 'With `q`: ISO 3166-1, only there.', { type: 'string', pattern: '^[A-Z]{2}$' }),
        query('near', 'With `q`: the id of a place; of places of one name the nearer goes first.'),
        query('gathering', 'With `q`: slug or id of a gathering, whose cities go first.'),
      ],
    },
  ),
  '/api/zones': get(
    'listZones',
    'The clocks of all zones, from the January before last until twelve years ahead.',
    kept('ZoneList', 'By the rules that the server goes by.'),
  ),
  '/api/calendar': get(
    'findInCalendar',
    'Pages of public gatherings by time, country, city, language and state.',
    { ...kept('CalendarPage', 'A page.'), ...malformed },
    {
      parameters: [
        query('from', 'Those that end after this instant (epoch ms).', { type: 'integer', minimum: 0 }),
        query('to', 'Those that begin before this instant (epoch ms).', { type: 'integer', minimum: 0 }),
        query('country', 'ISO 3166-1.', { type: 'string', pattern: '^[A-Z]{2}$' }),
        query('place', 'Id of a city.'),
        query('language', 'Spoken in the city, or of the gathering’s words (BCP 47).'),
        query('state', 'How it stands.', {
          type: 'string',
          enum: ['coming', 'live', 'past', 'to-be-confirmed', 'cancelled'],
        }),
        query('over', 'Whether the last city has ended.', { type: 'string', enum: ['yes', 'no'] }),
        query('order', 'By the beginning.', {
          type: 'string',
          enum: ['soonest', 'latest'],
          default: 'soonest',
        }),
        query('limit', 'How many.', { type: 'integer', minimum: 1, maximum: 200, default: 60 }),
        query('cursor', '`next` of the page before.'),
      ],
    },
  ),
  '/api/calendar/choices': get(
    'readCalendarChoices',
    'Countries and languages that the calendar has.',
    kept('CalendarChoices', 'Most first.'),
  ),
  '/api/session': get(
    'readSession',
    'Whether the browser is signed in as an organizer.',
    ok('Session', 'So it is.'),
  ),
}

const sending = {
  '/api/claim': post('claim', 'Opens a session by a one-time link.', object({ token: text }), {
    ...ok('Done', 'The cookie is set.'),
    ...notAllowed,
  }),
  '/api/sign-out': post('signOut', 'Ends the session.', null, { ...ok('Done', 'It ended.'), ...notAllowed }),
  '/api/commands': post(
    'sendCommand',
    'One command of the protocol (shared/protocol/SPEC.md), for what is too long for a socket.',
    object({ commandId: text, gatheringId: text, name: text, payload: anyObject }),
    { ...ok('Answer', 'Its answer, also a refusal.'), ...malformed, ...notAllowed, ...tooMuch },
  ),
  '/api/bug': post(
    'reportBug',
    'A bug that a page of this origin met, from closed lists and places in the served files alone.',
    object({
      name: { type: 'string', enum: bugNames },
      kind: { type: 'string', enum: bugKinds },
      page: { type: 'string', enum: bugPages },
      moment: { type: 'string', enum: bugMoments },
      places: { type: 'array', maxItems: mostBugPlaces, items: { type: 'string', pattern: bugPlace.source } },
    }),
    { 204: { description: 'Whether it was written down is not told.' } },
  ),
  '/api/held': post(
    'readHeld',
    'What is kept about a reply, for the holder of its secret.',
    object({ credential: text }),
    {
      200: { description: 'All of it.', content: { 'application/json': { schema: anyObject } } },
      ...malformed,
      ...notAllowed,
    },
  ),
  '/api/gatherings/{slug}/watching': post(
    'watchFromHome',
    'Says that somebody will watch from home. Nothing of them is kept: one number grows, up to 20 a day from one source. Whether it grew is not told.',
    null,
    { ...ok('Watching', 'Thanks.'), ...notAllowed, ...missing, 409: refusal('It is over or cancelled.') },
    { parameters: [slug] },
  ),
  '/api/gatherings/{slug}/watching/take-back': post(
    'takeWatchingBack',
    'Takes that answer back, once and within ten minutes.',
    object({ receipt: { type: 'string' } }),
    { ...ok('Done', 'Taken back.'), ...notAllowed, ...missing, 409: refusal('It is over or cancelled.') },
    { parameters: [slug] },
  ),
  '/api/panic': post('panic', 'Erases everything personal, at once.', anyObject, {
    200: {
      description: 'How many rows of each kind are gone.',
      content: { 'application/json': { schema: anyObject } },
    },
    ...malformed,
    ...notAllowed,
    ...tooMuch,
  }),
}

const filters = [
  query('country', 'ISO 3166-1: the meetings there in place of whole gatherings.'),
  query('language', 'Only what is written or spoken in it.'),
]

const files = {
  '/calendar.ics': get(
    'readCalendarFile',
    'One entry a gathering.',
    { ...calendarFile, ...unknownPage },
    {
      parameters: [...filters, language],
    },
  ),
  '/g/{slug}.ics': get(
    'readMeetingsFile',
    'Every meeting of a gathering.',
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
    'A calendar of one’s own replies, by the keys that their tickets name.',
    {
      200: { description: 'iCalendar (RFC 5545).', content: { 'text/calendar': { schema: text } } },
      ...unknownPage,
    },
    { parameters: [inPath('keys', 'Keys with commas between them, up to 20.'), language] },
  ),
  '/feed.atom': get('readFeed', 'What was published.', file('application/atom+xml', 'Atom.'), {
    parameters: [language],
  }),
  '/feed.json': get(
    'readJsonFeed',
    'What was published.',
    file('application/feed+json', 'JSON Feed.', anyObject),
    {
      parameters: [language],
    },
  ),
  '/g/{slug}/feed.atom': get(
    'readGatheringFeed',
    'The call, changed plans, and each city that opened.',
    { ...file('application/atom+xml', 'Atom.'), ...unknownPage },
    { parameters: [slug, language] },
  ),
  '/g/{slug}/feed.json': get(
    'readGatheringJsonFeed',
    'The call, changed plans, and each city that opened.',
    { ...file('application/feed+json', 'JSON Feed.', anyObject), ...unknownPage },
    { parameters: [slug, language] },
  ),
  '/g/{slug}/export.json': get(
    'exportGathering',
    'A gathering as a file to carry elsewhere.',
    { 200: { description: 'The file.', content: { 'application/json': { schema: anyObject } } }, ...missing },
    { parameters: [slug] },
  ),
  '/g/{slug}/as-it-ran.json': get(
    'readRuns',
    'Who had the stage, and when.',
    { 200: { description: 'In order.', content: { 'application/json': { schema: anyObject } } }, ...missing },
    { parameters: [slug] },
  ),
  '/oembed': get(
    'readOembed',
    'The frame for other sites (https://oembed.com).',
    {
      200: { description: 'A rich oEmbed answer.', content: { 'application/json': { schema: anyObject } } },
      404: { description: 'The address is of no gathering here.' },
      501: { description: 'Another format than JSON.' },
    },
    {
      parameters: [
        { ...query('url', 'Of a gathering’s page or one of its cities’.'), required: true },
        query('maxwidth', 'Pixels.', { type: 'integer', minimum: 1 }),
        query('maxheight', 'Pixels.', { type: 'integer', minimum: 1 }),
        query('format', '`json`.', { type: 'string', enum: ['json'] }),
        language,
      ],
    },
  ),
  '/picture.png': get('readPicture', 'The installation’s card.', picture, {
    parameters: [language, version],
  }),
  '/g/{slug}/picture.png': get(
    'readGatheringPicture',
    'A gathering’s card.',
    { ...picture, ...unknownPage },
    {
      parameters: [slug, language, version],
    },
  ),
  '/g/{slug}/world.png': get(
    'readWorldPicture',
    'The earth with its cities.',
    { ...picture, ...unknownPage },
    {
      parameters: [slug, query('night', 'Dark, whatever it says.'), version],
    },
  ),
  '/g/{slug}/{meetingId}/picture.png': get(
    'readCityPicture',
    'A city’s card.',
    { ...picture, ...unknownPage },
    { parameters: [slug, meeting, language, version] },
  ),
  '/g/{slug}/{meetingId}/poster.png': get(
    'readPoster',
    'A city’s poster.',
    { ...picture, ...unknownPage },
    {
      parameters: [
        slug,
        meeting,
        query('format', 'For a wall, or for a telephone.', {
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

/** By path, as OpenAPI has it. */
export const describedRoutes: Readonly<Record<string, Described>> = { ...reading, ...sending, ...files }
