// Describes the pictures of a gathering and its cities, from the public view. Omits numbers of people: a shared picture cannot be
// withdrawn, and one that changed with every reply would be redrawn all day.

import { timeText } from '#client/i18n/clock-text.ts'
import { directionOf } from '#client/i18n/direction.ts'
import type { I18n } from '#client/i18n/i18n.ts'
import { textFor } from '#shared/domain/gathering.ts'
import { gatheringPhase, meetingPhase, meetingStart } from '#shared/domain/moment.ts'
import { placeName } from '#shared/domain/place.ts'
import { skyStripes } from '#shared/domain/stripes.ts'
import { clock } from '#shared/domain/time.ts'
import { writtenLines } from '#shared/domain/written-lines.ts'
import type { GatheringView, MeetingView, Snapshot } from '#shared/protocol/views.ts'
import { whenIn } from '../words/moment-words.ts'
import type { CityCard, GatheringCard, Poster, PosterFormat, Stripe, Words, WorldPicture } from './picture.ts'

type Text = { readonly title: Words; readonly slogan: Words | null }

function textOf(gathering: GatheringView, words: I18n): Text {
  const { text, language } = textFor(gathering, words.language)
  const isRightToLeft = directionOf(language) === 'rtl'
  const written = (said: string) => ({ text: said, isRightToLeft })
  return {
    title: written(text.title === '' ? words.t('app.name') : text.title),
    slogan: text.slogan === '' ? null : written(text.slogan),
  }
}

/** The notice on the picture: past pictures must not invite anybody. */
function noticeOf({ standing }: GatheringView, words: I18n, isPast: boolean): string | null {
  if (isPast && standing !== 'cancelled') return words.t('picture.past')
  if (standing === 'planned') return null
  return words.t(standing === 'cancelled' ? 'common.is-cancelled' : 'common.is-postponed')
}

function stripesOf(
  gathering: GatheringView,
  meetings: readonly MeetingView[],
  words: I18n,
  amount: { readonly named: number; readonly most: number },
): readonly Stripe[] {
  const places = meetings.map(({ place }) => place)
  return skyStripes(gathering, places, amount).map(({ place, instant, isNamed }) => ({
    latitude: place.latitude,
    longitude: place.longitude,
    instant,
    label: isNamed
      ? { name: placeName(place.names, words.language), time: timeText(words, instant, place.timeZone) }
      : null,
  }))
}

/** Instants are epoch ms; by default the picture is from before the gathering. */
const beforeAll = Number.NEGATIVE_INFINITY

/** Whether the picture's subject (a gathering, or one of its cities) is past. */
export function isPastIn(
  { gathering, meetings }: Snapshot,
  meeting: MeetingView | null,
  now: number,
): boolean {
  const phase =
    meeting === null
      ? gatheringPhase(
          gathering,
          now,
          meetings.map(({ place }) => place.timeZone),
        )
      : meetingPhase(gathering, meeting.place.timeZone, now)
  return phase === 'past'
}

export function describeGathering(snapshot: Snapshot, words: I18n, now = beforeAll): GatheringCard {
  const { gathering, meetings } = snapshot
  const { startsAt, leadPlace } = gathering
  const { title, slogan } = textOf(gathering, words)
  const cities = words.t('people.only-cities', {
    cities: meetings.length,
    shownCities: words.number(meetings.length),
  })
  return {
    kind: 'gathering',
    isRightToLeft: words.direction === 'rtl',
    title,
    slogan,
    notice: noticeOf(gathering, words, isPastIn(snapshot, null, now)),
    when: [
      startsAt === null || leadPlace === null
        ? words.t('changed.to-confirm-open')
        : whenIn(words, startsAt, leadPlace),
      ...(meetings.length > 1 ? [cities] : []),
    ],
    stripes: stripesOf(gathering, meetings, words, { named: 5, most: 60 }),
    mark: words.t('app.name'),
  }
}

function cityOf(
  snapshot: Snapshot,
  meeting: MeetingView,
  words: I18n,
  most: { named: number; most: number },
  now: number,
) {
  const { gathering, meetings } = snapshot
  const { place } = meeting
  const instant = meetingStart(gathering, place.timeZone)
  const others = meetings.filter(({ meetingId }) => meetingId !== meeting.meetingId)
  return {
    isRightToLeft: words.direction === 'rtl',
    title: textOf(gathering, words).title,
    notice: noticeOf(gathering, words, isPastIn(snapshot, meeting, now)),
    stripes: stripesOf(gathering, others, words, most),
    mark: words.t('app.name'),
    city: {
      text: placeName(place.names, words.language),
      isRightToLeft: words.direction === 'rtl',
    },
    moment:
      instant === null
        ? null
        : {
            instant,
            latitude: place.latitude,
            longitude: place.longitude,
            time: timeText(words, instant, place.timeZone),
            date: clock(instant, place.timeZone, words.formatLocale, 'long-date'),
          },
    open: words.t('changed.to-confirm-open'),
    others:
      others.length === 0
        ? ''
        : words.t(gathering.clockRule === 'same-instant' ? 'picture.others' : 'picture.others-same-hour', {
            cities: others.length,
            shown: words.number(others.length),
          }),
  }
}

export function describeCity(
  snapshot: Snapshot,
  meeting: MeetingView,
  words: I18n,
  now = beforeAll,
): CityCard {
  return { kind: 'city', ...cityOf(snapshot, meeting, words, { named: 0, most: 40 }, now) }
}

export function describePoster(
  snapshot: Snapshot,
  meeting: MeetingView,
  words: I18n,
  {
    format,
    origin,
    now = beforeAll,
  }: { readonly format: PosterFormat; readonly origin: string; readonly now?: number },
): Poster {
  const { gathering } = snapshot
  const url = `${origin}/g/${gathering.slug}/${meeting.meetingId}`
  const { address } = meeting
  const isOff = gathering.standing === 'cancelled' || isPastIn(snapshot, meeting, now)
  // A host's text may be in any script, whatever the poster's language.
  const written = (text: string) => ({ text, isRightToLeft: startsRightToLeft(text, words) })
  return {
    kind: 'poster',
    format,
    ...cityOf(snapshot, meeting, words, { named: 5, most: 40 }, now),
    slogan: textOf(gathering, words).slogan,
    address: [address?.venue ?? '', address?.address ?? ''].flatMap(writtenLines).map(written),
    call: words.t(
      isOff ? (gathering.standing === 'cancelled' ? 'common.is-cancelled' : 'meeting.past') : 'picture.scan',
    ),
    link: { url, shown: `${new URL(origin).host}/g/${gathering.slug}` },
  }
}

/** The direction of the first letter (UAX #9 §3.3.1); without a letter, of the language. */
function startsRightToLeft(text: string, words: I18n): boolean {
  const first = /\p{L}/u.exec(text)?.[0]
  if (first === undefined) return words.direction === 'rtl'
  return /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}]/u.test(first)
}

export function describeWorld({ gathering, meetings, stage }: Snapshot, isNight: boolean): WorldPicture {
  return {
    kind: 'world',
    instant: gathering.startsAt,
    centre: gathering.leadPlace?.longitude ?? 0,
    isNight,
    points: meetings.map(({ meetingId, place }) => ({
      latitude: place.latitude,
      longitude: place.longitude,
      isOnStage: meetingId === stage.meetingId,
    })),
  }
}

/** The installation's own picture: its name and tagline over the sky of every hour of the day at an equinox. */
export function describeInstallation(words: I18n): GatheringCard {
  const noon = Date.UTC(2026, 2, 20, 12)
  const isRightToLeft = words.direction === 'rtl'
  return {
    kind: 'gathering',
    isRightToLeft,
    title: { text: words.t('app.name'), isRightToLeft },
    slogan: { text: words.t('app.tagline'), isRightToLeft },
    notice: null,
    when: [],
    stripes: Array.from({ length: 24 }, (_, hour) => ({
      latitude: 33.5,
      longitude: hour * 15 - 180,
      instant: noon,
      label: null,
    })),
    mark: '',
  }
}
