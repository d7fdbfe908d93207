// The public interface described for programs (OpenAPI 3.1, https://spec.openapis.org/oas/v3.1.1), from the schemas of the views themselves.
import { z } from 'zod'
import { placeSchema, snapshotSchema, summarySchema, zoneClockSchema } from '#shared/protocol/view-schemas.ts'

type Described = { readonly [key: string]: unknown }

export const listSchema = z
  .strictObject({
    gatherings: z.array(summarySchema),
    total: z.int().min(0).meta({ description: 'How many there are, also beyond this page.' }),
  })
  .meta({ id: 'GatheringList' })

export const placesSchema = z
  .strictObject({
    places: z.array(placeSchema),
    clocks: z.array(zoneClockSchema).meta({ description: 'Of their zones, once for each.' }),
  })
  .meta({ id: 'PlaceList' })

const refusalSchema = z
  .strictObject({ ok: z.literal(false), reason: z.string() })
  .meta({ id: 'Refusal', description: '`reason` is a word for programs, such as `not-found`.' })

/** `origin`: where this installation is reached. */
export function describeApi(origin: string): Described {
  return {
    openapi: '3.1.1',
    info: {
      title: 'Multaqa',
      version: '1.0.0',
      summary: 'Gatherings held at one instant in many cities, to be read.',
      description:
        'Everything that strangers may read of public gatherings, as JSON. Nothing can be changed here and no key is needed. ' +
        'Answers carry an `ETag`; ask again with `If-None-Match` and hear 304 while nothing changed.',
      license: { name: 'AGPL-3.0-or-later', identifier: 'AGPL-3.0-or-later' },
    },
    servers: [{ url: origin }],
    paths: {
      '/api/gatherings': {
        get: {
          operationId: 'listGatherings',
          summary: 'Public gatherings, in the order of their instants.',
          parameters: [
            query('limit', 'How many, 100 if nothing is said.', {
              type: 'integer',
              minimum: 1,
              maximum: 500,
            }),
            query('offset', 'How many to pass over.', { type: 'integer', minimum: 0 }),
          ],
          responses: answers('GatheringList', 'A page of the list.'),
        },
      },
      '/api/gatherings/{slug}': {
        get: {
          operationId: 'readGathering',
          summary: 'A gathering with its cities and their numbers.',
          parameters: [
            {
              name: 'slug',
              in: 'path',
              required: true,
              description: 'Its slug or its id.',
              schema: { type: 'string' },
            },
          ],
          responses: {
            ...answers('Snapshot', 'As it is now.'),
            404: refusal('There is none, or it is a draft.'),
          },
        },
      },
      '/api/places': {
        get: {
          operationId: 'findPlaces',
          summary: 'Places by name in any script, by id, or the largest of a time zone.',
          parameters: [
            query('q', 'A name or the beginning of one.', { type: 'string', maxLength: 80 }),
            query('id', 'One place.', { type: 'string' }),
            query('zone', 'An IANA zone.', { type: 'string', maxLength: 64 }),
            query('language', 'Of the reader.', { type: 'string' }),
          ],
          responses: { 200: ok('PlaceList', 'The best first.') },
        },
      },
    },
    components: { schemas: componentSchemas() },
  }
}

/** JSON Schema 2020-12, which is what OpenAPI 3.1 speaks; each schema with an id stands once. */
function componentSchemas(): Described {
  const registry = z.registry<{ id?: string | undefined; description?: string | undefined }>()
  for (const schema of [snapshotSchema, summarySchema, listSchema, placesSchema, refusalSchema]) {
    registry.add(schema, schema.meta() ?? {})
  }
  const { schemas } = z.toJSONSchema(registry, { uri: (id) => `#/components/schemas/${id}` })
  const components = new Map<string, unknown>()
  for (const [name, schema] of Object.entries(schemas)) {
    const { $schema: _dialect, $id: _address, ...rest } = schema
    components.set(name, rest)
  }
  return Object.fromEntries(components)
}

function query(name: string, description: string, schema: Described): Described {
  return { name, in: 'query', description, schema }
}

const contentOf = (name: string) => ({
  'application/json': { schema: { $ref: `#/components/schemas/${name}` } },
})

function ok(name: string, description: string): Described {
  return { description, content: contentOf(name) }
}

function answers(name: string, description: string): Described {
  return {
    200: {
      ...ok(name, description),
      headers: { ETag: { description: 'For `If-None-Match`.', schema: { type: 'string' } } },
    },
    304: { description: 'Nothing changed.' },
  }
}

function refusal(description: string): Described {
  return { description, content: contentOf('Refusal') }
}
