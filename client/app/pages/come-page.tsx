// The plain reply form on its own page: for readers without script, and for those who open it before the script has loaded.
import { useEffect } from 'react'
import { useLocation } from 'wouter'
import { gatheringSpan } from '#shared/domain/moment.ts'
import type { ReplyForm } from '#shared/protocol/drawn-page.ts'
import type { Snapshot } from '#shared/protocol/views.ts'
import { PlainReplyForm } from '../../features/attendance/plain-reply-form.tsx'
import { useCities } from '../../features/gathering/use-cities.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { useDrawn } from '../../sync/drawn.ts'
import { usePhase } from '../../sync/use-phase.ts'
import { useGathering, useNow } from '../../sync/use-sync.ts'
import { zonesOf } from '../../sync/zones-of.ts'
import { cityOptions } from '../city-options.ts'
import { GatheringNotShown } from '../gathering-states.tsx'
import { GatheringTitle } from '../gathering-title.tsx'
import { PlainPage } from '../plain-page.tsx'
import { useTitle } from '../use-page.ts'

export function ComePage({ slug }: { readonly slug: string }) {
  const { shown, status } = useGathering({ gathering: slug, as: 'public' })
  const form = useDrawn()?.form ?? null
  const [, navigate] = useLocation()
  // Only a server-rendered page has a form; with script, redirect to the gathering's page, which has a better one.
  useEffect(() => {
    if (form === null) navigate(`/g/${slug}`, { replace: true })
  }, [form, slug, navigate])
  if (shown === null || form === null) return <GatheringNotShown status={status} />
  return <OpenForm snapshot={shown} form={form} />
}

function OpenForm({ snapshot, form }: { readonly snapshot: Snapshot; readonly form: ReplyForm }) {
  const i18n = useI18n()
  const { t, language } = i18n
  const { gathering } = snapshot
  const { slug } = gathering
  const cities = useCities(snapshot, language, null)
  const phase = usePhase(gatheringSpan(gathering, zonesOf(snapshot)), gathering.standing)
  const options = cityOptions(cities, i18n, gathering, useNow(60_000))
  useTitle(t('reply.open'))
  return (
    <PlainPage title={t('reply.open')}>
      <p>
        <a href={`/g/${slug}`}>
          <GatheringTitle gathering={gathering} />
        </a>
      </p>
      {gathering.standing === 'cancelled' ? (
        <p>{t('refusal.gathering-cancelled')}</p>
      ) : phase === 'past' || (cities.length > 0 && options.length === 0) ? (
        <p>{t('meeting.past')}</p>
      ) : cities.length === 0 ? (
        <p>{t('front.no-cities')}</p>
      ) : (
        <PlainReplyForm slug={slug} form={form} cities={options} />
      )}
    </PlainPage>
  )
}
