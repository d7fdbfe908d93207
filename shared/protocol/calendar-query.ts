// What is asked of the calendar, as schemas: apart from what it answers, so that pages need no schema library to read that.
import { z } from 'zod'
import { calendarPageSize, calendarStates, mostBrowsedMonths } from './calendar.ts'
import { instant, languageTag, placeId } from './fields.ts'

const instantText = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number)
  .pipe(instant)

/** Where a page ended: the beginning (epoch ms, or `open` without one) and the id of its last gathering. */
const cursor = z.string().regex(/^(\d{1,15}|open)\.[A-Za-z0-9_-]{8,64}$/)

/** As it stands in an address: all values are text. What fits is the whole gathering, through any one of its public cities. */
export const calendarQuery = z
  .object({
    /** Gatherings that end after this instant; those without an instant are never in a window. */
    from: instantText.optional(),
    /** Gatherings that begin before this instant. */
    to: instantText.optional(),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/)
      .optional(),
    /** Id of a city. */
    place: placeId.optional(),
    /** Spoken in the city; where no country and no city is asked for, also a language of the gathering's own words. */
    language: languageTag.optional(),
    state: z.enum(calendarStates).optional(),
    /** Whether the last city has ended; what has no instant has not. */
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
