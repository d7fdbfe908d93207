// The ticket's page without script: the link to save, and forms for changes.
import { useState } from 'react'
import type { OpenTicket } from '#shared/protocol/drawn-page.ts'
import { stateOf } from '#shared/protocol/reply-state.ts'
import { Button, ButtonLink } from '../../components/button.tsx'
import { Field } from '../../components/form/field.tsx'
import { Icon } from '../../components/icon.tsx'
import { Notice } from '../../components/notice.tsx'
import { refusalText } from '../../i18n/refusal-text.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import type { CityOption } from './city-option.ts'
import { OtherDevice } from './other-device.tsx'
import styles from './plain-reply.module.css'
import { PartySizeField, plainCityOption } from './plain-reply-form.tsx'

export function PlainKeep({
  link,
  calendarHref,
}: {
  /** The full link including its secret. */
  readonly link: string
  /** Null if there is no calendar file. */
  readonly calendarHref: string | null
}) {
  const { t } = useI18n()
  return (
    <section aria-labelledby="keep-title">
      <h2 id="keep-title">{t('ticket.keep')}</h2>
      <p>{t('plain.keep-why')}</p>
      <a className={styles.key} href={link} dir="ltr">
        {link}
      </a>
      <OtherDevice link={link} />
      {calendarHref === null ? null : (
        <p>
          <ButtonLink href={calendarHref} icon={<Icon name="calendar" />}>
            {t('ticket.calendar')}
          </ButtonLink>
        </p>
      )}
    </section>
  )
}

/** `action`: the ticket's own address, to which its forms are posted. */
export function PlainChange({
  open,
  action,
  cities,
}: {
  readonly open: OpenTicket
  readonly action: string
  /** Without the ticket's city; empty if moving is no longer possible. */
  readonly cities: readonly CityOption[]
}) {
  const i18n = useI18n()
  const { t } = i18n
  const { ticket, refused } = open
  const [partySize, setPartySize] = useState(ticket.partySize)
  const isCancelled = ticket.state === 'cancelled'
  if (stateOf(ticket) === 'declined') return null
  const form = <input type="hidden" name="form" value={open.formId} />
  return (
    <section className={styles.change} aria-labelledby="change-title">
      <h2 id="change-title">{t('ticket.change')}</h2>
      {refused === null ? null : <Notice kind="care">{refusalText(i18n, { reason: refused })}</Notice>}
      <form method="post" action={action}>
        {form}
        <PartySizeField value={partySize} onChange={setPartySize} least={Math.max(1, ticket.arrived)} />
        <Button type="submit" name="do" value={isCancelled ? 'again' : 'resize'}>
          {t(isCancelled ? 'ticket.undo' : 'plain.resize')}
        </Button>
      </form>
      {isCancelled || ticket.arrived > 0 || cities.length === 0 ? null : (
        <PlainMove formId={open.formId} action={action} cities={cities} />
      )}
      {isCancelled || ticket.arrived > 0 ? null : (
        <form method="post" action={action}>
          {form}
          <p>{t('plain.cancel-hint')}</p>
          <Button type="submit" kind="danger" name="do" value="cancel">
            {t('ticket.cancel')}
          </Button>
        </form>
      )}
    </section>
  )
}

function PlainMove({
  formId,
  action,
  cities,
}: {
  readonly formId: string
  readonly action: string
  readonly cities: readonly CityOption[]
}) {
  const { t } = useI18n()
  const [meetingId, setMeetingId] = useState('')
  return (
    <form method="post" action={action}>
      <input type="hidden" name="form" value={formId} />
      <Field
        kind="select"
        label={t('ticket.move')}
        hint={t('ticket.move-why')}
        name="city"
        required
        value={meetingId}
        onChange={setMeetingId}
        options={[
          { value: '', label: t('reply.choose-city') },
          ...cities.map((city) => plainCityOption(city, t)),
        ]}
      />
      <Button type="submit" name="do" value="move">
        {t('ticket.move')}
      </Button>
    </form>
  )
}

/** “I am here” as a form: the code posted at the venue, and how many have come. */
export function PlainArrive({ open, action }: { readonly open: OpenTicket; readonly action: string }) {
  const { t } = useI18n()
  const { ticket } = open
  const [code, setCode] = useState('')
  const [arrived, setArrived] = useState(ticket.partySize)
  return (
    <form className={styles.form} method="post" action={action} aria-labelledby="arrive-title">
      <input type="hidden" name="form" value={open.formId} />
      <h2 id="arrive-title">{t('ticket.arrive-title')}</h2>
      <Field
        label={t('ticket.arrive-code')}
        hint={t('ticket.arrive-code-hint')}
        name="code"
        value={code}
        onChange={setCode}
        autoComplete="off"
        maxLength={40}
        required
      />
      {ticket.partySize > 1 ? (
        <PartySizeField
          label={t('ticket.arrive-count')}
          value={arrived}
          onChange={setArrived}
          least={Math.max(1, ticket.arrived)}
          most={ticket.partySize}
        />
      ) : (
        <input type="hidden" name="people" value={1} />
      )}
      <Button type="submit" kind="signal" name="do" value="arrive">
        {t('ticket.arrive')}
      </Button>
    </form>
  )
}
