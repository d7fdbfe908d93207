// What is missing before a gathering can be published: applies the publishing rule repeatedly until it reports nothing more.

import { decidePublish, emptyText, type Gathering, type PublishRefusal } from '#shared/domain/gathering.ts'
import { ownValue } from '#shared/domain/own-value.ts'
import { unreachable } from '#shared/domain/verdict.ts'
import type { GatheringView } from '#shared/protocol/views.ts'

export type Missing = { readonly reason: PublishRefusal; readonly field: string | undefined }

/** In the order of the rule; empty if it may be published. */
export function whatIsMissing(gathering: GatheringView, now: number): readonly Missing[] {
  const missing: Missing[] = []
  let supposed: Gathering = { ...gathering, publishedAt: null }
  for (;;) {
    const verdict = decidePublish(supposed, now)
    if (verdict.ok || verdict.reason === 'already-published') return missing
    missing.push({ reason: verdict.reason, field: verdict.field })
    supposed = supposeGiven(supposed, verdict.reason, now)
  }
}

/** Fills in a missing value, so that the rule reports the next one. */
function supposeGiven(
  gathering: Gathering,
  reason: Exclude<PublishRefusal, 'already-published'>,
  now: number,
): Gathering {
  switch (reason) {
    case 'title-missing': {
      const untitled =
        gathering.languages.find((language) => !ownValue(gathering.texts, language)?.title.trim()) ?? 'und'
      const languages = gathering.languages.length === 0 ? [untitled] : gathering.languages
      return {
        ...gathering,
        languages,
        texts: { ...gathering.texts, [untitled]: { ...emptyText, title: '…' } },
      }
    }
    case 'instant-past':
      return { ...gathering, startsAt: now }
    case 'lead-place-missing': {
      const names = { en: '…' }
      const nowhere = {
        placeId: '…',
        names,
        countryCode: 'ZZ',
        latitude: 0,
        longitude: 0,
        timeZone: 'UTC',
        population: 0,
      }
      return { ...gathering, leadPlace: nowhere }
    }
    default:
      return unreachable(reason)
  }
}
