// Changes to a reply: party size, another city, cancelling, and undoing these.
import { useEffect, useRef, useState } from 'react'
import { maxPartySize } from '#shared/domain/attendance.ts'
import { isCountClosed } from '#shared/domain/exposure.ts'
import { stateOf } from '#shared/protocol/reply-state.ts'
import type { TicketView } from '#shared/protocol/views.ts'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Stepper } from '../../components/form/stepper.tsx'
import { Notice } from '../../components/notice.tsx'
import { refusalText } from '../../i18n/refusal-text.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { CityChoice } from './city-choice.tsx'
import { type CityOption, nearestWithSeats, wouldWait } from './city-option.ts'
import type { ReplyCommands } from './reply-commands.ts'
import { CitiesWithSeats } from './seats-offer.tsx'
import styles from './ticket-change.module.css'
import { type ReplyResults, soon } from './use-reply-results.ts'

/** Several presses on the stepper within this time are one change. */
const settleMs = 600

export type TicketChangeProps = {
  /** With pending commands applied. */
  readonly ticket: TicketView
  readonly city: string
  /** Without the ticket's city; nearest first. */
  readonly cities: readonly CityOption[]
  /** People wait for seats here, so a seat that is given up cannot be taken back. */
  readonly isCityFull: boolean
  /** Free seats here; null if numbers are not exact or there is no limit. */
  readonly seatsLeft: number | null
  readonly commands: ReplyCommands
  readonly results: ReplyResults
}

export function TicketChange(props: TicketChangeProps) {
  const { t } = useI18n()
  const isOpen = props.ticket.meeting.status === 'approved'
  return (
    <section className={styles.change} aria-labelledby="change-title">
      <h2 id="change-title" className={styles.title}>
        {t('ticket.change')}
      </h2>
      {isOpen ? <PartySize {...props} /> : null}
      <div className={styles.buttons}>
        {props.cities.length > 0 ? <Move {...props} /> : null}
        <Cancel {...props} />
      </div>
    </section>
  )
}

function PartySize({ ticket, city, isCityFull, seatsLeft, commands, results }: TicketChangeProps) {
  const i18n = useI18n()
  const { t, number } = i18n
  const { ask, refused } = commands
  const [draft, setDraft] = useState<number | null>(null)
  const shown = draft ?? ticket.partySize
  const latest = useRef<number | null>(null)
  latest.current = draft

  const send = useRef<(partySize: number) => void>(() => undefined)
  send.current = (partySize) => {
    const before = ticket.partySize
    void soon(ask('resizeReply', { partySize })).then((answer) => {
      if (answer === null) return results.tell(t('ticket.unsent'))
      if (!answer.ok) return
      const takeBack = { ask: () => ask('resizeReply', { partySize: before }) }
      const isFree =
        keepsItsSeat(ticket, isCityFull) || (stateOf(ticket) === 'confirmed' && before < partySize)
      results.tell(
        t('ticket.resized', { count: partySize, shown: number(partySize) }),
        isFree || stateOf(ticket) === 'asked' ? takeBack : undefined,
      )
    })
    setDraft(null)
  }
  useEffect(() => {
    if (draft === null) return
    const timer = setTimeout(() => send.current(draft), settleMs)
    return () => clearTimeout(timer)
  }, [draft])
  // Send the change even if the person leaves the page right after pressing.
  useEffect(
    () => () => {
      if (latest.current !== null) send.current(latest.current)
    },
    [],
  )

  const isAllHere = ticket.arrived > 0
  const isShort = refused?.name === 'resizeReply' && refused.answer.reason === 'no-seats-for-more'
  const most = isShort && seatsLeft ? ticket.partySize + seatsLeft : null
  return (
    <div className={styles.party}>
      <Stepper
        label={t('reply.party')}
        {...(stateOf(ticket) === 'waiting' ? { hint: t('ticket.more-to-end') } : {})}
        value={shown}
        min={isAllHere ? ticket.arrived : 1}
        max={maxPartySize}
        onChange={(partySize) => setDraft(partySize === ticket.partySize ? null : partySize)}
        format={number}
        speak={(count) => t('people.count', { count, shown: number(count) })}
        labels={{ fewer: t('common.one-fewer'), more: t('common.one-more') }}
      />
      {refused?.name === 'resizeReply' ? (
        <Notice
          kind="care"
          action={
            most === null ? undefined : (
              <Button size="small" onClick={() => send.current(most)}>
                {t('reply.come-as', { count: most, shown: number(most) })}
              </Button>
            )
          }
        >
          {refusalText(i18n, refused.answer)}{' '}
          {most === null || seatsLeft === null
            ? null
            : t('reply.some-left', { count: seatsLeft, shown: number(seatsLeft), city })}
        </Notice>
      ) : null}
    </div>
  )
}

/** Whether a seat that is given up stays free for the same person to undo at once. */
function keepsItsSeat(ticket: TicketView, isCityFull: boolean): boolean {
  const { exposure, admission } = ticket.meeting
  return (
    stateOf(ticket) === 'confirmed' &&
    !isCityFull &&
    admission !== 'host-confirms' &&
    !isCountClosed(exposure)
  )
}

function Move({ ticket, city, cities, isCityFull, commands, results }: TicketChangeProps) {
  const i18n = useI18n()
  const { t } = i18n
  const { ask, refused } = commands
  const [isOpen, setOpen] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [chosenId, setChosenId] = useState<string | null>(null)
  const [isChoosing, setChoosing] = useState(false)
  const found = cities.find((city) => city.meetingId === chosenId) ?? null
  /** Null while the list is open. */
  const chosen = isChoosing ? null : found
  const isWaiting = chosen !== null && !chosen.isHostConfirming && wouldWait(chosen, ticket.partySize)
  if (ticket.arrived > 0) return null

  async function move(to: CityOption): Promise<void> {
    setBusy(true)
    const answer = await ask('moveReply', { toMeetingId: to.meetingId })
    setBusy(false)
    if (!answer.ok) return
    setOpen(false)
    setChosenId(null)
    results.toHeadline()
    const { meetingId } = ticket
    const label = keepsItsSeat(ticket, isCityFull)
      ? undefined
      : t(isCityFull ? 'common.join-waiting-list-in' : 'ticket.move-to', { city })
    const isOpen = ticket.meeting.status === 'approved'
    results.tell(
      t(
        answer.outcome.exactState === 'asked'
          ? 'ticket.moved-asked'
          : answer.outcome.state === 'waiting'
            ? 'ticket.moved-waiting'
            : 'ticket.moved',
        { city: to.name },
      ),
      isOpen
        ? { ...(label && { label }), ask: () => ask('moveReply', { toMeetingId: meetingId }) }
        : undefined,
    )
  }

  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('ticket.move')}</Button>
      <Dialog
        open={isOpen}
        onClose={() => setOpen(false)}
        title={t('ticket.move')}
        closeLabel={t('common.close')}
        closesOnBack
        actions={
          <Button
            kind="signal"
            wide
            busy={isBusy}
            busyLabel={t('common.sending')}
            aria-disabled={chosen === null}
            onClick={() => {
              if (chosen !== null && !isBusy) void move(chosen)
            }}
          >
            {chosen === null
              ? t('reply.choose-city')
              : t(isWaiting ? 'common.join-waiting-list-in' : 'ticket.move-to', { city: chosen.name })}
          </Button>
        }
      >
        <div className={styles.move}>
          <p>{t('ticket.move-why')}</p>
          <CityChoice
            label={t('reply.choose-city')}
            cities={cities}
            chosen={found}
            isOpen={isChoosing}
            onOpen={setChoosing}
            onChoose={setChosenId}
          />
          {chosen?.isFull ? (
            <Notice kind="care">{t('ticket.move-full', { city: chosen.name })}</Notice>
          ) : chosen?.left != null && isWaiting ? (
            <Notice kind="care">
              {t('ticket.move-some-left', {
                count: chosen.left,
                shown: i18n.number(chosen.left),
                city: chosen.name,
                party: i18n.number(ticket.partySize),
              })}
            </Notice>
          ) : null}
          {chosen !== null && isWaiting ? (
            <CitiesWithSeats
              cities={nearestWithSeats(chosen, cities, ticket.partySize)}
              hrefOf={(meetingId) => meetingId}
              onChoose={setChosenId}
            />
          ) : null}
          {isOpen && refused?.name === 'moveReply' ? (
            <Notice kind="harm" say="assertive">
              {refusalText(i18n, refused.answer)}
            </Notice>
          ) : null}
        </div>
      </Dialog>
    </>
  )
}

function Cancel({ ticket, city, isCityFull, commands, results }: TicketChangeProps) {
  const i18n = useI18n()
  const { t } = i18n
  const { ask, refused } = commands
  const [isAsking, setAsking] = useState(false)
  if (ticket.arrived > 0) return null
  const losesPlace = isCityFull || stateOf(ticket) === 'waiting'
  const cancel = () => {
    setAsking(false)
    void ask('cancelReply', {})
    // The optimistic update shows it at once, with the undo under the headline.
    results.toHeadline()
  }
  return (
    <>
      <Button kind="danger" onClick={losesPlace ? () => setAsking(true) : cancel}>
        {t('ticket.cancel')}
      </Button>
      {refused?.name === 'cancelReply' ? (
        <Notice kind="care">{refusalText(i18n, refused.answer)}</Notice>
      ) : null}
      <Dialog
        open={isAsking}
        onClose={() => setAsking(false)}
        title={t('ticket.cancel')}
        closeLabel={t('common.close')}
        actions={
          <>
            <Button kind="danger" onClick={cancel}>
              {t('ticket.cancel-yes')}
            </Button>
            <Button onClick={() => setAsking(false)}>{t('ticket.cancel-no')}</Button>
          </>
        }
      >
        <p>{t('ticket.cancel-full', { city })}</p>
      </Dialog>
    </>
  )
}

/** Replaces a cancelled ticket: undoing means replying again with the same secret. */
export function TicketUndo({
  ticket,
  commands,
  results,
  invitesOthers,
}: Pick<TicketChangeProps, 'ticket' | 'commands' | 'results'> & { readonly invitesOthers: boolean }) {
  const i18n = useI18n()
  const { t } = i18n
  const { ask, refused } = commands
  const [isBusy, setBusy] = useState(false)
  const back = async () => {
    setBusy(true)
    const { meetingId, partySize } = ticket
    const answer = await ask('replyToMeeting', { meetingId, partySize })
    setBusy(false)
    if (answer.ok) results.toHeadline()
  }
  return (
    <div className={styles.undo}>
      <p>{t(invitesOthers ? 'ticket.cancelled-full' : 'ticket.cancelled-thanks')}</p>
      {refused?.name === 'replyToMeeting' ? (
        <Notice kind="care">{refusalText(i18n, refused.answer)}</Notice>
      ) : null}
      {ticket.meeting.status === 'approved' ? (
        <Button kind="signal" busy={isBusy} busyLabel={t('common.sending')} onClick={() => void back()}>
          {t(invitesOthers ? 'common.join-waiting-list' : 'ticket.undo')}
        </Button>
      ) : null}
    </div>
  )
}
