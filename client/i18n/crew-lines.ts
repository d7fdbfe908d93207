// Formats the crew's messages as lines in the reader's language: cues by their code, the sender, and messages still pending.
import { placeName } from '#shared/domain/place.ts'
import { clock } from '#shared/domain/time.ts'
import type { RefusalReason } from '#shared/protocol/answers.ts'
import type { CrewMessageView, MeetingView } from '#shared/protocol/views.ts'
import { timeText } from './clock-text.ts'
import type { I18n } from './i18n.ts'
import { cueKeys } from './link-up-keys.ts'
import { refusalText } from './refusal-text.ts'

/** A message from this device that is pending or failed. */
export type UnsentSaying = Pick<CrewMessageView, 'messageId' | 'at' | 'to' | 'cue' | 'text'> & {
  readonly state: 'pending' | 'failed'
  /** Why it was refused; null if it was not. */
  readonly refused?: RefusalReason | null
}

export type CrewLine = {
  readonly id: string
  /** Epoch ms. */
  readonly at: number
  /** The time and the day, in the reader's words. */
  readonly time: string
  readonly day: string
  readonly who: string
  /** The addressee; null if the message is for everybody who reads here. */
  readonly to: string | null
  readonly isOwn: boolean
  /** A coded cue, already in the reader's language. */
  readonly isCue: boolean
  readonly text: string
  readonly state: 'said' | UnsentSaying['state']
  /** Why it was refused, in the reader's language. */
  readonly why?: string | undefined
}

/** The sender's name for the control room; organizers may write without a name. */
export function controlName({ t }: Pick<I18n, 't'>, alias: string): string {
  return alias.trim() === '' ? t('crew.control') : t('crew.who-control', { alias })
}

/** The texts around the messages. */
export function crewTalkWords({ t }: Pick<I18n, 't'>) {
  return {
    write: t('crew.write'),
    send: t('crew.send'),
    quick: t('crew.quick'),
    empty: t('crew.empty'),
    pending: t('common.sending'),
    failed: t('crew.failed'),
    again: t('crew.again'),
    giveUp: t('common.discard'),
    to: (who: string) => who,
  }
}

/** `self`: the reading city; null in the control room, where every message names the city it is for. */
export function crewLines(
  i18n: I18n,
  read: {
    readonly messages: readonly CrewMessageView[]
    readonly unsent: readonly UnsentSaying[]
    readonly meetings: readonly MeetingView[]
    readonly self: string | null
    readonly timeZone: string
  },
): readonly CrewLine[] {
  const { t, language, formatLocale } = i18n
  const { messages, unsent, meetings, self, timeZone } = read
  const cities = new Map(meetings.map((each) => [each.meetingId, placeName(each.place.names, language)]))
  const cityOf = (meetingId: string) => cities.get(meetingId) ?? t('crew.a-city')

  /** Null where the addressee is obvious: from a city to the control room, and to the reading city itself. */
  function toWhom(to: string | null, isOwn: boolean): string | null {
    if (to !== null) return self === null ? cityOf(to) : null
    const isFromControl = (self === null) === isOwn
    return isFromControl ? t('crew.all-cities') : null
  }

  function line(said: Omit<UnsentSaying, 'state'>, state: CrewLine['state'], who: string, isOwn: boolean) {
    const { messageId: id, at, to, cue, text } = said
    return {
      id,
      at,
      time: timeText(i18n, at, timeZone),
      day: clock(at, timeZone, formatLocale, 'date'),
      who,
      to: toWhom(to, isOwn),
      isOwn,
      isCue: cue !== null,
      text: cue === null ? text : t(cueKeys[cue]),
      state,
    }
  }

  const known = new Set(messages.map(({ messageId }) => messageId))
  const told = [...messages]
    .sort((a, b) => a.order - b.order)
    .map((said) => {
      const who =
        said.from === null
          ? controlName(i18n, said.alias)
          : t('crew.who-city', { city: cityOf(said.from), alias: said.alias })
      return line(said, 'said', who, said.from === self)
    })
  const mine = unsent
    .filter(({ messageId }) => !known.has(messageId))
    .map((said) => {
      const mineSaid = line(said, said.state, t('crew.who-self'), true)
      return said.refused == null
        ? mineSaid
        : { ...mineSaid, why: refusalText(i18n, { reason: said.refused }) }
    })
  return [...told, ...mine]
}
