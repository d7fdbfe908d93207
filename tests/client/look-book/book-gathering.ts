// The look-book's cities as a gathering would have them, from two to hundreds.
import { type City, listCities } from '#client/features/gathering/cities.ts'
import { exposurePresets } from '#shared/domain/exposure.ts'
import { emptyText, type Gathering } from '#shared/domain/gathering.ts'
import { neverMoved } from '#shared/domain/meeting.ts'
import { firstPlan } from '#shared/domain/moment.ts'
import { emptyStage } from '#shared/domain/stage.ts'
import type { CountsView, GatheringView, MeetingView } from '#shared/protocol/views.ts'
import { type BookCity, bookCities } from './cities.ts'

export const bookStartsAt = Date.UTC(2027, 0, 20, 15)
export const bookLengthMs = 2 * 3_600_000

/** Beyond the twenty-seven: clustered towns around them, with names of different length. */
function townsAround(wanted: number): readonly BookCity[] {
  return Array.from({ length: wanted }, (_, index): BookCity => {
    const town = bookCities[index % bookCities.length]
    if (town === undefined) throw new Error('no cities')
    const round = Math.floor(index / bookCities.length)
    if (round === 0) return town
    const far = Math.sqrt(round) * 1.4
    const angle = index * 2.399963
    const isLong = index % 7 === 0
    return {
      ...town,
      id: `${town.id}-${round}`,
      ar: `${town.ar} ${isLong ? 'وضواحيها الشمالية الشرقية ' : ''}${round}`,
      en: `${town.en} ${isLong ? 'and its north-eastern suburbs ' : ''}${round}`,
      latitude: town.latitude + far * Math.sin(angle),
      longitude: town.longitude + far * Math.cos(angle),
      people: town.people === null ? null : Math.ceil(town.people / (round * 3)),
    }
  })
}

function meetingOf(city: BookCity, index: number, isOnAir: boolean): MeetingView {
  return {
    meetingId: city.id,
    status: 'approved',
    ...neverMoved,
    place: {
      placeId: city.id,
      names: { ar: city.ar, en: city.en },
      countryCode: 'SY',
      latitude: city.latitude,
      longitude: city.longitude,
      timeZone: city.timeZone,
      population: 1,
    },
    hostAlias: '',
    note: '',
    languages: ['ar'],
    doorsMinutesBefore: [30, 60, 90, 0][index % 4] ?? 30,
    exposure: exposurePresets.open,
    admission: 'open',
    capacity: null,
    address: null,
    link: { status: isOnAir ? 'on-air' : 'off', since: 0 },
    streams: [],
    crew: null,
  }
}

export type BookGathering = {
  readonly gathering: GatheringView
  readonly cities: readonly City[]
  readonly counts: readonly CountsView[]
}

export function bookGathering({
  language,
  cities: wanted,
  clockRule,
  live,
  mine,
}: {
  readonly language: string
  readonly cities: number
  readonly clockRule: Gathering['clockRule']
  readonly live: boolean
  readonly mine: string
}): BookGathering {
  const towns = townsAround(wanted)
  const onAir = live ? ['gaziantep', 'berlin', 'idlib', 'montreal'] : []
  const meetings = towns.map((town, index) => meetingOf(town, index, onAir.includes(town.id)))
  const counts = towns.map(
    (town, index): CountsView => ({
      meetingId: town.id,
      asked: null,
      vouched: null,
      confirmed: town.people,
      arrived: live ? town.people : 0,
      waiting: 0,
      left: null,
      full: false,
      rounded: index % 5 === 4 && town.people !== null,
    }),
  )
  const home = towns.find(({ id }) => id === mine) ?? towns[0]
  const lead = bookCities.find(({ id }) => id === 'damascus')
  if (lead === undefined) throw new Error('no lead city')
  return {
    gathering: {
      gatheringId: 'book',
      slug: 'book',
      status: 'published',
      isExample: false,
      startsAt: bookStartsAt,
      lengthMs: bookLengthMs,
      ...firstPlan,
      clockRule,
      leadPlace: meetingOf(lead, 0, false).place,
      languages: ['ar', 'en'],
      texts: { en: { ...emptyText, title: 'The look' } },
    },
    counts,
    cities: listCities(
      { meetings, counts, stage: { ...emptyStage, meetingId: live ? 'gaziantep' : null } },
      language,
      home ?? null,
    ),
  }
}
