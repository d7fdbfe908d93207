// The list of gatherings in the order a newspaper would print it: what is live, what comes, what was; drafts apart.
import { phaseOf } from '#shared/domain/moment.ts'
import type { GatheringSummary } from '#shared/protocol/views.ts'

export type OrderedDirectory = {
  readonly live: readonly GatheringSummary[]
  /** The soonest first; those without an instant yet at the end. */
  readonly toCome: readonly GatheringSummary[]
  /** The latest first. */
  readonly past: readonly GatheringSummary[]
  readonly drafts: readonly GatheringSummary[]
}

export function orderDirectory(summaries: readonly GatheringSummary[], now: number): OrderedDirectory {
  const published = summaries.filter((summary) => summary.status === 'published')
  const inPhase = (phase: 'to-come' | 'live' | 'past') =>
    published.filter((summary) => phaseOf(summary.span, summary.standing, now) === phase)
  const start = (summary: GatheringSummary) => summary.startsAt ?? Number.MAX_SAFE_INTEGER
  const soonestFirst = (a: GatheringSummary, b: GatheringSummary) =>
    start(a) - start(b) || a.slug.localeCompare(b.slug)
  return {
    live: inPhase('live').toSorted(soonestFirst),
    toCome: inPhase('to-come').toSorted(soonestFirst),
    past: inPhase('past').toSorted((a, b) => soonestFirst(b, a)),
    drafts: summaries.filter((summary) => summary.status === 'draft').toSorted(soonestFirst),
  }
}

/** Title and slogan in the reader's language, else in the gathering's main one; with the language they are really in. */
export function titleFor(
  { titles, languages }: Pick<GatheringSummary, 'titles' | 'languages'>,
  language: string,
): { readonly language: string; readonly title: string; readonly slogan: string } {
  for (const candidate of [language, ...languages]) {
    const found = titles[candidate]
    if (found !== undefined && found.title !== '') return { language: candidate, ...found }
  }
  return { language: languages[0] ?? language, title: '', slogan: '' }
}
