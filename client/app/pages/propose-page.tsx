// Proposing a meeting in one's own city; open to everyone.
import { useEffect } from 'react'
import { useLocation, useSearch } from 'wouter'
import { gatheringPhase } from '#shared/domain/moment.ts'
import type { Snapshot } from '#shared/protocol/views.ts'
import { ButtonLink } from '../../components/button.tsx'
import { ProposeForm } from '../../features/host/city/propose-form.tsx'
import { refusalText } from '../../i18n/refusal-text.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { useGathering, useNow } from '../../sync/use-sync.ts'
import { zonesOf } from '../../sync/zones-of.ts'
import { GatheringTitle } from '../gathering-title.tsx'
import { Shell } from '../shell.tsx'
import { useTitle } from '../use-page.ts'
import { NotFoundPage } from './not-found-page.tsx'

export function ProposePage({ slug }: { readonly slug: string }) {
  const { t } = useI18n()
  const { status, shown } = useGathering({ gathering: slug, as: 'public' })
  useTitle(t('common.start-meeting'))
  // Preload the host page: it must open without a network, because it shows the proposer's only key.
  useEffect(() => void import('./host-page.tsx').catch(() => undefined), [])
  if (shown !== null) return <Propose slug={slug} snapshot={shown} />
  if (status === 'loading') {
    return (
      <Shell>
        <h1>{t('common.start-meeting')}</h1>
        <p aria-live="polite">{t('propose.loading')}</p>
      </Shell>
    )
  }
  return <NotFoundPage />
}

function Propose({ slug, snapshot }: { readonly slug: string; readonly snapshot: Snapshot }) {
  const i18n = useI18n()
  const { t } = i18n
  const [, navigate] = useLocation()
  const asked = new URLSearchParams(useSearch()).get('place')
  const now = useNow(30_000)
  const { gathering, meetings } = snapshot
  const isPast = gatheringPhase(gathering, now, zonesOf(snapshot)) === 'past'
  return (
    <Shell>
      <p>
        <a href={`/g/${slug}`}>
          <GatheringTitle gathering={gathering} />
        </a>
      </p>
      <h1>{t('common.start-meeting')}</h1>
      {isPast ? (
        <>
          <p>{refusalText(i18n, { reason: 'gathering-past' })}</p>
          <p>
            <ButtonLink href={`/g/${slug}`}>{t('common.to-gathering')}</ButtonLink>
          </p>
        </>
      ) : (
        <>
          <p>{t('propose.lead')}</p>
          <ProposeForm
            gathering={gathering}
            meetings={meetings}
            askedPlaceId={asked}
            hrefOf={(meetingId) => `/g/${slug}/${meetingId}`}
            onSent={(credential) => navigate(`/g/${slug}/host#${credential}`)}
          />
        </>
      )}
    </Shell>
  )
}
