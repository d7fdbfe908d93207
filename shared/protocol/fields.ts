// Building blocks of command schemas: cleaned text, ids, instants.
import { z } from 'zod'
import { cleanLine, cleanText } from '../domain/plain-text.ts'
import { isInheritedName, isNameBesideCities } from './reserved-names.ts'

/** One line of at most `max` characters after cleaning. */
export const line = (max: number) =>
  z
    .string()
    .max(max * 4)
    .transform(cleanLine)
    .pipe(z.string().max(max))

/** Several lines of at most `max` characters in total after cleaning. */
export const prose = (max: number) =>
  z
    .string()
    .max(max * 2)
    .transform(cleanText)
    .pipe(z.string().max(max))

export const filled = (schema: z.ZodType<string, string>) => schema.pipe(z.string().min(1))

/** Rejects names that every object inherits, such as `__proto__`. */
const ownName = (schema: z.ZodString) => schema.refine((text) => !isInheritedName(text))

export const id = ownName(z.string().regex(/^[A-Za-z0-9_-]{8,64}$/))
/** The id of a new meeting: it must not equal the name of a page beside the city's page. */
export const newMeetingId = id.refine((text) => !isNameBesideCities(text))
export const placeId = ownName(z.string().regex(/^[A-Za-z0-9_.:-]{1,64}$/))
/** A language tag (BCP 47), language and optional script or region. */
export const languageTag = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$/)
export const instant = z.number().int().min(0).max(253_402_300_799_999)

/** A secret made by its holder: 128 bits or more, base64url, with a prefix letter for what it opens. */
export const credential = z.string().regex(/^[dhri]_[A-Za-z0-9_-]{22,64}$/)

export const exposure = z.object({
  existence: z.enum(['public', 'invited']),
  counts: z.enum(['exact', 'band', 'hidden']),
  address: z.enum(['public', 'replied', 'vouched']),
})
