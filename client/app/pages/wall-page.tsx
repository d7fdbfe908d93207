// All cities of a gathering that are on air, side by side.
import { textFor } from '#shared/domain/gathering.ts'
import { Wall } from '../../features/stage/hall/wall.tsx'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { useGathering } from '../../sync/use-sync.ts'
import { GatheringNotShown } from '../gathering-states.tsx'
import { GatheringTitle } from '../gathering-title.tsx'
import { Shell } from '../shell.tsx'
import { useTitle } from '../use-page.ts'
import styles from './wall-page.module.css'

export function WallPage({ slug }: { readonly slug: string }) {
  const { t, language } = useI18n()
  const { shown, status } = useGathering({ gathering: slug, as: 'public' })
  const title = shown === null ? null : textFor(shown.gathering, language).text.title
  useTitle(title === null ? null : t('hall.wall-title', { title }))
  if (shown === null) return <GatheringNotShown status={status} />
  return (
    <Shell live bleed>
      <article className={styles.page}>
        <h1>{t('hall.wall')}</h1>
        <p className={styles.hint}>
          <a href={`/g/${slug}`}>
            <GatheringTitle gathering={shown.gathering} />
          </a>{' '}
          · {t('hall.wall-hint')}
        </p>
        <Wall
          meetings={shown.meetings}
          onStage={shown.stage.meetingId}
          hrefOf={(meetingId) => `/g/${slug}/${meetingId}`}
        />
      </article>
    </Shell>
  )
}
