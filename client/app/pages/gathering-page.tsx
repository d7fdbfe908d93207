// A gathering's page: what it is, when it starts on the reader's clock, which cities take part, and the two-step reply.
import { useMemo, useState } from 'react'
import { useLocation } from 'wouter'
import { textFor } from '#shared/domain/gathering.ts'
import { gatheringSpan } from '#shared/domain/moment.ts'
import { placeName } from '#shared/domain/place.ts'
import type { Snapshot } from '#shared/protocol/views.ts'
import { Button, ButtonLink } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Part } from '../../components/error-boundary.tsx'
import { CalendarChoice } from '../../components/form/calendar-choice.tsx'
import { UndoBar } from '../../components/undo-bar.tsx'
import { useForgetting, useRemembered } from '../../features/attendance/remembered.ts'
import { ReplyButton } from '../../features/attendance/reply-button.tsx'
import { ReplySheet } from '../../features/attendance/reply-sheet.tsx'
import { EmbedGathering } from '../../features/gathering/embed-gathering.tsx'
import { Bands, ExampleBand, OrganizerBand, PreviewBand } from '../../features/gathering/gathering-bands.tsx'
import { LiveFront } from '../../features/gathering/live-front.tsx'
import { useCities } from '../../features/gathering/use-cities.ts'
import { WatchFromHome } from '../../features/gathering/watch-from-home.tsx'
import { AsItRan } from '../../features/programme/as-it-ran.tsx'
import { PublicProgramme } from '../../features/programme/public-programme.tsx'
import { Recordings } from '../../features/programme/recordings.tsx'
import { LiveStage } from '../../features/stage/live-stage.tsx'
import { calendarLabels } from '../../i18n/calendar-labels.ts'
import { whenText } from '../../i18n/clock-text.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { useTabReplies } from '../../sync/tab-replies.ts'
import { usePhase } from '../../sync/use-phase.ts'
import { usePlaceOfClock, useReaderZone } from '../../sync/use-place-of-clock.ts'
import { useGathering, useNow, useSignedIn } from '../../sync/use-sync.ts'
import { zonesOf } from '../../sync/zones-of.ts'
import { cityOptions } from '../city-options.ts'
import { countedCity } from '../counted-city.ts'
import { DeviceClockNotice } from '../device-clock-notice.tsx'
import { useExampleRemoval } from '../example-removal.tsx'
import { GatheringNotShown } from '../gathering-states.tsx'
import { holdPlaced, type KnownReply, knownReplies, replyWords } from '../known-replies.ts'
import { PlanNotices } from '../plan-notices.tsx'
import { Shell } from '../shell.tsx'
import { useOrigin, useTitle } from '../use-page.ts'

export function GatheringPage({
  slug,
  isPreview = false,
}: {
  readonly slug: string
  readonly isPreview?: boolean
}) {
  const { shown, status } = useGathering({ gathering: slug, as: isPreview ? 'preview' : 'public' })
  if (shown === null) return <GatheringNotShown status={status} isPreview={isPreview} />
  return <OpenGathering snapshot={shown} isPreview={isPreview} />
}

function OpenGathering({
  snapshot,
  isPreview,
}: {
  readonly snapshot: Snapshot
  readonly isPreview: boolean
}) {
  const i18n = useI18n()
  const { t, language } = i18n
  const { gathering } = snapshot
  const { slug } = gathering
  const [, navigate] = useLocation()
  const signedIn = useSignedIn()
  const readerZone = useReaderZone()
  const near = usePlaceOfClock(readerZone)
  const span = gatheringSpan(gathering, zonesOf(snapshot))
  const phase = usePhase(span, gathering.standing)
  const [isReplying, setReplying] = useState(false)
  const own = knownReplies(slug, useTabReplies(), useRemembered())
  const forgetting = useForgetting()

  const cities = useCities(snapshot, language, near)
  const minute = useNow(60_000)
  const options = useMemo(
    () => cityOptions(cities, i18n, gathering, minute),
    [cities, i18n, gathering, minute],
  )
  const origin = useOrigin()
  const removal = useExampleRemoval(gathering)
  useTitle(textFor(gathering, language).text.title)

  const reader =
    readerZone === null
      ? null
      : {
          // Use the server's clock for a named city; it came with the city.
          timeZone: near?.timeZone ?? readerZone,
          place: near === null ? null : placeName(near.names, language),
          placeId: near?.placeId,
        }
  const zone = reader?.timeZone ?? gathering.leadPlace?.timeZone
  const watchedFrom = span === null || zone === undefined ? null : whenText(i18n, span.from, zone)
  const countTo = countedCity(gathering, own[0], cities, language)
  const proposeHref = `/g/${slug}/propose`
  const isOpen = phase !== 'past' && gathering.standing !== 'cancelled'
  const canReply = isOpen && options.length > 0
  return (
    <Shell
      bleed
      live={phase === 'live'}
      band={
        <Bands>
          {isPreview ? <PreviewBand slug={slug} isDraft={gathering.status === 'draft'} /> : null}
          {gathering.isExample ? <ExampleBand action={signedIn ? removal.button : undefined} /> : null}
          {signedIn && !isPreview ? <OrganizerBand slug={slug} /> : null}
        </Bands>
      }
    >
      <LiveFront
        snapshot={snapshot}
        cities={cities}
        phase={phase}
        reader={reader}
        countTo={countTo}
        changed={
          <>
            <PlanNotices
              gathering={gathering}
              timeZone={gathering.leadPlace?.timeZone ?? 'UTC'}
              isPast={phase === 'past'}
            />
            {phase === 'past' ? null : (
              <DeviceClockNotice
                clocks={snapshot.clocks}
                places={[gathering.leadPlace, ...cities.map(({ meeting }) => meeting.place)]}
              />
            )}
          </>
        }
        stage={
          <>
            <Part>
              <LiveStage snapshot={snapshot} />
            </Part>
            <PublicProgramme snapshot={snapshot} isLive reader={reader} />
          </>
        }
        programme={
          phase === 'live' ? null : phase === 'past' ? (
            <>
              <Recordings snapshot={snapshot} />
              <AsItRan snapshot={snapshot} timeZone={readerZone} />
            </>
          ) : (
            <>
              {gathering.standing === 'planned' ? (
                <WatchFromHome
                  slug={slug}
                  when={watchedFrom}
                  watching={gathering.watching}
                  asks={!isPreview}
                />
              ) : null}
              {snapshot.programme.length === 0 ? null : (
                <PublicProgramme snapshot={snapshot} isLive={false} reader={reader} />
              )}
            </>
          )
        }
        onPick={(meetingId) => navigate(`/g/${slug}/${meetingId}`)}
        action={
          !isOpen ? null : own.length > 0 ? (
            <Coming slug={slug} replies={own} />
          ) : canReply ? (
            <ReplyButton
              slug={slug}
              // While live, the page's one signal-coloured button is the stage's.
              kind={phase === 'live' ? 'quiet' : 'signal'}
              onOpen={() => setReplying(true)}
            />
          ) : (
            <ButtonLink kind="signal" size="large" href={proposeHref}>
              {t('common.start-meeting')}
            </ButtonLink>
          )
        }
        otherAction={
          !isOpen ? null : own.length > 0 ? (
            <>
              <Button kind="plain" onClick={() => setReplying(true)}>
                {t('reply.another')}
              </Button>{' '}
              <Button kind="plain" onClick={forgetting.forget}>
                {t('reply.forget')}
              </Button>
            </>
          ) : canReply ? (
            <a href={proposeHref}>{t('common.propose')}</a>
          ) : null
        }
        calendar={
          phase === 'past' || isPreview || gathering.standing === 'cancelled' ? null : (
            <GatheringCalendar slug={slug} hasDate={gathering.startsAt !== null} />
          )
        }
      />
      {isPreview ? null : (
        <Part>
          <EmbedGathering slug={slug} title={textFor(gathering, language).text.title} origin={origin} />
        </Part>
      )}
      {isPreview ? (
        <Dialog
          open={isReplying}
          onClose={() => setReplying(false)}
          title={t('front.preview')}
          closeLabel={t('common.close')}
        >
          <p>{t('front.preview-reply')}</p>
        </Dialog>
      ) : !isOpen ? null : (
        <ReplySheet
          open={isReplying}
          onClose={() => setReplying(false)}
          gatheringId={gathering.gatheringId}
          cities={options}
          isGuessed={near !== null}
          others={options}
          hrefOf={(meetingId) => `/g/${slug}/${meetingId}`}
          proposeHref={proposeHref}
          onPlaced={(credential, meetingId) => {
            holdPlaced(snapshot, meetingId, credential)
            navigate(`/g/${slug}/reply#${credential}`, { replace: true })
          }}
        />
      )}
      <UndoBar
        message={forgetting.isUndoable ? t('reply.forgotten') : null}
        undoLabel={t('common.undo')}
        dismissLabel={t('common.close')}
        left={null}
        onUndo={forgetting.undo}
        onDismiss={forgetting.dismiss}
      />
      {gathering.isExample && signedIn ? removal.bar : null}
    </Shell>
  )
}

/** One calendar entry for the shared moment, and a calendar with each city's meeting. */
function GatheringCalendar({ slug, hasDate }: { readonly slug: string; readonly hasDate: boolean }) {
  const i18n = useI18n()
  const origin = useOrigin()
  const query = `?lang=${i18n.language}`
  const path = `/g/${slug}/gathering.ics${query}`
  return (
    <CalendarChoice
      kind="plain"
      file={hasDate ? path : null}
      feed={path}
      origin={origin}
      labels={calendarLabels(i18n)}
    >
      <a href={`${origin}/g/${slug}.ics${query}`.replace(/^https?:/, 'webcal:')}>
        {i18n.t('subscribe.cities')}
      </a>
    </CalendarChoice>
  )
}

/** The replies known from this tab or this device. */
function Coming({ slug, replies }: { readonly slug: string; readonly replies: readonly KnownReply[] }) {
  const i18n = useI18n()
  return replies.map((reply, index) => (
    <ButtonLink
      key={reply.credential}
      kind={index === 0 ? 'signal' : 'quiet'}
      size="large"
      href={`/g/${slug}/reply#${reply.credential}`}
    >
      {replyWords(i18n, reply)}
    </ButtonLink>
  ))
}
