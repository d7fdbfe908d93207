// The host's page of one city: the door, the city's own page, the stream. Opened with the host link.
import { useEffect, useMemo, useState } from 'react'
import { useLocation, useSearch } from 'wouter'
import { useStore } from 'zustand'
import { textFor } from '#shared/domain/gathering.ts'
import { meetingSpan } from '#shared/domain/moment.ts'
import { placeName } from '#shared/domain/place.ts'
import { findRecording } from '#shared/domain/recording.ts'
import { clock } from '#shared/domain/time.ts'
import type { MeetingView, Snapshot } from '#shared/protocol/views.ts'
import { ButtonLink } from '../../components/button.tsx'
import { Disclosure } from '../../components/disclosure.tsx'
import { Empty } from '../../components/empty.tsx'
import { Part } from '../../components/error-boundary.tsx'
import { Notice } from '../../components/notice.tsx'
import { Tabs } from '../../components/tabs.tsx'
import { OfferBar } from '../../components/undo-bar.tsx'
import { useUndo } from '../../components/use-undo.ts'
import { useWakeLock } from '../../components/use-wake-lock.ts'
import { HostCity } from '../../features/host/city/host-city.tsx'
import { refusedProposals } from '../../features/host/city/send-proposal.ts'
import { HostDoor } from '../../features/host/door/host-door.tsx'
import type { HostCommand } from '../../features/host/host-commands.ts'
import { HostHead } from '../../features/host/host-head.tsx'
import { HostKey } from '../../features/host/host-key.tsx'
import { useIsNear } from '../../features/host/is-near.ts'
import { useAlarm } from '../../features/host/stream/alarm.ts'
import { AlarmSwitch } from '../../features/host/stream/alarm-switch.tsx'
import { HostStream } from '../../features/host/stream/host-stream.tsx'
import { HostTalk } from '../../features/host/stream/host-talk.tsx'
import { linkUpOf } from '../../features/host/stream/link-up.ts'
import { LinkUpBand } from '../../features/host/stream/link-up-band.tsx'
import { OnStageBand } from '../../features/host/stream/on-stage-band.tsx'
import { TurnBand } from '../../features/host/stream/turn-band.tsx'
import { TurnClock } from '../../features/host/stream/turn-clock.tsx'
import { RecordingForm } from '../../features/programme/recording-form.tsx'
import { StagePlayer } from '../../features/stage/stage-player.tsx'
import { refusalText } from '../../i18n/refusal-text.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { useCommands } from '../../sync/use-commands.ts'
import { useCrewTalk } from '../../sync/use-crew-talk.ts'
import { usePhase } from '../../sync/use-phase.ts'
import { useGathering, useOffline, useSync } from '../../sync/use-sync.ts'
import { PlanNotices } from '../plan-notices.tsx'
import { Shell } from '../shell.tsx'
import { useFragmentSecret, useOrigin, useTitle } from '../use-page.ts'

export function HostPage({ slug }: { readonly slug: string }) {
  const { t } = useI18n()
  const secret = useFragmentSecret('h')
  const isOnItsWay = useProposalPending(secret ?? null)
  useTitle(t('common.host'))
  if (secret === undefined) return <Shell>{null}</Shell>
  if (secret === null) return <NoHost slug={slug} words={t('host.no-secret')} />
  // The key remounts the page once a pending proposal is sent, because the link opens nothing before.
  return <OpenHost key={`${secret} ${isOnItsWay}`} slug={slug} credential={secret} isOnItsWay={isOnItsWay} />
}

function useProposalPending(credential: string | null): boolean {
  return useStore(useSync().outbox, ({ pending }) =>
    pending.some((command) => command.name === 'proposeMeeting' && command.credential === credential),
  )
}

function NoHost({ slug, words, again }: { slug: string; words: string; again?: string }) {
  const { t } = useI18n()
  const action =
    again === undefined ? (
      <ButtonLink href={`/g/${slug}`}>{t('common.to-gathering')}</ButtonLink>
    ) : (
      <ButtonLink kind="signal" href={`/g/${slug}/propose`}>
        {again}
      </ButtonLink>
    )
  return (
    <Shell>
      <h1>{t('host.none')}</h1>
      <Empty title={words} action={action} />
    </Shell>
  )
}

type Opened = { readonly slug: string; readonly credential: string }

function OpenHost({ slug, credential, isOnItsWay }: Opened & { readonly isOnItsWay: boolean }) {
  const i18n = useI18n()
  const { t } = i18n
  const offline = useOffline()
  const origin = useOrigin()
  const { status, audience, shown } = useGathering({ gathering: slug, as: 'host', credential })
  const refused = useStore(refusedProposals, (proposals) => proposals.get(credential))
  const ownId = audience?.kind === 'host' ? audience.meetingId : null
  const meeting = shown?.meetings.find(({ meetingId }) => meetingId === ownId)

  useForgetProposal(slug, meeting !== undefined)
  if (shown !== null && meeting !== undefined) {
    return <ReadyHost slug={slug} credential={credential} snapshot={shown} meeting={meeting} />
  }
  if (isOnItsWay) {
    return (
      <Shell>
        <h1>{t('host.kept')}</h1>
        <Notice kind="care">{t(offline ? 'host.kept-offline' : 'host.kept-slow')}</Notice>
        <HostKey link={origin === '' ? '' : `${origin}/g/${slug}/host#${credential}`} isMain />
      </Shell>
    )
  }
  if (refused !== undefined)
    return <NoHost slug={slug} words={refusalText(i18n, refused)} again={t('host.propose-again')} />
  if (status === 'closed' || status === 'revoked')
    return <NoHost slug={slug} words={refusalText(i18n, { reason: 'link-not-valid' })} />
  if (status === 'not-found' || status === 'gone')
    return <NoHost slug={slug} words={refusalText(i18n, { reason: 'not-found' })} />
  return (
    <Shell>
      <h1>{t('host.loading')}</h1>
      {offline ? <Notice>{t('host.loading-offline')}</Notice> : null}
    </Shell>
  )
}

/** Once the server has the proposal, removes it from the form's storage. */
function useForgetProposal(slug: string, isThere: boolean): void {
  useEffect(() => {
    if (!isThere) return
    try {
      sessionStorage.removeItem(`multaqa.proposal.${slug}`)
    } catch {
      // Storage is refused, so it was never stored.
    }
  }, [slug, isThere])
}

type HostPart = 'door' | 'city' | 'stream'

function readPart(search: string): HostPart | null {
  const part = new URLSearchParams(search).get('part')
  return part === 'door' || part === 'city' || part === 'stream' ? part : null
}

/** The open part is in the query, next to the secret in the fragment, so that the back button moves between parts. */
function usePart(slug: string, credential: string, usual: HostPart): [HostPart, (part: HostPart) => void] {
  const search = useSearch()
  const [, navigate] = useLocation()
  return [readPart(search) ?? usual, (part) => navigate(`/g/${slug}/host?part=${part}#${credential}`)]
}

function ReadyHost({
  slug,
  credential,
  snapshot,
  meeting,
}: Opened & { readonly snapshot: Snapshot; readonly meeting: MeetingView }) {
  const { t, language, formatLocale, number } = useI18n()
  const origin = useOrigin()
  const { gathering, stage } = snapshot
  const commands = useCommands<HostCommand>(gathering.gatheringId, credential)
  const span = meetingSpan(gathering, meeting.place.timeZone)
  const phase = usePhase(span, gathering.standing)
  const linkUp = useMemo(() => linkUpOf(snapshot), [snapshot])
  const voice = useCrewTalk(gathering.gatheringId, credential, linkUp.isRehearsal)
  const alarm = useAlarm()
  const isNear = useIsNear(span)
  const isApproved = meeting.status === 'approved'
  const [part, openPart] = usePart(slug, credential, isApproved ? 'door' : 'city')
  const undo = useUndo(part)
  const awake = useWakeLock(part === 'stream' && (isNear || linkUp.isRehearsal))
  const isEnded = meeting.status === 'declined' || meeting.status === 'withdrawn'
  const isPast = phase === 'past'
  const isOnStage = stage.meetingId === meeting.meetingId
  const onStage = snapshot.meetings.find(({ meetingId }) => meetingId === stage.meetingId) ?? null
  const { text } = textFor(gathering, language)
  const [keyShown] = useState(!isApproved)
  const cityLink = origin === '' ? '' : `${origin}/g/${slug}/${meeting.meetingId}`
  const keyLink = origin === '' ? '' : `${origin}/g/${slug}/host#${credential}`
  useTitle(t('host.page-title-city', { city: placeName(meeting.place.names, language) }))
  const since =
    isOnStage && stage.since !== null
      ? clock(stage.since, meeting.place.timeZone, formatLocale, 'time')
      : null
  return (
    <Shell live={phase === 'live'}>
      <Part>
        <OnStageBand since={since} />
      </Part>
      {isApproved ? (
        <Part>
          <LinkUpBand
            meeting={meeting}
            linkUp={linkUp}
            voice={voice}
            commands={commands}
            call={alarm.call}
            isLive={phase === 'live'}
          />
        </Part>
      ) : null}
      {isApproved && part !== 'stream' ? (
        <Part>
          <TurnBand linkUp={linkUp} meetingId={meeting.meetingId} onOpen={() => openPart('stream')} />
        </Part>
      ) : null}
      <Part>
        <HostHead
          meeting={meeting}
          gathering={gathering}
          title={text.title}
          gatheringHref={`/g/${slug}`}
          changed={
            <PlanNotices
              gathering={gathering}
              timeZone={meeting.place.timeZone}
              meeting={meeting}
              isPast={isPast}
            />
          }
        />
      </Part>
      {keyShown && !isEnded ? <HostKey link={keyLink} isMain={meeting.status === 'proposed'} /> : null}
      {isEnded ? null : (
        <Tabs
          label={t('host.parts-label')}
          value={part}
          onChange={openPart}
          tabs={[
            {
              value: 'door',
              label: t('host.tab-door'),
              panel: (
                <HostDoor
                  meeting={meeting}
                  counts={snapshot.counts.find(({ meetingId }) => meetingId === meeting.meetingId)}
                  attendances={snapshot.attendances}
                  startsAt={span?.from ?? null}
                  isPast={isPast}
                  commands={commands}
                  undo={undo}
                  cityLink={cityLink}
                />
              ),
            },
            {
              value: 'city',
              label: t('common.city'),
              panel: (
                <HostCity
                  meeting={meeting}
                  gathering={gathering}
                  title={text.title}
                  commands={commands}
                  undo={undo}
                  cityLink={cityLink}
                />
              ),
            },
            {
              value: 'stream',
              label: t('host.tab-stream'),
              panel: (
                <>
                  {isPast ? (
                    <RecordingForm
                      gatheringId={gathering.gatheringId}
                      of={{ meetingId: meeting.meetingId, segmentId: null }}
                      recording={findRecording(snapshot.recordings, {
                        meetingId: meeting.meetingId,
                        segmentId: null,
                      })}
                      label={t('programme-desk.recording-of-city')}
                      credential={credential}
                    />
                  ) : null}
                  <Part>
                    <HostStream
                      meeting={meeting}
                      stage={stage}
                      onStage={onStage}
                      turn={
                        <TurnClock linkUp={linkUp} meetingId={meeting.meetingId} place={meeting.place}>
                          <AlarmSwitch alarm={alarm} awake={awake} />
                        </TurnClock>
                      }
                      talk={
                        snapshot.control === null ? null : (
                          <HostTalk
                            gatheringId={gathering.gatheringId}
                            meeting={meeting}
                            messages={linkUp.messages}
                            voice={voice}
                            isRehearsal={linkUp.isRehearsal}
                          />
                        )
                      }
                      commands={commands}
                      undo={undo}
                      trial={(stream) => (
                        <StagePlayer kind="trial" meeting={{ ...meeting, streams: [stream] }} />
                      )}
                    />
                  </Part>
                </>
              ),
            },
          ]}
        />
      )}
      {keyShown || isEnded ? null : (
        <Disclosure summary={t('host.key')}>
          <HostKey link={keyLink} isMain={false} />
        </Disclosure>
      )}
      <p>
        <ButtonLink kind="danger" href={`/g/${slug}/panic#${credential}`}>
          {t('host.panic')}
        </ButtonLink>
      </p>
      <OfferBar
        undo={undo}
        undoLabel={t('common.undo')}
        dismissLabel={t('common.close')}
        leftLabel={(seconds) => t('host.undo-left', { count: seconds, shown: number(seconds) })}
      />
    </Shell>
  )
}
