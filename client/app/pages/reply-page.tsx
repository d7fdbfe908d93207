// A reply opened with its secret link: the ticket, or the reason why there is none yet or no longer.
import { lazy, type ReactNode, Suspense, useEffect, useRef } from 'react'
import { useLocation } from 'wouter'
import { useStore } from 'zustand'
import { textFor } from '#shared/domain/gathering.ts'
import { meetingSpan } from '#shared/domain/moment.ts'
import { placeName } from '#shared/domain/place.ts'
import { stateOf } from '#shared/protocol/reply-state.ts'
import type { Snapshot } from '#shared/protocol/views.ts'
import { ButtonLink } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { OfferBar } from '../../components/undo-bar.tsx'
import { useLasting } from '../../components/use-lasting.ts'
import { foreseeTicket, keptReply, pendingBy } from '../../features/attendance/foresee-ticket.ts'
import { KeptTicket } from '../../features/attendance/kept-ticket.tsx'
import { refusedReplies } from '../../features/attendance/place-reply.ts'
import { forgetReply, rememberReply, useRemembered } from '../../features/attendance/remembered.ts'
import type { ReplyCommand } from '../../features/attendance/reply-commands.ts'
import { Ticket } from '../../features/attendance/ticket.tsx'
import { areArrivalsOpen, TicketArrive } from '../../features/attendance/ticket-arrive.tsx'
import { TicketArrivedNow } from '../../features/attendance/ticket-arrived-now.tsx'
import { TicketChange, TicketUndo } from '../../features/attendance/ticket-change.tsx'
import { TicketKeep } from '../../features/attendance/ticket-keep.tsx'
import { useReplyResults } from '../../features/attendance/use-reply-results.ts'
import { ClearPhone } from '../../features/clear/clear-phone.tsx'
import { listCities } from '../../features/gathering/cities.ts'
import type { TicketHeldProps } from '../../features/held/ticket-held.tsx'
import { openWords } from '../../i18n/languages.ts'
import { totalOf } from '../../i18n/people-text.ts'
import { refusalText } from '../../i18n/refusal-text.ts'
import { ruleText } from '../../i18n/rule-text.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { updateTabReply, useTabReplies } from '../../sync/tab-replies.ts'
import { useCommands } from '../../sync/use-commands.ts'
import { usePhase } from '../../sync/use-phase.ts'
import { usePlaceOfClock, useReaderZone } from '../../sync/use-place-of-clock.ts'
import { useBusySeconds, useGathering, useNow, useOffline, useSync, useTicket } from '../../sync/use-sync.ts'
import { cityOptions } from '../city-options.ts'
import { GatheringTitle } from '../gathering-title.tsx'
import { PlanNotices } from '../plan-notices.tsx'
import { Shell } from '../shell.tsx'
import { useFragmentSecret, useOrigin, useTitle } from '../use-page.ts'

/** Loaded after the ticket, with its own messages; without a network the ticket is shown alone. */
const TicketHeld = lazy(() =>
  Promise.all([import('../../features/held/ticket-held.tsx'), openWords('own')]).then(
    ([module]) => ({ default: module.TicketHeld }),
    (): { default: (props: TicketHeldProps) => ReactNode } => ({ default: () => null }),
  ),
)

/** Used until the gathering has loaded. */
const noPlan = {
  startsAt: null,
  clockRule: 'same-instant',
  leadPlace: null,
  lengthMs: 0,
  standing: 'planned',
} as const

export function ReplyPage({ slug }: { readonly slug: string }) {
  const { t } = useI18n()
  const secret = useFragmentSecret('r')
  useTitle(t('common.your-reply'))
  if (secret === undefined) return <Shell>{null}</Shell>
  if (secret === null) return <NoReply slug={slug} words={t('ticket.no-secret')} />
  return <OpenReply key={secret} slug={slug} credential={secret} />
}

function NoReply({ slug, words }: { readonly slug: string; readonly words: string }) {
  const { t } = useI18n()
  return (
    <Shell>
      <h1>{t('ticket.none')}</h1>
      <p>{words}</p>
      <p>
        <ButtonLink href={`/g/${slug}`}>{t('common.to-gathering')}</ButtonLink>
      </p>
    </Shell>
  )
}

function OpenReply({ slug, credential }: { readonly slug: string; readonly credential: string }) {
  const i18n = useI18n()
  const { t } = i18n
  const sync = useSync()
  const origin = useOrigin()
  const [, navigate] = useLocation()
  const offline = useOffline()
  const busyFor = useBusySeconds()
  const state = useTicket(credential)
  const { shown } = useGathering({ gathering: slug, as: 'public' })
  const pending = pendingBy(
    useStore(sync.outbox, (outbox) => outbox.pending),
    credential,
  )
  const isSetAside = useStore(sync.outbox, ({ unsent = [] }) =>
    unsent.some(({ command, isSetAside }) => isSetAside && command.credential === credential),
  )
  const answered = useStore(refusedReplies, (replies) => replies.get(credential))
  const refused = isSetAside ? ({ ok: false, reason: 'not-sent' } as const) : answered
  const isSlow = useLasting(pending.length > 0)
  const isLoadingLong = useLasting(state.status === 'loading')
  const kept = keptReply(pending, credential)
  // A reply that was just placed may not be on the server yet.
  const isGone = useLasting(kept === null && (refused !== undefined || state.status === 'closed'), 3000)
  useEffect(() => {
    if (isGone) updateTabReply(credential, null)
  }, [isGone, credential])

  if (state.status === 'ready') {
    return (
      <ReadyReply
        slug={slug}
        credential={credential}
        ticket={foreseeTicket(state.ticket, pending)}
        snapshot={shown}
        isUnsent={pending.length > 0 && (offline || isSlow)}
      />
    )
  }
  if (kept !== null) {
    const meeting = shown?.meetings.find(({ meetingId }) => meetingId === kept.meetingId)
    return (
      <Shell>
        <KeptTicket
          busyFor={busyFor}
          reply={kept}
          city={meeting === undefined ? null : placeName(meeting.place.names, i18n.language)}
          gatheringHref={`/g/${slug}`}
          link={origin === '' ? '' : `${origin}/g/${slug}/reply#${credential}`}
          onDrop={() => {
            updateTabReply(credential, null)
            void sync.forget(credential).then(() => navigate(`/g/${slug}`, { replace: true }))
          }}
        />
      </Shell>
    )
  }
  if (refused !== undefined) return <NoReply slug={slug} words={refusalText(i18n, refused)} />
  if (state.status === 'closed')
    return <NoReply slug={slug} words={refusalText(i18n, { reason: 'link-not-valid' })} />
  return (
    <Shell>
      <h1>{t('ticket.loading')}</h1>
      {isLoadingLong ? (
        <Notice>{t(offline ? 'ticket.loading-offline' : 'common.loading-slow')}</Notice>
      ) : null}
    </Shell>
  )
}

type Ready = Parameters<typeof foreseeTicket>[0]

function ReadyReply({
  slug,
  credential,
  ticket,
  snapshot,
  isUnsent,
}: {
  readonly slug: string
  readonly credential: string
  readonly ticket: Ready
  readonly snapshot: Snapshot | null
  readonly isUnsent: boolean
}) {
  const i18n = useI18n()
  const { t, language } = i18n
  const sync = useSync()
  const [, navigate] = useLocation()
  const origin = useOrigin()
  const readerZone = useReaderZone()
  const near = usePlaceOfClock(readerZone)
  const commands = useCommands<ReplyCommand>(ticket.gatheringId, credential)
  const { results, undo } = useReplyResults(credential)
  const remembered = useRemembered()
  const isRemembered = remembered.some((reply) => reply.credential === credential)
  const isOfTab = useTabReplies().some((reply) => reply.credential === credential)
  const { feed } = ticket
  const otherFeeds = remembered.flatMap((reply) =>
    reply.credential === credential || reply.feed === undefined ? [] : [reply.feed],
  )
  const gathering = snapshot?.gathering ?? null
  const span = gathering === null ? null : meetingSpan(gathering, ticket.meeting.place.timeZone)
  const startsAt = span?.from ?? null
  const phase = usePhase(span, gathering?.standing ?? 'planned')
  const now = useNow(15_000)

  const city = placeName(ticket.meeting.place.names, language)
  const title = gathering === null ? '' : textFor(gathering, language).text.title
  const others = snapshot === null ? [] : listCities(snapshot, language, near ?? ticket.meeting.place)
  const here = others.find(({ meetingId }) => meetingId === ticket.meetingId)
  const isCityFull = here?.counts?.full ?? false
  const seatsLeft =
    here === undefined ? null : (cityOptions([here], i18n, gathering ?? noPlan)[0]?.left ?? null)
  const options = cityOptions(
    others.filter(({ meetingId }) => meetingId !== ticket.meetingId),
    i18n,
    gathering ?? noPlan,
    now,
  )
  const isOn = phase !== 'past' && gathering?.standing !== 'cancelled'
  const isOpen = ticket.state !== 'cancelled' && isOn
  // Cancelled elsewhere or called off: earlier steps can no longer be undone.
  const isClosed = !isOpen || stateOf(ticket) === 'declined'
  const endUndo = useRef(undo.end)
  endUndo.current = undo.end
  useEffect(() => {
    if (isClosed) endUndo.current()
  }, [isClosed])
  const canArrive = isOpen && ticket.state === 'confirmed' && areArrivalsOpen(startsAt, now)
  const isInvited = ticket.meeting.exposure.existence === 'invited'

  // The city may have changed since it was remembered: store it again.
  const { names: cityNames, timeZone } = ticket.meeting.place
  useEffect(() => {
    if (isRemembered) rememberReply({ slug, credential, cityNames, timeZone, feed })
  }, [isRemembered, slug, credential, cityNames, timeZone, feed])

  const exactState = stateOf(ticket)
  useEffect(
    () => updateTabReply(credential, { cityNames, timeZone, state: exactState }),
    [credential, cityNames, timeZone, exactState],
  )

  // Preload the page that follows when a reader without a network clears the phone.
  useEffect(() => void import('./clear-page.tsx').catch(() => undefined), [])

  async function forget(): Promise<void> {
    forgetReply(credential)
    updateTabReply(credential, null)
    await sync.forget(credential)
    // Replace this history entry, so that the back button does not lead to the secret.
    navigate('/clear', { replace: true })
  }

  return (
    <Shell live={phase === 'live'}>
      <Ticket
        ticket={ticket}
        isPast={phase === 'past'}
        standing={gathering?.standing ?? 'planned'}
        gatheringTitle={
          gathering === null || title === '' ? (
            t('common.to-gathering')
          ) : (
            <GatheringTitle gathering={gathering} />
          )
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
        readerTimeZone={readerZone}
        changed={
          gathering === null ? null : (
            <PlanNotices
              gathering={gathering}
              timeZone={timeZone}
              meeting={ticket.meeting}
              isPast={phase === 'past'}
            />
          )
        }
        isUnsent={isUnsent}
        arriving={
          isOpen && startsAt !== null ? (
            <TicketArrive ticket={ticket} startsAt={startsAt} commands={commands} results={results} />
          ) : null
        }
        arrivedNow={
          <TicketArrivedNow
            ticket={ticket}
            city={city}
            here={here?.counts ?? null}
            everywhere={snapshot === null ? null : totalOf(snapshot.counts)}
            gatheringHref={`/g/${slug}`}
          />
        }
        keeping={
          <TicketKeep
            link={origin === '' ? '' : `${origin}/g/${slug}/reply#${credential}`}
            shareTitle={title}
            calendar={
              ticket.state === 'cancelled' || gathering?.standing === 'cancelled'
                ? null
                : {
                    file:
                      isInvited || startsAt === null
                        ? null
                        : `/g/${slug}/${ticket.meetingId}.ics?lang=${language}`,
                    feeds: [feed, ...otherFeeds],
                  }
            }
            origin={origin}
            isMain={ticket.state !== 'cancelled' && !canArrive && ticket.arrived === 0}
            isRemembered={isRemembered}
            isOfTab={isOfTab}
            onRemember={(remember) =>
              remember
                ? rememberReply({ slug, credential, cityNames, timeZone, feed })
                : forgetReply(credential)
            }
            clearing={
              <ClearPhone
                why={t('clear.on-ticket')}
                onUnreached={() => navigate('/clear', { replace: true })}
              />
            }
          />
        }
        undoing={
          stateOf(ticket) === 'cancelled' && isOn ? (
            <TicketUndo ticket={ticket} commands={commands} results={results} invitesOthers={isCityFull} />
          ) : null
        }
        changing={
          <>
            {isOpen ? (
              <TicketChange
                ticket={ticket}
                city={city}
                cities={options}
                isCityFull={isCityFull}
                seatsLeft={seatsLeft}
                commands={commands}
                results={results}
              />
            ) : null}
            <Suspense fallback={null}>
              <TicketHeld
                credential={credential}
                version={JSON.stringify(ticket)}
                onErase={() => commands.ask('eraseReply', {})}
                onErased={() => void forget()}
              />
            </Suspense>
          </>
        }
      />
      <OfferBar undo={undo} undoLabel={t('common.undo')} dismissLabel={t('common.close')} />
    </Shell>
  )
}
