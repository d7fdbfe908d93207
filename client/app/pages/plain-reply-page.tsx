// A reply's ticket for readers without script, at an address that the server can read. With script, this page is never shown.
import { meetingSpan } from '#shared/domain/moment.ts'
import type { OpenTicket } from '#shared/protocol/drawn-page.ts'
import { PlainArrive, PlainChange, PlainKeep } from '../../features/attendance/plain-ticket-parts.tsx'
import { Ticket } from '../../features/attendance/ticket.tsx'
import { areArrivalsOpen } from '../../features/attendance/ticket-arrive.tsx'
import { ClearPhone } from '../../features/clear/clear-phone.tsx'
import { listCities } from '../../features/gathering/cities.ts'
import { PlainHeld } from '../../features/held/plain-held.tsx'
import { refusalText } from '../../i18n/refusal-text.ts'
import { ruleText } from '../../i18n/rule-text.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { useDrawn } from '../../sync/drawn.ts'
import { usePhase } from '../../sync/use-phase.ts'
import { useGathering, useNow } from '../../sync/use-sync.ts'
import { cityOptions } from '../city-options.ts'
import { GatheringTitle } from '../gathering-title.tsx'
import { PlainPage } from '../plain-page.tsx'
import { plainReplyPath } from '../plain-reply-address.ts'
import { Shell } from '../shell.tsx'

export function PlainReplyPage({ slug }: { readonly slug: string }) {
  const i18n = useI18n()
  const { t } = i18n
  const open = useDrawn()?.ticket ?? null
  if (open !== null) return <OpenReply slug={slug} open={open} />
  return (
    <PlainPage title={t('ticket.none')}>
      <p>{refusalText(i18n, { reason: 'link-not-valid' })}</p>
      <p>
        <a href={`/g/${slug}`}>{t('common.to-gathering')}</a>
      </p>
    </PlainPage>
  )
}

function OpenReply({ slug, open }: { readonly slug: string; readonly open: OpenTicket }) {
  const i18n = useI18n()
  const { t, language } = i18n
  const { ticket, credential } = open
  const origin = useDrawn()?.origin ?? ''
  const now = useNow(15_000)
  const { shown } = useGathering({ gathering: slug, as: 'public' })
  const gathering = shown?.gathering ?? null
  const zone = ticket.meeting.place.timeZone
  const span = gathering === null ? null : meetingSpan(gathering, zone)
  const standing = gathering?.standing ?? 'planned'
  const phase = usePhase(span, standing)
  const startsAt = span?.from ?? null
  const isInvited = ticket.meeting.exposure.existence === 'invited'
  const canHaveCalendar =
    !isInvited && startsAt !== null && ticket.state !== 'cancelled' && standing !== 'cancelled'
  const address = plainReplyPath(slug, credential)
  const action = `${address}?lang=${language}`
  const others = shown === null ? [] : listCities(shown, language, ticket.meeting.place)
  const cities =
    gathering === null
      ? []
      : cityOptions(
          others.filter(({ meetingId }) => meetingId !== ticket.meetingId),
          i18n,
          gathering,
          now,
        )
  return (
    <Shell>
      <Ticket
        ticket={ticket}
        isPast={phase === 'past'}
        standing={standing}
        gatheringTitle={
          gathering === null ? t('common.to-gathering') : <GatheringTitle gathering={gathering} />
        }
        gatheringHref={`/g/${slug}`}
        time={
          gathering === null || startsAt === null
            ? null
            : {
                startsAt,
                lengthMs: gathering.lengthMs,
                rule: ruleText(i18n, gathering),
              }
        }
        readerTimeZone={null}
        isUnsent={false}
        arriving={
          standing === 'planned' &&
          ticket.state === 'confirmed' &&
          ticket.arrived < ticket.partySize &&
          areArrivalsOpen(startsAt, now) ? (
            <PlainArrive open={open} action={action} />
          ) : null
        }
        keeping={
          <PlainKeep
            link={`${origin}${address}`}
            calendarHref={canHaveCalendar ? `/g/${slug}/${ticket.meetingId}.ics?lang=${language}` : null}
          />
        }
        changing={
          <>
            {phase === 'past' || standing === 'cancelled' || ticket.meeting.status !== 'approved' ? null : (
              <PlainChange open={open} action={action} cities={cities} />
            )}
            <PlainHeld open={open} action={action} />
            <section aria-labelledby="clear-title">
              <h2 id="clear-title">{t('clearing.title')}</h2>
              <ClearPhone why={t('clear.on-ticket')} />
            </section>
          </>
        }
      />
    </Shell>
  )
}
