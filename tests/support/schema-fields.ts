// Generates a valid value from a zod schema, and lists the path of every field, so that tests cover new fields automatically.
import type { z } from 'zod'

export type Path = readonly (string | number)[]
export type Field = { readonly path: Path; readonly kind: 'text' | 'other' }

/** Candidate texts, tried in order: plain words first, then special formats. */
const texts = [
  'Some words',
  'meeting-0001',
  'en',
  '2950159',
  'h_0123456789abcdefghijklmnop',
  'https://example.org/a.m3u8',
]
const numbers = [1, 300_000]

/** Fills in every optional field; a record has one entry. Throws for an unknown type, so that this function gets extended. */
export function sampleOf(schema: z.ZodType): unknown {
  const { def } = schema as unknown as Known
  switch (def.type) {
    case 'object':
      return Object.fromEntries(Object.entries(def.shape).map(([name, inner]) => [name, sampleOf(inner)]))
    case 'array':
      return [sampleOf(def.element)]
    case 'record':
      return { [String(sampleOf(def.keyType))]: sampleOf(def.valueType) }
    case 'optional':
    case 'nullable':
    case 'default':
      return sampleOf(def.innerType)
    case 'enum':
      return Object.values(def.entries)[0]
    case 'boolean':
      return true
    case 'number':
      return firstTaken(schema, numbers)
    case 'string':
    case 'pipe':
      return firstTaken(schema, texts)
  }
}

/** The fields of the sample that hold a single value. */
export function fieldsOf(schema: z.ZodType, path: Path = []): readonly Field[] {
  const { def } = schema as unknown as Known
  switch (def.type) {
    case 'object':
      return Object.entries(def.shape).flatMap(([name, inner]) => fieldsOf(inner, [...path, name]))
    case 'array':
      return fieldsOf(def.element, [...path, 0])
    case 'record':
      return fieldsOf(def.valueType, [...path, String(sampleOf(def.keyType))])
    case 'optional':
    case 'nullable':
    case 'default':
      return fieldsOf(def.innerType, path)
    case 'string':
    case 'pipe':
      return [{ path, kind: 'text' }]
    default:
      return [{ path, kind: 'other' }]
  }
}

/** A copy of the value with the field at this path replaced. */
export function withField(value: unknown, path: Path, put: unknown): unknown {
  const [first, ...rest] = path
  if (first === undefined) return put
  if (Array.isArray(value)) {
    return value.map((inner, index) => (index === first ? withField(inner, rest, put) : inner))
  }
  const whole = value as Readonly<Record<string, unknown>>
  return { ...whole, [first]: withField(whole[first], rest, put) }
}

function firstTaken(schema: z.ZodType, candidates: readonly unknown[]): unknown {
  const taken = candidates.find((candidate) => schema.safeParse(candidate).success)
  if (taken === undefined) throw new Error('a field of a new form: add a value for it to schema-fields.ts')
  return taken
}

type Known = {
  readonly def:
    | { readonly type: 'object'; readonly shape: Readonly<Record<string, z.ZodType>> }
    | { readonly type: 'array'; readonly element: z.ZodType }
    | { readonly type: 'record'; readonly keyType: z.ZodType; readonly valueType: z.ZodType }
    | { readonly type: 'optional' | 'nullable' | 'default'; readonly innerType: z.ZodType }
    | { readonly type: 'enum'; readonly entries: Readonly<Record<string, string>> }
    | { readonly type: 'boolean' | 'number' | 'string' | 'pipe' }
}
