// What a page reads from its address and says in its title; both only where there is a browser.
import { useEffect, useState, useSyncExternalStore } from 'react'

type SecretKind = 'r' | 'i' | 'h' | 'd' | 'p'

export function useTitle(title: string | null): void {
  useEffect(() => {
    if (title !== null && title !== '') document.title = title
  }, [title])
}

/** The secret in the fragment: undefined until the address was read, null when there is none of this kind. */
export function useFragmentSecret(kind: SecretKind): string | null | undefined {
  const [secret, setSecret] = useState<string | null | undefined>(undefined)
  useEffect(() => {
    const read = () => setSecret(secretIn(location.hash, kind))
    read()
    addEventListener('hashchange', read)
    return () => removeEventListener('hashchange', read)
  }, [kind])
  return secret
}

export function secretIn(fragment: string, kind: SecretKind): string | null {
  const text = fragment.replace(/^#/, '')
  return new RegExp(`^${kind}_[A-Za-z0-9_-]{22,64}$`).test(text) ? text : null
}

const never = () => () => undefined

/** `https://…` of this installation as the reader opened it; empty where there is no browser. */
export function useOrigin(): string {
  return useSyncExternalStore(
    never,
    () => location.origin,
    () => '',
  )
}
