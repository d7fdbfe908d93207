// Formats a number of people as precisely as it is disclosed: exact, a lower bound, or not at all.
import type { CountsView } from '#shared/protocol/views.ts'
import type { I18n } from './i18n.ts'

type Words = Pick<I18n, 't' | 'number'>
type Told = Pick<CountsView, 'confirmed' | 'rounded'>

/** Whether a number is informative: a hidden one is not, and neither is the lower bound 0. */
function isTold(told: Told | undefined): told is Told & { readonly confirmed: number } {
  return told !== undefined && told.confirmed !== null && !(told.rounded && told.confirmed === 0)
}

/** “1,620 people”, “at least 50 people”, “nobody yet”; null when the number is hidden, or is a band that starts at 0. */
export function peopleText({ t, number }: Words, told: Told | undefined): string | null {
  if (!isTold(told)) return null
  const { confirmed, rounded } = told
  if (rounded) return t('people.at-least', { count: confirmed, shown: number(confirmed) })
  if (confirmed === 0) return t('people.none-yet')
  return t('people.count', { count: confirmed, shown: number(confirmed) })
}

/**
 * The same for the end of a list row: “1,620”, “50+”; null in the same cases. Also null for an exact 0: a row has no room for the words,
 * and an Arabic zero alone looks like a dot.
 */
export function shortPeopleText({ t, number }: Words, told: Told | undefined): string | null {
  if (!isTold(told) || told.confirmed === 0) return null
  const { confirmed, rounded } = told
  return rounded ? t('people.short-at-least', { shown: number(confirmed) }) : number(confirmed)
}

export type Total = { readonly people: number; readonly arrived: number; readonly atLeast: boolean }

/** The sum over all cities; a lower bound if any city discloses less than its exact number. */
export function totalOf(counts: readonly CountsView[]): Total {
  return {
    people: counts.reduce((sum, view) => sum + (view.confirmed ?? 0), 0),
    arrived: counts.reduce((sum, view) => sum + (view.arrived ?? 0), 0),
    atLeast: counts.some((view) => view.rounded || view.confirmed === null),
  }
}

/** “13,115 people in 27 cities”, with “at least” if the number is a lower bound. */
export function peopleInCitiesText(
  { t, number }: Words,
  {
    people,
    cities,
    atLeast,
  }: { readonly people: number; readonly cities: number; readonly atLeast: boolean },
): string {
  if (people === 0) return t('people.only-cities', { cities, shownCities: number(cities) })
  return t('people.in-cities', {
    people,
    cities,
    shownPeople: number(people),
    shownCities: number(cities),
    atLeast: atLeast ? 'yes' : 'no',
  })
}

/**
 * Whether more people arrived than are shown as coming, so that the page must explain that arrivals include people who did not reply.
 * False if the number of people coming is not shown.
 */
export function exceedsComing({ people, arrived, atLeast }: Total): boolean {
  return arrived > people && !(people === 0 && atLeast)
}

/** “312 people have arrived.”; null if nobody has, or the number is hidden. */
export function arrivedText({ t, number }: Words, total: Total): string | null {
  const { arrived, atLeast } = total
  if (arrived === 0) return null
  const said = t('front.arrived', {
    count: arrived,
    shown: number(arrived),
    atLeast: atLeast ? 'yes' : 'no',
  })
  return withWalkIns(t, said, total)
}

/** “312 people came together.”; null if nobody did, or the number is hidden. */
export function outcomeText({ t, number }: Words, total: Total): string | null {
  const { arrived, atLeast } = total
  if (arrived === 0) return null
  const said = t('front.outcome', {
    count: arrived,
    shown: number(arrived),
    atLeast: atLeast ? 'yes' : 'no',
  })
  return withWalkIns(t, said, total)
}

function withWalkIns(t: Words['t'], said: string, total: Total): string {
  return exceedsComing(total) ? `${said} ${t('people.with-walk-ins')}` : said
}
