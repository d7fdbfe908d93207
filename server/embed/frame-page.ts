// The frame page for other sites: when, where and how many, under one picture; complete without script, with a countdown if there is
// script.

import { directionOf } from '#client/i18n/direction.ts'
import type { I18n } from '#client/i18n/i18n.ts'
import { peopleInCitiesText, totalOf } from '#client/i18n/people-text.ts'
import { textFor } from '#shared/domain/gathering.ts'
import { gatheringSpan } from '#shared/domain/moment.ts'
import type { Snapshot } from '#shared/protocol/views.ts'
import { escapeHtml } from '../http/escape.ts'
import { describeWorld } from '../pictures/describe-picture.ts'
import { fingerprint } from '../pictures/picture-address.ts'
import { whenLine } from '../words/moment-words.ts'

export type FrameLight = 'paper' | 'night' | null

/** The page reloads after this many seconds, to update numbers and the stage. */
const againS = 300

export function framePage(
  snapshot: Snapshot,
  frame: {
    readonly words: I18n
    readonly origin: string
    readonly light: FrameLight
    readonly asset: string
  },
): string {
  const { words, origin, light, asset } = frame
  const { gathering, meetings, counts } = snapshot
  const { text, language } = textFor(gathering, words.language)
  const link = `${origin}/g/${gathering.slug}?lang=${words.language}`
  const spoken = `lang="${escapeHtml(language)}" dir="${directionOf(language)}"`
  const people = peopleInCitiesText(words, { ...totalOf(counts), cities: meetings.length })
  return `<!doctype html>
<html lang="${words.language}" dir="${words.direction}"${light === null ? '' : ` data-${light}`}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="${againS}">
<link rel="stylesheet" href="/embed/frame.css?v=${asset}">
<title>${escapeHtml(text.title)}</title>
</head>
<body>
<a href="${escapeHtml(link)}" target="_blank" rel="noopener">
<div class="words">
${text.slogan === '' ? '' : `<p class="title" ${spoken}>${escapeHtml(text.title)}</p>`}
<h1 ${spoken}>${escapeHtml(text.slogan || text.title)}</h1>
${noticeOf(snapshot, words)}
<p class="when">${escapeHtml(whenLine(words, gathering))}</p>
<p class="count" ${momentOf(snapshot, words)}></p>
</div>
<div class="world">${pictureOf(snapshot, words, light)}</div>
<p class="foot"><span class="people">${escapeHtml(people)}</span><span class="mark">${escapeHtml(words.t('app.name'))}</span></p>
</a>
<script type="module" src="/embed/frame.js?v=${asset}"></script>
</body>
</html>
`
}

function noticeOf({ gathering: { standing } }: Snapshot, words: I18n): string {
  if (standing === 'planned') return ''
  const said = words.t(standing === 'cancelled' ? 'common.is-cancelled' : 'common.is-postponed')
  return `<p class="notice">${escapeHtml(said)}</p>`
}

/** The data for the script's countdown; empty if there is nothing to count down to. */
function momentOf({ gathering, meetings }: Snapshot, words: I18n): string {
  const zones = meetings.map(({ place }) => place.timeZone)
  const span = gatheringSpan(gathering, zones)
  if (span === null || gathering.standing === 'cancelled') return ''
  const live = words.t('common.is-live')
  const locale = words.formatLocale
  return `data-from="${span.from}" data-to="${span.to}" data-locale="${locale}" data-live="${escapeHtml(live)}"`
}

/** The world picture; without a chosen colour scheme, it follows the reader's device. */
function pictureOf(snapshot: Snapshot, words: I18n, light: FrameLight): string {
  const addressOf = (isNight: boolean) => {
    const version = fingerprint(describeWorld(snapshot, isNight))
    return `/g/${snapshot.gathering.slug}/world.png?${isNight ? 'night&amp;' : ''}v=${version}`
  }
  const label = words.t('front.world-label', {
    count: snapshot.meetings.length,
    shown: words.number(snapshot.meetings.length),
  })
  const dark = `<source srcset="${addressOf(true)}" media="(prefers-color-scheme: dark)">`
  const image = `<img src="${addressOf(light === 'night')}" alt="${escapeHtml(label)}" width="1200" height="540">`
  return light === null ? `<picture>${dark}${image}</picture>` : image
}
