// Reads the secret and the origin from a page's address and sets its title; all only in a browser.
import { useEffect, useState, useSyncExternalStore } from 'react'

type SecretKind = 'r' | 'i' | 'h' | 'd' | 'p'

export function useTitle(title: string | null): void {
  useEffect(() => {
    if (title !== null && title !== '') document.title = title
  }, [title])
}

/** The secret in the fragment: undefined until the address is read, null if there is none of this kind. */
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

/** The origin (`https://…`) under which the reader opened the installation; empty on the server. */
export function useOrigin(): string {
  return useSyncExternalStore(
    never,
    () => location.origin,
    () => '',
  )
}
