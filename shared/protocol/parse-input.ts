// Parses untrusted input with a schema, and never throws.
import { z } from 'zod'

/**
 * Like `schema.safeParse`. A schema compares the `length` of any value, including objects; an object whose `length` cannot be converted to
 * a number makes it throw.
 */
export function parseInput<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
):
  | { readonly success: true; readonly data: z.output<Schema> }
  | { readonly success: false; readonly error: z.ZodError } {
  try {
    return schema.safeParse(input, { reportInput: true })
  } catch {
    const issue = { code: 'custom', path: [] as string[], message: 'not readable', input } as const
    return { success: false, error: new z.ZodError([issue]) }
  }
}
