// The control room of a link-up: organizers open it with their session, directors with the link that they were given.
import type { ReactNode } from 'react'
import { gatheringPhase } from '#shared/domain/moment.ts'
import type { MeetingView } from '#shared/protocol/views.ts'
import { ButtonLink } from '../../components/button.tsx'
import { Empty } from '../../components/empty.tsx'
import { ControlRoom } from '../../features/control/control-room.tsx'
import { StagePlayer } from '../../features/stage/stage-player.tsx'
import { refusalText } from '../../i18n/refusal-text.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { useGathering, useNow, useOffline } from '../../sync/use-sync.ts'
import { zonesOf } from '../../sync/zones-of.ts'
import { Shell } from '../shell.tsx'
import { useFragmentSecret, useOrigin, useTitle } from '../use-page.ts'
import { RollWorld } from './control-page-world.tsx'

export function ControlPage({ slug }: { readonly slug: string }) {
  const { t } = useI18n()
  const secret = useFragmentSecret('d')
  useTitle(t('crew.control'))
  if (secret === undefined) return <Shell>{null}</Shell>
  return <OpenControl key={secret ?? ''} slug={slug} credential={secret ?? undefined} />
}

function OpenControl({
  slug,
  credential,
}: {
  readonly slug: string
  readonly credential: string | undefined
}) {
  const i18n = useI18n()
  const { t } = i18n
  const offline = useOffline()
  const origin = useOrigin()
  const now = useNow(10_000)
  const { status, audience, shown } = useGathering({
    gathering: slug,
    as: credential === undefined ? 'organizer' : 'director',
    ...(credential === undefined ? {} : { credential }),
  })
  if (shown === null || status === 'revoked' || status === 'gone') {
    return (
      <Shell>
        <h1>{t('crew.control')}</h1>
        {status === 'loading' ? (
          <p aria-busy="true">{t(offline ? 'control.loading-offline' : 'control.loading')}</p>
        ) : (
          <Empty
            title={
              status === 'not-found' || status === 'gone'
                ? refusalText(i18n, { reason: 'not-found' })
                : credential === undefined
                  ? t('control.closed')
                  : refusalText(i18n, { reason: 'link-not-valid' })
            }
            action={<ButtonLink href={`/g/${slug}`}>{t('common.to-gathering')}</ButtonLink>}
          />
        )}
      </Shell>
    )
  }
  const { gathering, control } = shown
  const isLive = gathering.status === 'published' && gatheringPhase(gathering, now, zonesOf(shown)) === 'live'
  const directorId = audience?.kind === 'director' ? audience.directorId : null
  const alias = control?.directors.find((director) => director.directorId === directorId)?.alias
  return (
    <Shell live={isLive} bleed>
      <ControlRoom
        snapshot={shown}
        credential={credential}
        alias={alias ?? ''}
        isLive={isLive}
        preview={previewOf}
        world={(roll, onPick) => <RollWorld snapshot={shown} roll={roll} onPick={onPick} />}
        origin={origin}
      />
    </Shell>
  )
}

function previewOf(meeting: MeetingView): ReactNode {
  return <StagePlayer kind="trial" meeting={meeting} />
}
