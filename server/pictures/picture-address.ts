// The URL of a page's picture. It contains the picture's fingerprint, so that caches fetch a changed picture.
import { createHash } from 'node:crypto'
import type { MeetingView, Snapshot } from '#shared/protocol/views.ts'
import { wordsIn } from '../words/words.ts'
import { describeCity, describeGathering, describeInstallation } from './describe-picture.ts'
import type { Picture } from './picture.ts'

/** Changes whenever the picture's content or drawing changes; the number is the version of the drawing code. */
export function fingerprint(picture: Picture): string {
  return createHash('sha256')
    .update(`2 ${JSON.stringify(picture)}`)
    .digest('base64url')
    .slice(0, 16)
}

/** Without a gathering, the installation's own picture; with a meeting, its city's. */
export function pictureAddress(page: {
  readonly origin: string
  readonly language: string
  readonly snapshot?: Snapshot
  readonly meeting?: MeetingView | null
  /** Epoch ms. */
  readonly now?: number
}): string {
  const { origin, snapshot, meeting } = page
  const words = wordsIn(page.language)
  if (snapshot === undefined) {
    return `${origin}/picture.png?lang=${words.language}&v=${fingerprint(describeInstallation(words))}`
  }
  const path = `/g/${snapshot.gathering.slug}${meeting ? `/${meeting.meetingId}` : ''}/picture.png`
  const picture = meeting
    ? describeCity(snapshot, meeting, words, page.now)
    : describeGathering(snapshot, words, page.now)
  return `${origin}${path}?lang=${words.language}&v=${fingerprint(picture)}`
}
