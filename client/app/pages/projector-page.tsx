// A gathering on the screen of a hall.
import { textFor } from '#shared/domain/gathering.ts'
import { gatheringSpan } from '#shared/domain/moment.ts'
import type { Snapshot } from '#shared/protocol/views.ts'
import { LiveWorld } from '../../features/gathering/live-world.tsx'
import { useCities } from '../../features/gathering/use-cities.ts'
import { Projector } from '../../features/stage/hall/projector.tsx'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { usePhase } from '../../sync/use-phase.ts'
import { useGathering, useNow } from '../../sync/use-sync.ts'
import { zonesOf } from '../../sync/zones-of.ts'
import { GatheringNotShown } from '../gathering-states.tsx'
import { useOrigin, useTitle } from '../use-page.ts'

export function ProjectorPage({ slug }: { readonly slug: string }) {
  const { shown, status } = useGathering({ gathering: slug, as: 'public' })
  if (shown === null) return <GatheringNotShown status={status} />
  return <OpenProjector snapshot={shown} />
}

function OpenProjector({ snapshot }: { readonly snapshot: Snapshot }) {
  const { t, language } = useI18n()
  const { gathering } = snapshot
  const origin = useOrigin()
  const phase = usePhase(gatheringSpan(gathering, zonesOf(snapshot)), gathering.standing)
  const cities = useCities(snapshot, language, null)
  const minute = useNow(60_000)
  useTitle(t('hall.title', { title: textFor(gathering, language).text.title }))
  const path = `/g/${gathering.slug}`
  return (
    <Projector
      snapshot={snapshot}
      phase={phase}
      replyUrl={`${origin}${path}/come`}
      homeHref={path}
      world={
        <LiveWorld
          slug={gathering.slug}
          cities={cities}
          counts={snapshot.counts}
          instant={phase === 'live' ? minute : (gathering.startsAt ?? minute)}
          shownIn={() => minute}
          isLive={phase === 'live'}
          rolls={gathering.clockRule === 'same-local-hour'}
          centre={gathering.leadPlace?.longitude}
          onPick={() => undefined}
        />
      }
    />
  )
}
