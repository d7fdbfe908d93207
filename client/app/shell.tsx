// The frame of every page: masthead with settings, live sign, footer, and notices of commands that failed.
import { Fragment, lazy, type ReactNode, Suspense, useState } from 'react'
import { useLocation } from 'wouter'
import { useStore } from 'zustand'
import { clock, deviceClock } from '#shared/domain/time.ts'
import { Button } from '../components/button.tsx'
import { Part } from '../components/error-boundary.tsx'
import { Icon } from '../components/icon.tsx'
import { LiveSign } from '../components/live-sign.tsx'
import { Notice } from '../components/notice.tsx'
import { PageFrame } from '../components/page-frame.tsx'
import { useLasting } from '../components/use-lasting.ts'
import { languageName, languages } from '../i18n/languages.ts'
import { refusalText } from '../i18n/refusal-text.ts'
import { useI18n } from '../i18n/use-i18n.tsx'
import {
  useBusySeconds,
  useLive,
  useOffline,
  usePendingCount,
  useSignedIn,
  useSync,
} from '../sync/use-sync.ts'
import { ElsewhereNotice } from './other-origin-notice.tsx'
import { changeSettings, settingsStore } from './settings.ts'
import styles from './shell.module.css'
import { UnsentNotices } from './unsent-notices.tsx'

const SettingsDialog = lazy(() =>
  import('./settings-dialog.tsx').then((m) => ({ default: m.SettingsDialog })),
)

export type ShellProps = {
  readonly children: ReactNode
  /** On air: the page uses the dark theme. */
  readonly live?: boolean
  /** The page sets its own width. */
  readonly bleed?: boolean
  /** Full width, below the masthead. */
  readonly band?: ReactNode
}

export function Shell({ children, live = false, bleed = false, band }: ShellProps) {
  const { t } = useI18n()
  const signedIn = useSignedIn()
  return (
    <PageFrame
      labels={{
        wordmark: t('app.name'),
        home: t('shell.home'),
        skip: t('shell.skip'),
        navigation: t('shell.navigation'),
        choices: t('shell.choices'),
      }}
      homeHref="/"
      sign={
        <Part isSpare>
          <Sign />
        </Part>
      }
      navigation={signedIn ? <a href="/new">{t('shell.new-gathering')}</a> : undefined}
      choices={
        <Part isSpare>
          <Choices />
        </Part>
      }
      band={
        <>
          <Part>{band}</Part>
          <Part>
            <ElsewhereNotice />
            <RefusedLater />
            <UnsentNotices />
          </Part>
        </>
      }
      footer={
        <Part isSpare>
          <Footer />
        </Part>
      }
      live={live}
      bleed={bleed}
    >
      <Part>{children}</Part>
    </PageFrame>
  )
}

/** Empty while all is well; otherwise shows since when the page may be out of date, and how much waits to be sent. */
function Sign() {
  const { t, formatLocale, number } = useI18n()
  const live = useLive()
  const offline = useOffline()
  const pending = usePendingCount()
  const zone = deviceClock
  const sending = { isSending: pending > 0 }
  const busyFor = useBusySeconds()
  // Commands answered quickly are not worth showing.
  const isWaiting = useLasting(pending > 0) || (pending > 0 && offline)
  if (busyFor !== null && !offline) {
    const label = t('live.busy', { count: busyFor, shown: number(busyFor) })
    return <LiveSign {...sending} state="stale" label={label} />
  }
  const waiting = isWaiting ? ` · ${t('live.pending', { count: pending, shown: number(pending) })}` : ''
  if (offline) return <LiveSign {...sending} state="offline" label={t('live.offline') + waiting} />
  switch (live.status) {
    case 'connecting':
      return <LiveSign {...sending} state="connecting" label={t('live.connecting')} />
    case 'live':
      return <LiveSign {...sending} state="live" label={t('live.live') + waiting} />
    case 'not-live': {
      const since = clock(live.since, zone, formatLocale, 'time')
      return <LiveSign {...sending} state="stale" label={t('live.not-live', { since }) + waiting} />
    }
  }
}

function Choices() {
  const { t, language: current } = useI18n()
  const theme = useStore(settingsStore, (state) => state.theme)
  const isNight = theme === 'night'
  return (
    <>
      {languages
        .filter((language) => language !== current)
        .map((language) => (
          <Fragment key={language}>
            <button
              type="button"
              lang={language}
              className="other-script"
              data-needs-script=""
              onClick={() => changeSettings({ language })}
            >
              {languageName(language)}
            </button>
            <noscript>
              <a href={`?lang=${language}`} lang={language} className="other-script">
                {languageName(language)}
              </a>
            </noscript>
          </Fragment>
        ))}
      <button
        type="button"
        data-needs-script=""
        aria-label={t(isNight ? 'shell.paper' : 'shell.night')}
        onClick={() => changeSettings({ theme: isNight ? 'paper' : 'night' })}
      >
        <Icon name={isNight ? 'sun' : 'moon'} />
      </button>
    </>
  )
}

/** The manual's page for the role that works at `path`. */
function helpFor(path: string): string {
  const desk = /^\/g\/[^/]+\/(organize|host|control)(?:\/|$)/.exec(path)?.[1]
  switch (desk) {
    case 'organize':
      return '/help/organizers'
    case 'host':
      return '/help/hosts'
    case 'control':
      return '/help/directors'
    default:
      return '/help'
  }
}

/** Rarely needed links: about this site, and display settings. */
function Footer() {
  const { t } = useI18n()
  const [path] = useLocation()
  const [wanted, setWanted] = useState<'never' | 'open' | 'closed'>('never')
  return (
    <>
      <p>{t('shell.footer')}</p>
      <nav className={styles.footer} aria-label={t('shell.more')}>
        <a href="/about">{t('shell.about')}</a>
        <a href={helpFor(path)}>{t('shell.help')}</a>
        <button type="button" data-needs-script="" onClick={() => setWanted('open')}>
          {t('settings.title')}
        </button>
      </nav>
      {wanted === 'never' ? null : (
        <Part>
          <Suspense fallback={null}>
            <SettingsDialog open={wanted === 'open'} onClose={() => setWanted('closed')} />
          </Suspense>
        </Part>
      )}
    </>
  )
}

/** Commands sent from an earlier page and refused since. */
function RefusedLater() {
  const i18n = useI18n()
  const sync = useSync()
  const refused = useStore(sync.outbox, (state) => state.refusedLater)
  return refused.map(({ command, answer }) =>
    answer.ok ? null : (
      <Notice
        key={command.commandId}
        kind="care"
        action={
          <Button kind="plain" onClick={() => sync.dismissRefusal(command.commandId)}>
            {i18n.t('common.ok')}
          </Button>
        }
      >
        {i18n.t('shell.refused-later', { reason: refusalText(i18n, answer) })}
      </Notice>
    ),
  )
}
