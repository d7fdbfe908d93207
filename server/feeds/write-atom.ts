// A feed as Atom (RFC 4287).
import type { Feed, FeedEntry } from './feed.ts'
import { escapeXml } from './xml.ts'

/** With fractions of a second, as RFC 3339 §5.6 allows. */
const time = (instant: number) => new Date(instant).toISOString()

const element = (name: string, text: string) => `<${name}>${escapeXml(text)}</${name}>`

export function writeAtom(feed: Feed): string {
  const self = feed.self('atom')
  // A feed without entries has never changed; 1970 expresses that, and stays the same on every request.
  const changedAt = Math.max(0, ...feed.entries.map((entry) => entry.changedAt))
  const lines = [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${escapeXml(feed.language)}">`,
    element('id', self),
    element('title', feed.title),
    ...(feed.subtitle === '' ? [] : [element('subtitle', feed.subtitle)]),
    element('updated', time(changedAt)),
    `<author>${element('name', feed.author)}</author>`,
    `<link rel="self" type="application/atom+xml" href="${escapeXml(self)}"/>`,
    `<link rel="alternate" type="text/html" href="${escapeXml(feed.link)}"/>`,
    ...feed.entries.map(writeEntry),
    '</feed>',
  ]
  return `${lines.join('\n')}\n`
}

function writeEntry(entry: FeedEntry): string {
  return [
    '<entry>',
    element('id', entry.id),
    element('title', entry.title),
    element('published', time(entry.publishedAt)),
    element('updated', time(entry.changedAt)),
    `<link rel="alternate" type="text/html" href="${escapeXml(entry.link)}"/>`,
    `<content type="text">${escapeXml(entry.text)}</content>`,
    '</entry>',
  ].join('\n')
}
