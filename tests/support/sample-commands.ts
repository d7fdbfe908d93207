// A payload for every command, generated from its schema with the ids of a real gathering, so that new commands are covered automatically.
import { commandSchemas } from '#shared/protocol/commands.ts'
import { sampleOf } from './schema-fields.ts'

/** Values by field name, at any depth of a payload. Other fields keep the schema's sample. */
export type Named = Readonly<Record<string, unknown>>

export const commandNames = Object.keys(commandSchemas)

/** A payload that the schema accepts. Throws if a sample does not fit, so that `schema-fields.ts` gets extended. */
export function samplePayload(name: string, named: Named): unknown {
  const schema = commandSchemas[name as keyof typeof commandSchemas]
  const payload = withNamed(sampleOf(schema), named)
  const parsed = schema.safeParse(payload)
  if (!parsed.success) throw new Error(`no sample of ${name}: ${parsed.error.message}`)
  return payload
}

function withNamed(value: unknown, named: Named): unknown {
  if (Array.isArray(value)) return value.map((inner) => withNamed(inner, named))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      Object.hasOwn(named, name) ? named[name] : withNamed(inner, named),
    ]),
  )
}
