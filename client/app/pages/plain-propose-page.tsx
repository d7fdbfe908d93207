// Proposing a city with plain forms: for readers without script, and for those who open it before the script has loaded.
import { gatheringPhase } from '#shared/domain/moment.ts'
import type { ProposalForm } from '#shared/protocol/drawn-page.ts'
import type { Snapshot } from '#shared/protocol/views.ts'
import { FindCityForm, PlainProposeForm, ProposalSent } from '../../features/host/city/plain-propose-form.tsx'
import { refusalText } from '../../i18n/refusal-text.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { useDrawn } from '../../sync/drawn.ts'
import { useGathering, useNow } from '../../sync/use-sync.ts'
import { zonesOf } from '../../sync/zones-of.ts'
import { GatheringNotShown } from '../gathering-states.tsx'
import { GatheringTitle } from '../gathering-title.tsx'
import { PlainPage } from '../plain-page.tsx'
import { useTitle } from '../use-page.ts'

export function PlainProposePage({ slug }: { readonly slug: string }) {
  const { shown, status } = useGathering({ gathering: slug, as: 'public' })
  const form = useDrawn()?.proposal ?? null
  if (shown === null || form === null) return <GatheringNotShown status={status} />
  return <Propose snapshot={shown} form={form} />
}

function Propose({ snapshot, form }: { readonly snapshot: Snapshot; readonly form: ProposalForm }) {
  const i18n = useI18n()
  const { t } = i18n
  const { gathering, meetings } = snapshot
  const origin = useDrawn()?.origin ?? ''
  const now = useNow(30_000)
  const title = form.sent === null ? t('common.start-meeting') : t('propose.plain-sent')
  useTitle(title)
  const isPast = gatheringPhase(gathering, now, zonesOf(snapshot)) === 'past'
  return (
    <PlainPage title={title}>
      <p>
        <a href={`/g/${gathering.slug}`}>
          <GatheringTitle gathering={gathering} />
        </a>
      </p>
      {form.sent !== null ? (
        <ProposalSent link={`${origin}/g/${gathering.slug}/host#${form.sent}`} />
      ) : isPast || gathering.standing === 'cancelled' ? (
        <p>{refusalText(i18n, { reason: isPast ? 'gathering-past' : 'gathering-cancelled' })}</p>
      ) : form.places.length === 0 ? (
        <>
          <p>{t('propose.lead')}</p>
          <FindCityForm slug={gathering.slug} form={form} />
        </>
      ) : (
        <PlainProposeForm gathering={gathering} meetings={meetings} form={form} />
      )}
    </PlainPage>
  )
}
