// Which messages from the control room a city has not answered yet, and its one-tap answers.
import type { CityCue, Cue } from '#shared/domain/cue.ts'
import type { CrewMessageView } from '#shared/protocol/views.ts'

/** Older messages are only in the history; a banner about them would be in the way. */
export const bannerLastsMs = 15 * 60_000

/**
 * Messages to this city since it last spoke, oldest first. `answeredAt`: when this device last sent a message that the server may not have
 * yet, epoch ms of the shared clock.
 */
export function unanswered(
  meetingId: string,
  messages: readonly CrewMessageView[],
  answeredAt: number | null,
  now: number,
): readonly CrewMessageView[] {
  const lastOwn = Math.max(-1, ...messages.filter(({ from }) => from === meetingId).map(({ order }) => order))
  return messages
    .filter(
      ({ from, to, order, at }) =>
        from === null &&
        (to === null || to === meetingId) &&
        order > lastOwn &&
        at > (answeredAt ?? Number.NEGATIVE_INFINITY) &&
        now - at < bannerLastsMs,
    )
    .sort((a, b) => a.order - b.order)
}

/** Likeliest answer first; null means a text rather than a cue. */
export function answersTo(cue: Cue | null): readonly CityCue[] {
  switch (cue) {
    case 'stand-by':
      return ['ready', 'need-a-minute', 'cannot']
    case 'you-are-on':
      return ['heard', 'need-a-minute', 'cannot']
    case 'wrap-up':
    case 'stop-now':
      return ['heard', 'need-a-minute']
    case 'sound-low':
    case 'sound-lost':
    case 'picture-lost':
    case 'picture-frozen':
    case 'use-back-up':
      return ['heard', 'need-a-minute', 'cannot']
    default:
      return ['heard']
  }
}
