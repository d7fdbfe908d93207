// The head of a page, for programs: link previews, feeds, other languages, and search engines.
import { textFor } from '#shared/domain/gathering.ts'
import { placeName } from '#shared/domain/place.ts'
import type { MeetingView, Snapshot } from '#shared/protocol/views.ts'
import { embedJson, escapeHtml } from '../http/escape.ts'
import { pictureAddress } from '../pictures/picture-address.ts'
import { whenLine } from '../words/moment-words.ts'
import { wordLanguages, wordsIn } from '../words/words.ts'
import { linkedGathering, linkedMeeting } from './linked-event.ts'

export type HeadOf = {
  /** The public snapshot; null for a page without a gathering. */
  readonly snapshot: Snapshot | null
  readonly language: string
  readonly origin: string
  readonly pathname: string
  /** Epoch ms; by default the page is from before the gathering. */
  readonly now?: number
}

type Tag = { readonly name: string; readonly values: Readonly<Record<string, string>> }

export function pageHead(page: HeadOf): string {
  const { snapshot } = page
  if (snapshot === null) return headOfNone(page)
  // A gathering's page, a city's page, or a city's poster; all others are for the crew or contain a secret.
  const found = /^\/g\/[^/]+(?:\/([^/]+)(?:\/poster)?)?\/?$/.exec(page.pathname)
  const meeting = snapshot.meetings.find(({ meetingId }) => meetingId === found?.[1]) ?? null
  const isForStrangers = found !== null && (found[1] === undefined || meeting !== null)
  return headOfGathering(snapshot, meeting, page, isForStrangers)
}

function headOfNone({ origin, pathname, language }: HeadOf): string {
  const words = wordsIn(language)
  const picture = pictureAddress({ origin, language })
  const isHome = pathname === '/'
  return [
    '<title>Multaqa · ملتقى</title>',
    ...write([
      ...(isHome ? [named('description', words.t('app.tagline'))] : []),
      ...card({ title: words.t('app.name'), text: words.t('app.tagline'), url: `${origin}/`, picture }),
      ...(isHome
        ? [
            ...languagesOf(`${origin}/`, wordLanguages),
            ...feedsOf(`${origin}/`, language),
            calendarOf(`${origin}/calendar.ics`, language),
          ]
        : []),
    ]),
  ].join('\n    ')
}

function headOfGathering(
  snapshot: Snapshot,
  meeting: MeetingView | null,
  page: HeadOf,
  isForStrangers: boolean,
): string {
  const { gathering } = snapshot
  const { origin, language } = page
  const words = wordsIn(language)
  const { text } = textFor(gathering, language)
  const path = `/g/${gathering.slug}${meeting === null ? '' : `/${meeting.meetingId}`}`
  const picture = pictureAddress({
    origin,
    language,
    snapshot,
    meeting,
    ...(page.now === undefined ? {} : { now: page.now }),
  })
  const title =
    meeting === null
      ? text.title
      : words.t('meeting.page-title', { city: placeName(meeting.place.names, language), title: text.title })
  const said = meeting === null ? text.slogan : whenLine(words, gathering, meeting.place)
  const linked =
    meeting === null
      ? linkedGathering(snapshot, { origin, language, picture })
      : linkedMeeting(snapshot, meeting, { origin, language, picture })
  return [
    `<title>${escapeHtml(title)}</title>`,
    ...write([
      named('description', said),
      ...card({ title, text: said, url: origin + page.pathname, picture }),
      ...(isForStrangers
        ? [
            ...languagesOf(`${origin}${path}`, new Set([...gathering.languages, ...wordLanguages])),
            ...feedsOf(`${origin}/g/${gathering.slug}/`, language),
            ...calendarsOf(`${origin}/g/${gathering.slug}`, meeting, language),
            link('alternate', {
              type: 'application/json+oembed',
              href: `${origin}/oembed?url=${encodeURIComponent(`${origin}/g/${gathering.slug}`)}&lang=${language}`,
            }),
          ]
        : []),
      ...(/^\/g\/[^/]+\/programme$/.test(page.pathname)
        ? [calendarOf(`${origin}/g/${gathering.slug}/programme.ics`, language)]
        : []),
      // An example is not an event that search engines should list.
      ...(isForStrangers && !gathering.isExample ? [] : [named('robots', 'noindex')]),
    ]),
    ...(isForStrangers ? [`<script type="application/ld+json">${embedJson(linked)}</script>`] : []),
  ].join('\n    ')
}

function named(name: string, content: string): Tag {
  return { name: 'meta', values: { name, content } }
}

function link(rel: string, values: Readonly<Record<string, string>>): Tag {
  return { name: 'link', values: { rel, ...values } }
}

/** Open Graph (https://ogp.me) and X's card tags. */
function card(page: {
  readonly title: string
  readonly text: string
  readonly url: string
  readonly picture: string
}): Tag[] {
  const og = (property: string, content: string): Tag => ({ name: 'meta', values: { property, content } })
  return [
    og('og:title', page.title),
    og('og:description', page.text),
    og('og:type', 'website'),
    og('og:url', page.url),
    og('og:image', page.picture),
    og('og:image:type', 'image/png'),
    og('og:image:width', '1200'),
    og('og:image:height', '630'),
    named('twitter:card', 'summary_large_image'),
  ]
}

/** The same page in other languages; `x-default` is the URL without a language. */
function languagesOf(url: string, languages: Iterable<string>): Tag[] {
  return [
    ...[...languages].map((language) =>
      link('alternate', { hreflang: language, href: `${url}?lang=${language}` }),
    ),
    link('alternate', { hreflang: 'x-default', href: url }),
  ]
}

/** `folder` ends with a slash. */
function feedsOf(folder: string, language: string): Tag[] {
  return [
    link('alternate', { type: 'application/atom+xml', href: `${folder}feed.atom?lang=${language}` }),
    link('alternate', { type: 'application/feed+json', href: `${folder}feed.json?lang=${language}` }),
  ]
}

/** A city's page links its meeting's file; the gathering's page links the file of all cities and that of the gathering as one entry. */
function calendarsOf(page: string, meeting: MeetingView | null, language: string): Tag[] {
  return meeting === null
    ? [calendarOf(`${page}.ics`, language), calendarOf(`${page}/gathering.ics`, language)]
    : [calendarOf(`${page}/${meeting.meetingId}.ics`, language)]
}

function calendarOf(file: string, language: string): Tag {
  return link('alternate', { type: 'text/calendar', href: `${file}?lang=${language}` })
}

function write(tags: readonly Tag[]): string[] {
  return tags.map(({ name, values }) => {
    const attributes = Object.entries(values).map(([key, value]) => ` ${key}="${escapeHtml(value)}"`)
    return `<${name}${attributes.join('')}>`
  })
}
