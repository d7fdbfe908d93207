// The hosts from which this visitor has agreed to load, for this visit only.
import { useEffect } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

export type Consent = {
  readonly hosts: readonly string[]
  /** The stage may load other cities from any of their hosts without a click for each. */
  readonly follows: boolean
}

const key = 'multaqa.loads-from'
export const noConsent: Consent = { hosts: [], follows: false }

/** Whether content may be loaded from a host. Only the stage changes on its own, so `follows` applies only to it. */
export function mayLoad(consent: Consent, host: string | null, isStage: boolean): boolean {
  if (host === null) return false
  return consent.hosts.includes(host) || (isStage && consent.follows)
}

/** Never throws: unreadable text means no consent. */
export function readConsent(text: string | null): Consent {
  try {
    const { hosts, follows } = JSON.parse(text ?? '{}') as { hosts?: unknown; follows?: unknown }
    const known = Array.isArray(hosts) ? hosts.filter((host) => typeof host === 'string') : []
    return { hosts: known, follows: follows === true }
  } catch {
    return noConsent
  }
}

const consentStore = createStore<Consent>(() => noConsent)

function keep(consent: Consent): void {
  consentStore.setState(consent, true)
  try {
    sessionStorage.setItem(key, JSON.stringify(consent))
  } catch {
    // It then lasts as long as the page.
  }
}

export function allowHost(host: string, follows: boolean | null): void {
  const before = consentStore.getState()
  keep({
    hosts: before.hosts.includes(host) ? before.hosts : [...before.hosts, host],
    follows: follows ?? before.follows,
  })
}

/** Lets the stage load from any host of its cities: requested on a hall's screen, which nobody will touch again. */
export function allowStage(): void {
  keep({ ...consentStore.getState(), follows: true })
}

/** No consent on the server and during hydration. */
export function useConsent(): Consent {
  useEffect(() => {
    try {
      const kept = readConsent(sessionStorage.getItem(key))
      if (kept.hosts.length > 0 || kept.follows) consentStore.setState(kept, true)
    } catch {
      // A private window may refuse storage.
    }
  }, [])
  return useStore(consentStore)
}
