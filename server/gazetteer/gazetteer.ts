// The gazetteer: finds places by name in any script, by id, and by distance.
import { foldName } from '#shared/domain/fold-name.ts'
import { distanceKm, type Place, type Point } from '#shared/domain/place.ts'
import { canonicalZone } from '../zones/platform-rules.ts'
import { createNameIndexBuilder, type Hit } from './name-index.ts'
import { type GazetteerEntry, readCities } from './read-cities.ts'
import { createCountryReader } from './read-country.ts'
import { createSoundIndex } from './sound-index.ts'

export type SearchOptions = {
  /** 8 by default; at most 50. */
  readonly limit?: number
  readonly near?: Point
  /** Ids of places with meetings: among places that a query may mean, they come first. */
  readonly meeting?: ReadonlySet<string>
  /** ISO 3166-1 alpha-2: only places of this country. */
  readonly country?: string
  /** The reader's language: a matching name in it ranks above the same match in another language. */
  readonly language?: string
}

/** Without a name index: the part that the server needs in its main thread. */
export type PlaceList = {
  byId(placeId: string): Place | undefined
  /** A first guess at a reader's place, from their zone alone; accepts the zone's older names (Asia/Calcutta). */
  largestInZone(timeZone: string): Place | undefined
}

export type Gazetteer = PlaceList & {
  /** Best first. Accepts any string; one without letters or digits finds nothing. Takes a few milliseconds at most. */
  search(query: string, options?: SearchOptions): Place[]
  /** Nearest first, of any size. */
  nearest(point: Point, limit: number): Place[]
}

const mostResults = 50
const longestQuery = 60

/** The kind of match counts most; between equal or nearly equal matches the larger place wins (by the logarithm of its population). */
const matchScore: Readonly<Record<Hit['match'], number>> = {
  whole: 10,
  'first-words': 6.5,
  start: 6,
  'inner-word': 4.5,
  'inner-start': 4,
}
const errorPenalty = 3.5
/** The display name ranks above other common names, and those above the data's alternate names. */
const kindPenalty: Readonly<Record<Hit['kind'], number>> = { english: 0, arabic: 0, also: 0.2, alternate: 1 }
/** If other names start with the query, a typing error costs more. */
const slipBesideStart = 1.2
/** An extra space is hardly an error. */
const joinedErrors = 0.2
/** For smaller places, the data's alternate names are not indexed by sound: that would make the index many times larger. */
const heardOfEverywhere = 1_000_000
/** The cost of a match by sound only, in typing errors. */
const soundsAlikeErrors = 1.4
const knownHomeBonus = 0.7
const ownLanguageBonus = 0.3
/** `nearBonus`: a place next door counts as much as one ten thousand times as large; at 300 km, a third of the bonus remains. */
/** `meetingBonus`: a place with a meeting wins, unless another place is much larger (about three hundred times). */
const meetingBonus = 2.5
const nearBonus = 4
const nearKm = 300
/** For places of unknown population: that of a small town. */
const unknownPopulation = 5000

export async function loadGazetteer(): Promise<Gazetteer> {
  return createGazetteer(await readCities())
}

export async function loadPlaces(): Promise<PlaceList> {
  return createPlaceList((await readCities()).map(({ place }) => place))
}

function createPlaceList(places: readonly Place[]): PlaceList {
  const placesById = new Map(places.map((place) => [place.placeId, place]))

  /** The largest place of each zone, by the zone's current name. Computed on first use. */
  let largestByZone: Map<string, Place> | undefined
  function findLargestByZone(): Map<string, Place> {
    const presentNames = new Map<string, string>()
    for (const { timeZone } of places) {
      if (!presentNames.has(timeZone)) presentNames.set(timeZone, canonicalZone(timeZone) ?? timeZone)
    }
    const largest = new Map<string, Place>()
    for (const place of places) {
      const zone = presentNames.get(place.timeZone) ?? place.timeZone
      if (place.population > (largest.get(zone)?.population ?? -1)) largest.set(zone, place)
    }
    return largest
  }

  return {
    byId: (placeId) => placesById.get(placeId),
    largestInZone(timeZone) {
      largestByZone ??= findLargestByZone()
      return largestByZone.get(canonicalZone(timeZone) ?? timeZone)
    },
  }
}

export function createGazetteer(entries: readonly GazetteerEntry[]): Gazetteer {
  const places = entries.map(({ place }) => place)
  const weights = Float32Array.from(
    entries,
    ({ place, isKnownHome }) =>
      Math.log10(place.population || unknownPopulation) + (isKnownHome ? knownHomeBonus : 0),
  )
  const readCountry = createCountryReader(new Set(places.map(({ countryCode }) => countryCode)))
  const builder = createNameIndexBuilder()
  const sounds = createSoundIndex()
  entries.forEach(({ place, also, alternates }, index) => {
    const seen = new Set<string>()
    const add = (folded: string, kind: Hit['kind']) => {
      if (seen.has(folded)) return
      seen.add(folded)
      builder.add(index, folded, kind)
      if (kind !== 'alternate' || place.population >= heardOfEverywhere) sounds.add(index, folded, kind)
    }
    add(foldName(place.names.en ?? ''), 'english')
    add(foldName(place.names.ar ?? ''), 'arabic')
    for (const name of also) add(foldName(name), 'also')
    for (const folded of alternates) add(folded, 'alternate')
  })
  const index = builder.build()

  /** The best places among the hits that `visitHits` produces. */
  function best(
    visitHits: (visit: (hit: Hit) => void) => void,
    { limit, near, language, countries, meeting }: Wanted,
  ): Place[] {
    const scores = new Map<number, number>()
    visitHits((hit) => {
      let score = matchScore[hit.match] - hit.errors * errorPenalty
      score -= kindPenalty[hit.kind] * (hit.match === 'whole' ? 1 : 2)
      if (hit.kind === language) score += ownLanguageBonus
      if (score > (scores.get(hit.place) ?? Number.NEGATIVE_INFINITY)) scores.set(hit.place, score)
    })
    const ranked = createRanking(limit)
    for (const [number, matched] of scores) {
      const place = places[number] as Place
      if (countries !== undefined && !countries.has(place.countryCode)) continue
      const nearness = near === undefined ? 0 : nearBonus * Math.exp(-distanceKm(near, place) / nearKm)
      const meets = meeting?.has(place.placeId) ? meetingBonus : 0
      ranked.offer(place, matched + (weights[number] as number) + nearness + meets)
    }
    return ranked.places()
  }

  /** Also tries the query without its spaces: casa blanca, kuala lumpur. */
  function visitStarting(query: string, visit: (hit: Hit) => void): void {
    index.visitPrefix(query, visit)
    if (!query.includes(' ')) return
    const joined = query.replaceAll(' ', '')
    index.visitPrefix(joined, (hit) => visit({ ...hit, errors: joinedErrors }))
  }

  const startingWith = (query: string, wanted: Wanted) => best((visit) => visitStarting(query, visit), wanted)
  const similarTo = (query: string, errors: number, wanted: Wanted) =>
    best((visit) => index.visitSimilar(query, errors, visit), wanted)
  const alike = (query: string, visit: (hit: Hit) => void) =>
    sounds.visitAlike(query, (place, kind) =>
      visit({ place, kind, match: 'whole', errors: soundsAlikeErrors }),
    )

  /** One typing error; or else a match by sound, or two errors, whichever is nearest. */
  function nearlyOrByEar(query: string, wanted: Wanted): Place[] {
    const errors = errorsForgiven(query)
    const oneSlip = errors === 0 ? [] : similarTo(query, 1, wanted)
    if (oneSlip.length > 0) return oneSlip
    return best((visit) => {
      alike(query, visit)
      if (errors === 2) index.visitSimilar(query, 2, visit)
    }, wanted)
  }

  /**
   * Names that start with the query; if none is a whole name, also names with typing errors: برلن starts Burlington, but Berlin is meant.
   * Whole names with an error are ranked among the names that start with the query; partial names with an error come after them, unless
   * only those are places with a meeting.
   */
  function startingWithOrNearly(query: string, wanted: Wanted): Place[] {
    let isWhole = false
    const starting: Hit[] = []
    visitStarting(query, (hit) => {
      isWhole ||= hit.match === 'whole'
      starting.push(hit)
    })
    const visitAll = (hits: readonly Hit[], visit: (hit: Hit) => void) => hits.forEach(visit)
    if (starting.length === 0 || isWhole || errorsForgiven(query) === 0)
      return best((visit) => visitAll(starting, visit), wanted)
    const similar: Hit[] = []
    index.visitSimilar(query, 1, (hit) => hit.errors > 0 && similar.push(hit))
    const found = best((visit) => {
      visitAll(starting, visit)
      for (const hit of similar)
        if (hit.match === 'whole') visit({ ...hit, errors: hit.errors * slipBesideStart })
    }, wanted)
    const less = best((visit) => visitAll(similar, visit), wanted).filter((place) => !found.includes(place))
    const shown = found.slice(0, Math.max(wanted.limit - less.length, Math.ceil(wanted.limit / 2)))
    const meets = ({ placeId }: Place) => wanted.meeting?.has(placeId) === true
    const whereTheyMeet = shown.some(meets) ? [] : less.filter(meets)
    const others = less.filter((place) => !whereTheyMeet.includes(place))
    return [...whereTheyMeet, ...shown, ...others].slice(0, wanted.limit)
  }

  function largestIn(countries: ReadonlySet<string>, limit: number): Place[] {
    const ranked = createRanking(limit)
    places.forEach((place, number) => {
      if (countries.has(place.countryCode)) ranked.offer(place, weights[number] as number)
    })
    return ranked.places()
  }

  return {
    search(query, options = {}) {
      // Folding may turn one letter into up to eighteen.
      const folded = foldName(query.slice(0, longestQuery)).slice(0, longestQuery)
      const wanted = wantedFrom(options)
      if (folded === '' || wanted.limit === 0) return []
      const found = startingWithOrNearly(folded, wanted)
      if (found.length > 0) return found

      // "Berlin, Germany", "طرابلس لبنان", or "سوريا" alone
      for (const { name, countries } of wanted.countries === undefined ? readCountry(folded) : []) {
        const inCountry =
          name === '' ? largestIn(countries, wanted.limit) : startingWith(name, { ...wanted, countries })
        if (inCountry.length > 0) return inCountry
      }
      if (/^ال.{2}/.test(folded)) {
        const withoutArticle = startingWith(folded.slice(2), wanted)
        if (withoutArticle.length > 0) return withoutArticle
      }
      const nearly = nearlyOrByEar(folded, wanted)
      if (nearly.length > 0) return nearly
      for (const { name, countries } of wanted.countries === undefined ? readCountry(folded) : []) {
        const inCountry = name === '' ? [] : nearlyOrByEar(name, { ...wanted, countries })
        if (inCountry.length > 0) return inCountry
      }
      return []
    },

    ...createPlaceList(places),

    nearest(point, limit) {
      const ranked = createRanking(limitOf(limit))
      for (const place of places) ranked.offer(place, -distanceKm(point, place))
      return ranked.places()
    },
  }
}

type Wanted = {
  readonly limit: number
  readonly near: Point | undefined
  readonly meeting: ReadonlySet<string> | undefined
  readonly language: 'arabic' | 'english' | undefined
  readonly countries?: ReadonlySet<string>
}

function wantedFrom({ limit = 8, near, language, country, meeting }: SearchOptions): Wanted {
  const base = language?.split('-')[0]
  return {
    limit: limitOf(limit),
    near,
    meeting,
    ...(country === undefined ? {} : { countries: new Set([country]) }),
    language: base === 'ar' ? 'arabic' : base === 'en' ? 'english' : undefined,
  }
}

function limitOf(limit: number): number {
  return Math.max(0, Math.min(mostResults, Math.floor(limit) || 0))
}

/** The few best of many, kept sorted by insertion: cheaper than sorting all when a letter matches thousands. */
function createRanking(limit: number) {
  const ranked: { place: Place; score: number }[] = []
  return {
    offer(place: Place, score: number): void {
      if (ranked.length === limit && score <= (ranked[limit - 1]?.score ?? Number.POSITIVE_INFINITY)) return
      let at = ranked.length
      while (at > 0 && score > (ranked[at - 1] as { score: number }).score) at--
      ranked.splice(at, 0, { place, score })
      if (ranked.length > limit) ranked.pop()
    },
    places: () => ranked.map(({ place }) => place),
  }
}

/** In a short name every error makes another name; a long name may have two errors. */
function errorsForgiven(folded: string): number {
  if (folded.length < 4) return 0
  return folded.length < 7 ? 1 : 2
}
