// The programme on its own page, as it will be printed.
import { textFor } from '#shared/domain/gathering.ts'
import { gatheringSpan } from '#shared/domain/moment.ts'
import type { Snapshot } from '#shared/protocol/views.ts'
import { Button } from '../../components/button.tsx'
import { AsItRan } from '../../features/programme/as-it-ran.tsx'
import { ProgrammeSheet } from '../../features/programme/programme-sheet.tsx'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { useOwnEyes } from '../../sync/drawn.ts'
import { usePhase } from '../../sync/use-phase.ts'
import { useGathering } from '../../sync/use-sync.ts'
import { zonesOf } from '../../sync/zones-of.ts'
import { GatheringNotShown } from '../gathering-states.tsx'
import { Shell } from '../shell.tsx'
import { useTitle } from '../use-page.ts'
import styles from './programme-page.module.css'

export function ProgrammePage({ slug }: { readonly slug: string }) {
  const { t, language } = useI18n()
  // The public view, whoever prints it.
  const { shown, status } = useGathering({ gathering: slug, as: 'public' })
  const title = shown === null ? '' : textFor(shown.gathering, language).text.title
  useTitle(title === '' ? null : `${t('common.programme')} · ${title}`)
  if (shown === null) return <GatheringNotShown status={status} />
  return <OpenProgramme snapshot={shown} />
}

function OpenProgramme({ snapshot }: { readonly snapshot: Snapshot }) {
  const { t, language } = useI18n()
  const hasOwnEyes = useOwnEyes()
  const { gathering, programme } = snapshot
  const phase = usePhase(gatheringSpan(gathering, zonesOf(snapshot)), gathering.standing)
  return (
    <Shell>
      <div className={styles.ways} data-screen-only="">
        {/* No button where no script would handle it. */}
        {hasOwnEyes && programme.length > 0 ? (
          <Button kind="signal" onClick={() => print()}>
            {t('programme.print')}
          </Button>
        ) : null}
        {gathering.startsAt === null || programme.length === 0 ? null : (
          <a href={`/g/${gathering.slug}/programme.ics?lang=${language}`}>{t('programme.calendar')}</a>
        )}
        <a href={`/g/${gathering.slug}`}>{t('common.back-to-gathering')}</a>
      </div>
      {programme.length === 0 ? <p>{t('programme.none')}</p> : <ProgrammeSheet snapshot={snapshot} />}
      {phase === 'past' ? (
        <div className={styles.ran}>
          <AsItRan snapshot={snapshot} timeZone={null} />
        </div>
      ) : null}
    </Shell>
  )
}
