// Reads what somebody sent by a schema, and never throws, whatever it is.
import { z } from 'zod'

/**
 * As `schema.safeParse`. A schema compares the `length` of whatever it is given, also of an object, and an object whose `length` cannot be made
 * a number throws there.
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
