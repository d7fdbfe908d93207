// How many people, in the reader's words, as honestly as the number is told: exact, a floor, or not at all.
import type { CountsView } from '#shared/protocol/views.ts'
import type { I18n } from './i18n.ts'

type Words = Pick<I18n, 't' | 'number'>
type Told = Pick<CountsView, 'confirmed' | 'rounded'>

/** The first band that is told in numbers starts here; below it only "fewer" is said. */
const firstFloor = 10

/** “1,620 people”, “at least 50 people”, “fewer than 10 people”, “number not shown”. */
export function peopleText({ t, number }: Words, told: Told | undefined): string {
  if (told === undefined || told.confirmed === null) return t('people.not-told')
  const { confirmed, rounded } = told
  if (!rounded && confirmed === 0) return t('people.none-yet')
  if (!rounded) return t('people.count', { count: confirmed, shown: number(confirmed) })
  if (confirmed === 0) return t('people.fewer', { shown: number(firstFloor) })
  return t('people.at-least', { count: confirmed, shown: number(confirmed) })
}

/** The same for the end of a line in a list. */
export function shortPeopleText({ t, number }: Words, told: Told | undefined): string {
  if (told === undefined || told.confirmed === null) return t('people.short-not-told')
  const { confirmed, rounded } = told
  if (!rounded) return number(confirmed)
  if (confirmed === 0) return t('people.short-fewer', { shown: number(firstFloor) })
  return t('people.short-at-least', { shown: number(confirmed) })
}

export type Total = { readonly people: number; readonly arrived: number; readonly atLeast: boolean }

/** All cities together; a floor as soon as one of them tells less than its exact number. */
export function totalOf(counts: readonly CountsView[]): Total {
  return {
    people: counts.reduce((sum, view) => sum + (view.confirmed ?? 0), 0),
    arrived: counts.reduce((sum, view) => sum + (view.arrived ?? 0), 0),
    atLeast: counts.some((view) => view.rounded || view.confirmed === null),
  }
}

/** “13,115 people in 27 cities”, with “at least” where it is a floor. */
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
