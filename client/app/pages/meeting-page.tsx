// One city's page, for the public and for invited guests of a hidden meeting.
import { useState } from 'react'
import { useLocation } from 'wouter'
import { textFor } from '#shared/domain/gathering.ts'
import { meetingSpan } from '#shared/domain/moment.ts'
import { type Place, placeName } from '#shared/domain/place.ts'
import { findRecording } from '#shared/domain/recording.ts'
import type { GatheringView, MeetingView, Snapshot } from '#shared/protocol/views.ts'
import { ButtonLink } from '../../components/button.tsx'
import { CalendarChoice } from '../../components/form/calendar-choice.tsx'
import { Notice } from '../../components/notice.tsx'
import { nearestWithSeats } from '../../features/attendance/city-option.ts'
import { useRemembered } from '../../features/attendance/remembered.ts'
import { ReplyButton } from '../../features/attendance/reply-button.tsx'
import { ReplySheet } from '../../features/attendance/reply-sheet.tsx'
import { CitiesWithSeats } from '../../features/attendance/seats-offer.tsx'
import { ShareButton } from '../../features/attendance/ticket-keep.tsx'
import type { City } from '../../features/gathering/cities.ts'
import { Bands } from '../../features/gathering/gathering-bands.tsx'
import { useCities } from '../../features/gathering/use-cities.ts'
import { LiveCity } from '../../features/meeting/live-city.tsx'
import { RecordingLink } from '../../features/programme/recording-link.tsx'
import { StagePlayer } from '../../features/stage/stage-player.tsx'
import { calendarLabels } from '../../i18n/calendar-labels.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { useTabReplies } from '../../sync/tab-replies.ts'
import { usePhase } from '../../sync/use-phase.ts'
import { usePlaceOfClock, useReaderZone } from '../../sync/use-place-of-clock.ts'
import { useGathering, useNow } from '../../sync/use-sync.ts'
import { cityOptions } from '../city-options.ts'
import { DeviceClockNotice } from '../device-clock-notice.tsx'
import { GatheringNotShown } from '../gathering-states.tsx'
import { GatheringTitle } from '../gathering-title.tsx'
import { holdPlaced, knownReplies, replyWords } from '../known-replies.ts'
import { PlanNotices } from '../plan-notices.tsx'
import { Shell } from '../shell.tsx'
import { useFragmentSecret, useOrigin, useTitle } from '../use-page.ts'
import styles from './meeting-page.module.css'

export function MeetingPage({ slug, meetingId }: { readonly slug: string; readonly meetingId: string }) {
  const invitation = useFragmentSecret('i')
  // Render the public page first: only a browser can read the fragment.
  if (invitation === undefined || invitation === null) {
    return <AsPublic slug={slug} meetingId={meetingId} mayBeInvited={invitation === undefined} />
  }
  return <AsGuest slug={slug} meetingId={meetingId} invitation={invitation} />
}

function AsPublic({
  slug,
  meetingId,
  mayBeInvited,
}: {
  readonly slug: string
  readonly meetingId: string
  readonly mayBeInvited: boolean
}) {
  const { shown, status } = useGathering({ gathering: slug, as: 'public' })
  if (shown === null) return <GatheringNotShown status={status} />
  const isThere = shown.meetings.some(
    (meeting) => meeting.meetingId === meetingId || mergedPlace(meeting, meetingId) !== null,
  )
  if (!isThere && mayBeInvited) {
    return (
      <GatheringNotShown
        status="loading"
        withoutScript={<NoSuchCityText slug={slug} gathering={shown.gathering} />}
      />
    )
  }
  return <OpenMeeting snapshot={shown} meetingId={meetingId} />
}

function AsGuest({
  slug,
  meetingId,
  invitation,
}: {
  readonly slug: string
  readonly meetingId: string
  readonly invitation: string
}) {
  const { shown, status } = useGathering({ gathering: slug, as: 'guest', credential: invitation })
  if (shown === null) return <GatheringNotShown status={status} />
  return <OpenMeeting snapshot={shown} meetingId={meetingId} invitation={invitation} />
}

function OpenMeeting({
  snapshot,
  meetingId,
  invitation,
}: {
  readonly snapshot: Snapshot
  readonly meetingId: string
  readonly invitation?: string
}) {
  const i18n = useI18n()
  const { t, language } = i18n
  const { gathering } = snapshot
  const { slug, startsAt } = gathering
  const [, navigate] = useLocation()
  const origin = useOrigin()
  const readerZone = useReaderZone()
  const near = usePlaceOfClock(readerZone)
  const [isReplying, setReplying] = useState(false)
  const [own] = knownReplies(slug, useTabReplies(), useRemembered())
  const cities = useCities(snapshot, language, near)
  const city = cities.find((candidate) => candidate.meetingId === meetingId)
  const zone = city?.meeting.place.timeZone ?? gathering.leadPlace?.timeZone ?? 'UTC'
  const phase = usePhase(meetingSpan(gathering, zone), gathering.standing)
  const title = textFor(gathering, language).text.title
  const minute = useNow(60_000)
  useTitle(city === undefined ? title : t('meeting.page-title', { city: city.name, title }))

  if (city === undefined) {
    const joined = cities.find(({ meeting }) => mergedPlace(meeting, meetingId) !== null)
    const was = joined === undefined ? null : mergedPlace(joined.meeting, meetingId)
    if (joined !== undefined && was !== null) return <JoinedCity slug={slug} joined={joined} was={was} />
    return <NoSuchCity slug={slug} gathering={gathering} />
  }
  const isCancelled = gathering.standing === 'cancelled'
  const isPast = phase === 'past'
  const options = cityOptions([city], i18n, gathering, minute)
  const [option] = options
  const others = cityOptions(cities, i18n, gathering, minute)
  const hrefOf = (other: string) => `/g/${slug}/${other}`
  const isFull = option?.isFull === true && !option.isHostConfirming
  const recording = findRecording(snapshot.recordings, { meetingId, segmentId: null })
  const isInvited = city.meeting.exposure.existence === 'invited'
  const hasDate = startsAt !== null || gathering.formerStartsAt !== null
  return (
    <Shell
      bleed
      live={phase === 'live'}
      band={
        isInvited ? (
          <Bands>
            <Notice kind="care" say="off">
              {t('meeting.invited')}
            </Notice>
          </Bands>
        ) : null
      }
    >
      <LiveCity
        gathering={gathering}
        meeting={city.meeting}
        counts={city.counts}
        country={city.country}
        phase={phase}
        changed={
          <>
            <PlanNotices gathering={gathering} timeZone={zone} meeting={city.meeting} isPast={isPast} />
            {isPast ? null : <DeviceClockNotice clocks={snapshot.clocks} places={[city.meeting.place]} />}
          </>
        }
        reader={
          readerZone === null
            ? null
            : // Use the server's clock for a named city; it came with the city.
              {
                timeZone: near?.timeZone ?? readerZone,
                place: near === null ? null : placeName(near.names, language),
              }
        }
        stream={
          city.meeting.link.status === 'off' ? undefined : (
            <StagePlayer
              kind="city"
              meeting={city.meeting}
              skyAt={minute}
              gatheringId={gathering.gatheringId}
            />
          )
        }
        reply={
          <>
            {isCancelled ? null : isPast ? (
              <>
                <p>{t('meeting.past')}</p>
                {recording === null ? null : <RecordingLink recording={recording} what={city.name} />}
              </>
            ) : own === undefined ? (
              <>
                <ReplyButton
                  slug={slug}
                  meetingId={meetingId}
                  kind="signal"
                  isFull={isFull}
                  onOpen={() => setReplying(true)}
                />
                {option !== undefined && isFull ? (
                  <CitiesWithSeats
                    cities={nearestWithSeats(option, others, 1)}
                    hrefOf={hrefOf}
                    onChoose={null}
                  />
                ) : null}
              </>
            ) : (
              <ButtonLink kind="signal" size="large" href={`/g/${slug}/reply#${own.credential}`}>
                {replyWords(i18n, own)}
              </ButtonLink>
            )}
            <div className={styles.more}>
              {isInvited || !hasDate || isCancelled || isPast ? null : (
                <CalendarChoice
                  kind="plain"
                  file={`/g/${slug}/${meetingId}.ics?lang=${language}`}
                  feed={`/g/${slug}/${meetingId}.ics?lang=${language}`}
                  origin={origin}
                  labels={calendarLabels(i18n)}
                />
              )}
              {isInvited || isCancelled || isPast ? null : (
                <ButtonLink kind="plain" href={`/g/${slug}/${meetingId}/poster`}>
                  {t('poster.open')}
                </ButtonLink>
              )}
              {isInvited ? null : (
                <ShareButton
                  title={t('meeting.page-title', { city: city.name, title })}
                  url={origin === '' ? '' : `${origin}/g/${slug}/${meetingId}`}
                >
                  {t('common.share')}
                </ShareButton>
              )}
            </div>
          </>
        }
      />
      {isPast || isCancelled ? null : (
        <ReplySheet
          open={isReplying}
          onClose={() => setReplying(false)}
          gatheringId={gathering.gatheringId}
          cities={options}
          isGuessed={false}
          others={others}
          hrefOf={hrefOf}
          invitation={invitation}
          proposeHref={`/g/${slug}/propose`}
          onPlaced={(credential, placedAt) => {
            holdPlaced(snapshot, placedAt, credential)
            navigate(`/g/${slug}/reply#${credential}`, { replace: true })
          }}
        />
      )}
    </Shell>
  )
}

/** The former place of a meeting that was merged into another one; null if this one was not. */
function mergedPlace({ mergedFrom }: Pick<MeetingView, 'mergedFrom'>, meetingId: string): Place | null {
  return mergedFrom.find((merged) => merged.meetingId === meetingId)?.place ?? null
}

/** The address of a merged meeting leads to the meeting it was merged into. */
function JoinedCity({
  slug,
  joined,
  was,
}: {
  readonly slug: string
  readonly joined: City
  readonly was: Place
}) {
  const { t, language } = useI18n()
  const { name: city } = joined
  const isSame = was.placeId === joined.meeting.place.placeId
  return (
    <Shell>
      <h1>
        {isSame
          ? t('changed.gone-joined-same', { city })
          : t('changed.gone-joined', { was: placeName(was.names, language), city })}
      </h1>
      <p>{t('changed.gone-why')}</p>
      <p>
        <ButtonLink kind="signal" href={`/g/${slug}/${joined.meetingId}`}>
          {t('changed.gone-go', { city })}
        </ButtonLink>
      </p>
    </Shell>
  )
}

/** The city was withdrawn or never existed; offers the other cities. */
function NoSuchCity(props: { readonly slug: string; readonly gathering: GatheringView }) {
  return (
    <Shell>
      <NoSuchCityText {...props} />
    </Shell>
  )
}

function NoSuchCityText({ slug, gathering }: { readonly slug: string; readonly gathering: GatheringView }) {
  const { t } = useI18n()
  return (
    <>
      <h1>{t('meeting.none')}</h1>
      <p>{t('meeting.none-why')}</p>
      <p>
        <ButtonLink href={`/g/${slug}`}>
          <GatheringTitle gathering={gathering} />
        </ButtonLink>
      </p>
    </>
  )
}
