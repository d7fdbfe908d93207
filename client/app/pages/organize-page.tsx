// An organizer's page of one gathering; each part has its own address.
import { lazy, Suspense, useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import { gatheringPhase } from '#shared/domain/moment.ts'
import { Notice } from '../../components/notice.tsx'
import { type OrganizePartName, Organizing } from '../../features/organize/organizing.tsx'
import { useDropErased } from '../../features/organize/publish/use-drop-erased.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { useGathering, useNow } from '../../sync/use-sync.ts'
import { zonesOf } from '../../sync/zones-of.ts'
import { samePage } from '../page-changes.tsx'
import { PlanNotices, ZoneNotices } from '../plan-notices.tsx'
import { Shell } from '../shell.tsx'

/** Loaded separately: only the programme part needs it. */
const ProgrammeEditor = lazy(async () => {
  const { ProgrammeEditor } = await import('../../features/programme/programme-editor.tsx')
  return { default: ProgrammeEditor }
})

function partOf(part: string | undefined): OrganizePartName {
  return part === 'cities' || part === 'programme' || part === 'stage' ? part : 'text'
}

export function OrganizePage({ slug, part }: { readonly slug: string; readonly part: string | undefined }) {
  const { t } = useI18n()
  const [path, navigate] = useLocation()
  const now = useNow(10_000)
  const [asked, setAsked] = useState(slug)
  const { shown, status, inStep } = useGathering({ gathering: asked, as: 'organizer' })
  useDropErased(shown, inStep && status === 'ready', status === 'gone')
  const current = shown?.gathering.slug
  // After a change of slug the same gathering stays open, with everything typed into its forms.
  if (slug !== asked && slug !== current) setAsked(slug)

  // Publishing replaces a draft's random slug by a readable one; every tab that has it open navigates to the new address.
  useEffect(() => {
    if (current !== undefined && current !== slug && slug === asked) {
      navigate(path.replace(`/g/${slug}/`, `/g/${current}/`), { replace: true, state: samePage })
    }
  }, [current, slug, asked, path, navigate])

  if (shown === null) {
    return (
      <Shell>
        {status === 'loading' ? (
          <p aria-busy="true">{t('common.opening-page')}</p>
        ) : status === 'gone' ? (
          <>
            <h1>{t('common.gathering-removed')}</h1>
            <p>
              <a href="/">{t('not-found.home')}</a>
            </p>
          </>
        ) : status === 'not-found' ? (
          <>
            <h1>{t('not-found.title')}</h1>
            <p>{t('not-found.text')}</p>
            <p>
              <a href="/">{t('not-found.home')}</a>
            </p>
          </>
        ) : (
          <>
            <h1>{t('organize.closed.title')}</h1>
            <p>{t('organize.closed.text')}</p>
            <p>
              <a href={`/g/${slug}`}>{t('common.open-public-page')}</a>
            </p>
          </>
        )}
      </Shell>
    )
  }
  const { gathering } = shown
  // A draft never takes place, whatever its date.
  const phase = gathering.status === 'published' ? gatheringPhase(gathering, now, zonesOf(shown)) : 'to-come'
  const isLive = phase === 'live'
  return (
    <Shell live={isLive}>
      {gathering.isExample ? <Notice say="off">{t('organize.example-band')}</Notice> : null}
      <Organizing
        key={gathering.gatheringId}
        snapshot={shown}
        inStep={inStep}
        part={partOf(part)}
        programme={(undo) => (
          <Suspense fallback={<p aria-busy="true">{t('common.opening-page')}</p>}>
            <ProgrammeEditor snapshot={shown} undo={undo} phase={phase} />
          </Suspense>
        )}
        changed={
          gathering.status === 'published' ? (
            <>
              <PlanNotices gathering={gathering} timeZone={gathering.leadPlace?.timeZone ?? 'UTC'} />
              <ZoneNotices gathering={gathering} meetings={shown.meetings} />
            </>
          ) : null
        }
      />
    </Shell>
  )
}
