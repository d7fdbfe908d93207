// “I am here”: the code posted at the venue, and how many of the party have come.
import { useState } from 'react'
import { arrivalsOpenMs } from '#shared/domain/attendance.ts'
import type { TicketView } from '#shared/protocol/views.ts'
import { Button } from '../../components/button.tsx'
import { Field } from '../../components/form/field.tsx'
import { Stepper } from '../../components/form/stepper.tsx'
import { Icon } from '../../components/icon.tsx'
import { Notice } from '../../components/notice.tsx'
import { whenText } from '../../i18n/clock-text.ts'
import { fieldErrorText, refusalText } from '../../i18n/refusal-text.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { useNow } from '../../sync/use-sync.ts'
import type { ReplyCommands } from './reply-commands.ts'
import styles from './ticket-arrive.module.css'
import type { ReplyResults } from './use-reply-results.ts'

export type TicketArriveProps = {
  readonly ticket: TicketView
  readonly startsAt: number
  readonly commands: ReplyCommands
  readonly results: ReplyResults
}

export function areArrivalsOpen(startsAt: number | null, now: number): boolean {
  return startsAt !== null && now >= startsAt - arrivalsOpenMs
}

export function TicketArrive({ ticket, startsAt, commands, results }: TicketArriveProps) {
  const i18n = useI18n()
  const { t } = i18n
  const now = useNow(5000)
  const left = ticket.partySize - ticket.arrived
  if (ticket.state !== 'confirmed' || left <= 0) return null
  if (!areArrivalsOpen(startsAt, now)) {
    return (
      <p className={styles.early}>
        <Icon name="clock" />
        {t('ticket.arrive-early', {
          when: whenText(i18n, startsAt - arrivalsOpenMs, ticket.meeting.place.timeZone),
        })}
      </p>
    )
  }
  return <ArriveForm ticket={ticket} commands={commands} results={results} />
}

function ArriveForm({ ticket, commands, results }: Omit<TicketArriveProps, 'startsAt'>) {
  const i18n = useI18n()
  const { t, number } = i18n
  const { ask, refused } = commands
  const [code, setCode] = useState('')
  const [arrived, setArrived] = useState<number | null>(null)
  const [isBusy, setBusy] = useState(false)
  const [isMissing, setMissing] = useState(false)
  const count = Math.min(arrived ?? ticket.partySize, ticket.partySize)
  const answer = refused?.name === 'arrive' ? refused.answer : null
  const fieldError = isMissing
    ? t('field-error.missing')
    : answer === null
      ? null
      : fieldErrorText(i18n, answer, 'arrivalCode')

  async function arrive(): Promise<void> {
    setMissing(code.trim() === '')
    if (code.trim() === '') return
    setBusy(true)
    const before = ticket.arrived
    const answer = await ask('arrive', { arrivalCode: code, arrived: count })
    setBusy(false)
    if (!answer.ok) return
    results.toHeadline()
    results.tell(t('ticket.arrived-noted', { count, shown: number(count) }), {
      ask: () => ask('arrive', { arrivalCode: code, arrived: before }),
    })
  }

  return (
    <form
      className={styles.form}
      aria-labelledby="arrive-title"
      onSubmit={(event) => {
        event.preventDefault()
        if (!isBusy) void arrive()
      }}
    >
      <h2 id="arrive-title" className={styles.title}>
        {t('ticket.arrive-title')}
      </h2>
      <Field
        label={t('ticket.arrive-code')}
        hint={t('ticket.arrive-code-hint')}
        name="arrivalCode"
        value={code}
        onChange={setCode}
        autoComplete="off"
        maxLength={40}
        error={fieldError}
      />
      {ticket.partySize > 1 ? (
        <Stepper
          label={t('ticket.arrive-count')}
          value={count}
          min={Math.max(1, ticket.arrived)}
          max={ticket.partySize}
          onChange={setArrived}
          format={number}
          speak={(value) => t('people.count', { count: value, shown: number(value) })}
          labels={{ fewer: t('common.one-fewer'), more: t('common.one-more') }}
        />
      ) : null}
      {answer !== null && fieldError === null ? (
        <Notice kind="care">{refusalText(i18n, answer)}</Notice>
      ) : null}
      <Button type="submit" kind="signal" size="large" busy={isBusy} busyLabel={t('common.sending')}>
        {t('ticket.arrive')}
      </Button>
    </form>
  )
}
