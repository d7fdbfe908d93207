// The ways out of the server over HTTP: every address, and what of a city each of them carries.
import type { MeetingTable } from '#server/store/tables.ts'
import type { WithdrawnView } from '#shared/protocol/views.ts'
import type { CityState } from './who-reads.ts'

/** In calendar files strangers read so much of a city that is off, where they saw it before; no other city is named there. */
export const cancelledInFiles = {
  cities: ['withdrawn', 'merged'] as const satisfies readonly CityState[],
  fields: {
    meetingId: 'meeting_id',
    place: 'place',
    revision: 'revision',
    revisedAt: 'revised_at',
  } as const satisfies Record<keyof WithdrawnView, keyof MeetingTable>,
}

/**
 * Every address that the server answers, and by which way out (`carriedBy`) the matrix reads it. `ticket`: one's own reply, read by its
 * secret. `picture`: drawn from the public snapshot. `posted`: an answer to what is sent. `built`: files of the build.
 */
export const routes: Readonly<Record<string, string>> = {
  'get /': 'list',
  'get *': 'nothing of a gathering',
  'get /g/:slug': 'page',
  'get /g/:slug/*': 'page of a city',
  'get /g/:slug/come': 'form without script',
  'get /g/:slug/propose/plain': 'proposal without script',
  'get /g/:slug/reply/:secret${secretPattern}': 'ticket',
  'get /feed/:file{[A-Za-z0-9_.,-]+\\\\.ics}': 'ticket',
  'get /api/gatherings/:slug': 'HTTP snapshot',
  'get /api/gatherings': 'list',
  'get /api/calendar': 'list',
  'get /api/calendar/choices': 'list',
  'get /calendar.ics': 'calendar file',
  'get /g/:file{[A-Za-z0-9_-]+\\\\.ics}': 'calendar file',
  'get /g/:slug/:file{[A-Za-z0-9_-]+\\\\.ics}': 'calendar file of a city',
  'get /feed.${format}': 'feed',
  'get /g/:slug/feed.${format}': 'feed',
  'get /g/:slug/export.json': 'export',
  'get /g/:slug/as-it-ran.json': 'how it ran',
  'get /sitemap.xml': 'sitemap',
  'get /sitemap-pages.xml': 'sitemap',
  'get /g/:slug/sitemap.xml': 'sitemap',
  'get /embed/g/:slug': 'frame',
  'get /oembed': 'frame',
  'get /picture.png': 'picture',
  'get /g/:slug/picture.png': 'picture',
  'get /g/:slug/world.png': 'picture',
  'get /g/:slug/:meetingId/picture.png': 'picture',
  'get /g/:slug/:meetingId/poster.png': 'picture',
  'get /api/openapi.json': 'nothing of a gathering',
  'get /api/places': 'nothing of a gathering',
  'get /api/session': 'nothing of a gathering',
  'get /healthz': 'nothing of a gathering',
  'get /readyz': 'nothing of a gathering',
  'get /metrics': 'nothing of a gathering',
  'get /robots.txt': 'nothing of a gathering',
  'get /world.svg': 'nothing of a gathering',
  'get /embed/frame.css': 'nothing of a gathering',
  'get /embed/frame.js': 'nothing of a gathering',
  'all /api/*': 'nothing of a gathering',
  'get /assets/*': 'built',
  'get /embed/${family}-${script}.woff2': 'built',
  'post /api/claim': 'posted',
  'post /api/commands': 'posted',
  'post /api/sign-out': 'posted',
  'post /g/:slug/come': 'posted',
  'post /g/:slug/propose/plain': 'posted',
  'post /g/:slug/reply/:secret${secretPattern}': 'posted',
}

/** Of a city, in the snapshot that a page holds too. */
const inSnapshot = [
  'address',
  'answer',
  'capacity',
  'confirmed',
  'doors_minutes_before',
  'former_place',
  'host_alias',
  'languages',
  'link_since',
  'meeting_id',
  'merged_from',
  'note',
  'people there',
  'place',
  'recording',
  'recording of a segment',
  'revised_at',
  'revision',
  'seats left',
  'segment language',
  'segment title',
  'streams',
  'venue',
  'waiting',
  'zone_moved',
]

/** What each way out over HTTP carries of what strangers may read, by stored column; the matrix compares it with what is really there. */
export const carriedBy: Readonly<Record<string, readonly string[]>> = {
  'HTTP snapshot': inSnapshot,
  page: inSnapshot,
  'page of a city': inSnapshot,
  'page of a poster': inSnapshot,
  'form without script': inSnapshot,
  'proposal without script': inSnapshot,
  'calendar file of a city': ['address', 'doors_minutes_before', 'meeting_id', 'place', 'streams', 'venue'],
  'calendar file': ['address', 'doors_minutes_before', 'meeting_id', 'place', 'streams', 'venue'],
  'calendar file of the programme': ['place', 'segment language', 'segment title'],
  list: ['languages', 'meeting_id', 'place'],
  feed: ['address', 'former_place', 'meeting_id', 'place', 'venue'],
  export: ['place'],
  'how it ran': ['meeting_id', 'run at'],
  sitemap: ['meeting_id'],
  frame: [],
  'nothing of a gathering': [],
}
