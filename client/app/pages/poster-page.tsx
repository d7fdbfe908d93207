// A city's poster: a print preview, with buttons to print it and to save it as a picture.
import { textFor } from '#shared/domain/gathering.ts'
import { meetingSpan } from '#shared/domain/moment.ts'
import { placeName } from '#shared/domain/place.ts'
import { Button, ButtonLink } from '../../components/button.tsx'
import { PosterSheet } from '../../features/meeting/poster.tsx'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { usePhase } from '../../sync/use-phase.ts'
import { useGathering } from '../../sync/use-sync.ts'
import { GatheringNotShown } from '../gathering-states.tsx'
import { Shell } from '../shell.tsx'
import { useOrigin, useTitle } from '../use-page.ts'
import { NotFoundPage } from './not-found-page.tsx'
import styles from './poster-page.module.css'

export function PosterPage({ slug, meetingId }: { readonly slug: string; readonly meetingId: string }) {
  const { t, language } = useI18n()
  const origin = useOrigin()
  // The public view, whoever prints it.
  const { shown, status } = useGathering({ gathering: slug, as: 'public' })
  const meeting = shown?.meetings.find((view) => view.meetingId === meetingId)
  const city = meeting === undefined ? '' : placeName(meeting.place.names, language)
  const title = shown === null ? '' : textFor(shown.gathering, language).text.title
  const span =
    shown === null || meeting === undefined ? null : meetingSpan(shown.gathering, meeting.place.timeZone)
  const phase = usePhase(span, shown?.gathering.standing ?? 'planned')
  useTitle(city === '' ? null : `${t('poster.title', { city })} · ${title}`)
  if (shown === null) return <GatheringNotShown status={status} />
  if (meeting === undefined) return <NotFoundPage />
  if (shown.gathering.standing === 'cancelled' || phase === 'past') {
    return (
      <Shell>
        <p>{t(phase === 'past' ? 'meeting.past' : 'refusal.gathering-cancelled')}</p>
        <p>
          <a href={`/g/${slug}/${meetingId}`}>{t('poster.back', { city })}</a>
        </p>
      </Shell>
    )
  }
  const picture = `/g/${slug}/${meetingId}/poster.png?lang=${language}`
  return (
    <Shell>
      <div className={styles.ways}>
        <p>{t('poster.hint')}</p>
        <div className={styles.buttons}>
          <Button kind="signal" onClick={() => print()}>
            {t('poster.print')}
          </Button>
          <ButtonLink href={`${picture}&format=a4`} download={`${slug}-a4.png`}>
            {t('poster.a4')}
          </ButtonLink>
          <ButtonLink href={`${picture}&format=story`} download={`${slug}-story.png`}>
            {t('poster.story')}
          </ButtonLink>
          <a href={`/g/${slug}/${meetingId}`}>{t('poster.back', { city })}</a>
        </div>
      </div>
      <div className={styles.sheet}>
        <PosterSheet snapshot={shown} meeting={meeting} origin={origin} />
      </div>
    </Shell>
  )
}
