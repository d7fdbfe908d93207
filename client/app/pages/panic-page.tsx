// Erases everything at once: a host's city, an organizer's gathering, or the operator's installation. Then shows what was erased.
import { type ReactNode, useState } from 'react'
import { textFor } from '#shared/domain/gathering.ts'
import { placeName } from '#shared/domain/place.ts'
import type { PanicAnswer, PanicScope } from '#shared/protocol/erasure.ts'
import { makePanicId } from '../../features/panic/ask-panic.ts'
import { PanicForm } from '../../features/panic/panic-form.tsx'
import { PanicProof } from '../../features/panic/panic-proof.tsx'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { useDrawn, useOwnEyes } from '../../sync/drawn.ts'
import { useGathering, useSignedIn } from '../../sync/use-sync.ts'
import { PlainPage } from '../plain-page.tsx'
import { useFragmentSecret, useOrigin, useTitle } from '../use-page.ts'

/** `slug`: null for the whole installation. */
export function PanicPage({ slug }: { readonly slug: string | null }) {
  const { t } = useI18n()
  const drawn = useDrawn()?.panic ?? null
  const hasOwnEyes = useOwnEyes()
  const secret = useFragmentSecret(slug === null ? 'p' : 'h') ?? null
  const [panicId] = useState(() => drawn?.panicId ?? makePanicId())
  const [done, setDone] = useState<PanicAnswer | null>(drawn?.answer ?? null)
  useTitle(t('panic.title'))
  if (done?.ok) {
    return (
      <PlainPage title={t('panic.done-title')}>
        <PanicProof proof={done.proof} />
      </PlainPage>
    )
  }
  const finish = (answer: PanicAnswer) => {
    // The link opens nothing any more: remove it from the history.
    history.replaceState(history.state, '', location.pathname)
    setDone(answer)
  }
  const own = { panicId, refused: done, onDone: finish, credential: secret, isDrawn: !hasOwnEyes }
  if (slug === null) return <OfInstallation {...own} />
  return secret === null ? (
    <OfGathering slug={slug} {...own} />
  ) : (
    <OfCity slug={slug} secret={secret} {...own} />
  )
}

type Own = {
  readonly panicId: string
  readonly refused: Extract<PanicAnswer, { readonly ok: false }> | null
  readonly onDone: (answer: PanicAnswer) => void
  readonly credential: string | null
  /** Rendered by the server, for readers who may have no script. */
  readonly isDrawn: boolean
}

function Asking({ scope, children }: { readonly scope: PanicScope; readonly children: ReactNode }) {
  const { t } = useI18n()
  return (
    <PlainPage title={t('panic.title')}>
      <p>{t(`panic.about-${scope}`)}</p>
      <p>{t('panic.for-ever')}</p>
      {children}
    </PlainPage>
  )
}

function OfCity({
  slug,
  secret,
  isDrawn: _,
  ...own
}: Own & { readonly slug: string; readonly secret: string }) {
  const { language } = useI18n()
  const { audience, shown } = useGathering({ gathering: slug, as: 'host', credential: secret })
  const ownId = audience?.kind === 'host' ? audience.meetingId : null
  const city = shown?.meetings.find(({ meetingId }) => meetingId === ownId)
  return (
    <Asking scope="city">
      <PanicForm
        {...own}
        scope="city"
        slug={slug}
        name={city === undefined ? null : placeName(city.place.names, language)}
        asksForLink={false}
      />
    </Asking>
  )
}

function OfGathering({ slug, isDrawn, ...own }: Own & { readonly slug: string }) {
  const { language } = useI18n()
  const isSignedIn = useSignedIn() === true && !isDrawn
  const { shown } = useGathering({ gathering: slug, as: isSignedIn ? 'organizer' : 'public' })
  const title = shown === null ? null : textFor(shown.gathering, language).text.title
  return (
    <Asking scope="gathering">
      <PanicForm
        {...own}
        scope="gathering"
        slug={slug}
        name={isSignedIn ? title || slug : null}
        asksForLink={!isSignedIn}
      />
    </Asking>
  )
}

function OfInstallation({ isDrawn: _, ...own }: Own) {
  const origin = useOrigin()
  return (
    <Asking scope="installation">
      <PanicForm
        {...own}
        scope="installation"
        slug={null}
        name={origin === '' ? null : new URL(origin).host}
        asksForLink={own.credential === null}
      />
    </Asking>
  )
}
