// A feed as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/).
import type { Feed } from './feed.ts'

const time = (instant: number) => new Date(instant).toISOString()

export function writeJsonFeed(feed: Feed): string {
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: feed.title,
    home_page_url: feed.link,
    feed_url: feed.self('json'),
    ...(feed.subtitle === '' ? {} : { description: feed.subtitle }),
    language: feed.language,
    authors: [{ name: feed.author }],
    items: feed.entries.map((entry) => ({
      id: entry.id,
      url: entry.link,
      title: entry.title,
      content_text: entry.text,
      date_published: time(entry.publishedAt),
      date_modified: time(entry.changedAt),
    })),
  })
}
