// Schemas of calendar queries. Separate from the answer types, so that pages that read answers need no schema library.
import { z } from 'zod'
import { calendarPageSize, calendarStates, mostBrowsedMonths } from './calendar.ts'
import { instant, languageTag, placeId } from './fields.ts'

const instantText = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number)
  .pipe(instant)

/** The last entry of a page: its start (epoch ms, or `open` without a date) and its gathering id. */
const cursor = z.string().regex(/^(\d{1,15}|open)\.[A-Za-z0-9_-]{8,64}$/)

/** As in a URL, where all values are text. A gathering matches as a whole if any one of its public cities matches. */
export const calendarQuery = z
  .object({
    /** Gatherings that end after this instant; gatherings without a date never match. */
    from: instantText.optional(),
    /** Gatherings that start before this instant. */
    to: instantText.optional(),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/)
      .optional(),
    /** A city's place id. */
    place: placeId.optional(),
    /** A language of the city; if neither country nor city is given, also a language of the gathering's own texts. */
    language: languageTag.optional(),
    state: z.enum(calendarStates).optional(),
    /** Whether the last city has ended; gatherings without a date have not. */
    over: z.enum(['yes', 'no']).optional(),
    order: z.enum(['soonest', 'latest']).default('soonest'),
    limit: z
      .string()
      .regex(/^\d{1,3}$/)
      .transform(Number)
      .pipe(z.number().int().min(1).max(calendarPageSize.most))
      .default(calendarPageSize.usual),
    cursor: cursor.optional(),
  })
  .strict()
export type CalendarQuery = z.infer<typeof calendarQuery>

export const calendarMonth = z.union([z.literal('open'), z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)])

export const browseRequest = z.object({ months: z.array(calendarMonth).max(mostBrowsedMonths) })
