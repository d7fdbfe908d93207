// The OpenAPI document (3.1, https://spec.openapis.org/oas/v3.1.1) of the public API, generated from the schemas of the views.
import { z } from 'zod'
import { placeSchema, snapshotSchema, summarySchema, zoneClockSchema } from '#shared/protocol/view-schemas.ts'
import { type Described, describedRoutes } from './described-routes.ts'

export const listSchema = z
  .strictObject({
    gatherings: z.array(summarySchema),
    total: z.int().min(0).meta({ description: 'Total number, including other pages.' }),
  })
  .meta({ id: 'GatheringList' })

export const placesSchema = z
  .strictObject({
    places: z.array(placeSchema),
    clocks: z.array(zoneClockSchema).meta({ description: 'One per time zone of the places.' }),
  })
  .meta({ id: 'PlaceList' })

export const zonesSchema = z
  .strictObject({
    rules: z.strictObject({
      version: z.string(),
      source: z.enum(['packaged', 'system', 'platform']),
      released: z.string().nullable(),
      isOld: z.boolean(),
    }),
    zones: z.array(
      zoneClockSchema.omit({ timeZone: true }).extend({
        timeZones: z
          .array(z.string())
          .meta({ description: 'IANA names of the time zones with these offsets.' }),
      }),
    ),
  })
  .meta({
    id: 'ZoneList',
    description: 'Version of the time zone rules of this server, and the offsets computed with them.',
  })

const refusalSchema = z
  .strictObject({ ok: z.literal(false), reason: z.string() })
  .meta({ id: 'Refusal', description: '`reason` is a machine-readable reason, such as `not-found`.' })

const doneSchema = z.strictObject({ ok: z.boolean() }).meta({ id: 'Done' })
const watchingSchema = z
  .strictObject({ ok: z.literal(true), receipt: z.string() })
  .meta({ id: 'Watching', description: '`receipt` takes the answer back.' })
const sessionSchema = z.strictObject({ signedIn: z.boolean() }).meta({ id: 'Session' })
const answerSchema = z
  .looseObject({ ok: z.boolean() })
  .meta({ id: 'Answer', description: 'With `version` and `outcome`, or with `reason`.' })

const entrySchema = z.strictObject({
  summary: summarySchema,
  meetings: z.array(
    z.strictObject({
      meetingId: z.string(),
      place: placeSchema.pick({ placeId: true, names: true, countryCode: true, timeZone: true }),
      languages: z.array(z.string()),
      startsAt: z.int().nullable(),
      localStart: z
        .string()
        .nullable()
        .meta({ description: 'The same in the local time of the city: `2027-01-20T18:00:00+03:00`.' }),
    }),
  ),
  fitting: z.int().min(0),
})

export const calendarPageSchema = z
  .strictObject({
    entries: z.array(entrySchema),
    clocks: z.array(zoneClockSchema).meta({ description: 'One per time zone of the cities.' }),
    total: z.int().min(0),
    next: z.string().nullable(),
  })
  .meta({ id: 'CalendarPage' })

const counted = z.int().min(1)
export const choicesSchema = z
  .strictObject({
    countries: z.array(z.strictObject({ countryCode: z.string(), gatherings: counted })),
    languages: z.array(z.strictObject({ language: z.string(), gatherings: counted })),
  })
  .meta({ id: 'CalendarChoices' })

const people = z.int().min(0)
const stretchSchema = z.strictObject({
  fromMinute: z.int(),
  asked: people,
  confirmed: people,
  waiting: people,
  declined: people,
  held: people,
  isBurst: z.boolean(),
})
const replyTimesSchema = z
  .strictObject({
    cities: z.array(z.strictObject({ meetingId: z.string(), stretches: z.array(stretchSchema) })),
  })
  .meta({ id: 'ReplyTimes' })

const named = [
  snapshotSchema,
  summarySchema,
  listSchema,
  placesSchema,
  zonesSchema,
  refusalSchema,
  doneSchema,
  watchingSchema,
  sessionSchema,
  answerSchema,
  calendarPageSchema,
  choicesSchema,
  replyTimesSchema,
]
const components = '#/components/schemas/'

/** `origin`: the public origin of this installation. */
export function describeApi(origin: string): Described {
  return {
    openapi: '3.1.1',
    info: {
      title: 'Multaqa',
      version: '1.0.0',
      summary: 'Gatherings held at the same moment in many cities.',
      description:
        'Everything public about gatherings, as JSON and as files; no key is needed. POST requests are accepted only ' +
        'from pages of this origin. Methods that are not listed are answered with 405 and `Allow`. ' +
        'Responses carry an `ETag`; send it as `If-None-Match` to get 304 while nothing has changed.',
      license: { name: 'AGPL-3.0-or-later', identifier: 'AGPL-3.0-or-later' },
    },
    servers: [{ url: origin }],
    paths: describedRoutes,
    components: { schemas: componentSchemas() },
  }
}

/** JSON Schema 2020-12, the dialect of OpenAPI 3.1; each schema with an id is listed once. */
function componentSchemas(): Described {
  const registry = z.registry<{ id?: string | undefined; description?: string | undefined }>()
  for (const schema of named) registry.add(schema, schema.meta() ?? {})
  const { schemas } = z.toJSONSchema(registry, { uri: (id) => `${components}${id}` })
  // zod puts schemas shared by several others under `__shared`, which OpenAPI cannot reference.
  const { __shared: shared, ...own } = schemas
  const all = { ...(shared?.$defs as typeof schemas | undefined), ...own }
  const written = Object.entries(all).map(([name, schema]) => {
    const { $schema: _dialect, $id: _address, id: _id, ...rest } = schema as Described
    return [name, rest] as const
  })
  return JSON.parse(
    JSON.stringify(Object.fromEntries(written)).replaceAll(`${components}__shared#/$defs/`, components),
  )
}
