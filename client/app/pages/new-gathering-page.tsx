// Starts a gathering: creates the draft and opens its organizer page, or explains how to become an organizer.
import { useEffect, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import type { Answer } from '#shared/protocol/answers.ts'
import type { GatheringSummary } from '#shared/protocol/views.ts'
import { Button } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { refusalText } from '../../i18n/refusal-text.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { makeId } from '../../sync/secrets.ts'
import { useLive, useOwnGatherings, useSignedIn, useSync } from '../../sync/use-sync.ts'
import { Shell } from '../shell.tsx'

type Refused = Extract<Answer, { ok: false }>

export function NewGatheringPage() {
  const { t } = useI18n()
  const signedIn = useSignedIn()
  return (
    <Shell>
      <h1>{t('new.title')}</h1>
      {signedIn === null ? (
        <p aria-busy="true">{t('new.asking')}</p>
      ) : signedIn ? (
        <Start />
      ) : (
        <>
          <p>{t('new.closed')}</p>
          <p>{t('new.how')}</p>
        </>
      )}
    </Shell>
  )
}

/** An empty draft: opening this page again reuses it. */
function isUntouched({ status, startsAt, titles }: GatheringSummary): boolean {
  const isBlank = Object.values(titles).every(({ title, slogan }) => title === '' && slogan === '')
  return status === 'draft' && startsAt === null && isBlank
}

function Start() {
  const i18n = useI18n()
  const { t, language } = i18n
  const sync = useSync()
  const live = useLive()
  const [, navigate] = useLocation()
  const [refused, setRefused] = useState<Refused | null>(null)
  const [attempt, setAttempt] = useState(0)
  const started = useRef(-1)
  const directory = useOwnGatherings()
  const untouched = directory?.find(isUntouched)

  useEffect(() => {
    if (directory === null || started.current === attempt) return
    if (untouched !== undefined) {
      navigate(`/g/${untouched.slug}/organize`, { replace: true })
      return
    }
    // Create one draft per attempt, however often this renders.
    started.current = attempt
    void sync.dispatch('createGathering', makeId(), { language }).then((answer) => {
      if (!answer.ok) setRefused(answer)
      // Replace the history entry: going back to it would create another draft.
      else navigate(`/g/${answer.outcome.slug}/organize`, { replace: true })
    })
  }, [attempt, sync, language, navigate, directory, untouched])

  if (refused !== null) {
    return (
      <Notice
        kind="harm"
        action={
          <Button
            onClick={() => {
              setRefused(null)
              setAttempt((count) => count + 1)
            }}
          >
            {t('common.try-again')}
          </Button>
        }
      >
        {refusalText(i18n, refused)}
      </Notice>
    )
  }
  return <Notice>{live.status === 'not-live' ? t('new.waiting') : t('new.starting')}</Notice>
}
