// Sign-in by a one-time link, and the session cookie that it creates.
import type { Clock, Ids } from '../clock-and-ids.ts'
import { hashSecret, makeSecret } from '../secrets.ts'
import type { Store } from '../store/open-store.ts'
import { takeTurn } from '../store/row-locks.ts'
import {
  deleteSession,
  deleteUnusedClaimLinks,
  findSession,
  firstOrganizer,
  hasUsableClaimLink,
  insertClaimLink,
  insertSession,
  useClaimLink,
} from '../store/session-rows.ts'
import type { Queries } from '../store/tables.ts'

const dayMs = 24 * 60 * 60 * 1000
/** How long a link can open a session after it was made. */
export const claimLinkLastsMs = 2 * dayMs
const sessionLastsMs = 30 * dayMs

export type Session = { readonly organizerId: string; readonly sessionHash: string }

export type Sessions = {
  /** From a `Cookie` header; null if nobody is signed in. */
  readonly read: (cookieHeader: string | undefined) => Promise<Session | null>
  /** The `Set-Cookie` of a new session, or null if the token is invalid or was used. */
  readonly claim: (token: string) => Promise<string | null>
  /** The `Set-Cookie` that deletes the cookie. */
  readonly end: (session: Session) => Promise<string>
  /** A token that opens one session, within two days. It voids every earlier token. */
  readonly makeClaimToken: () => Promise<string>
  /** The same, or null if an earlier token is still valid, which then stays valid. */
  readonly makeFirstClaimToken: () => Promise<string | null>
}

/** `isSecure`: the installation is reached over https, so the cookie may carry the `__Host-` prefix (RFC 6265bis §4.1.3.2). */
export function createSessions(
  store: Store,
  means: { readonly clock: Clock; readonly ids: Ids },
  isSecure: boolean,
): Sessions {
  const cookieName = isSecure ? '__Host-multaqa' : 'multaqa'
  const attributes = `Path=/; HttpOnly; SameSite=Strict${isSecure ? '; Secure' : ''}`

  async function makeOnlyToken(transaction: Queries): Promise<string> {
    await takeTurn(transaction)
    await deleteUnusedClaimLinks(transaction)
    const token = makeSecret()
    await insertClaimLink(transaction, hashSecret(token), means.clock.now())
    return token
  }

  return {
    read: async (cookieHeader) => {
      const secret = cookieHeader
        ?.split(';')
        .map((part) => part.trim().split('='))
        .find(([name]) => name === cookieName)?.[1]
      if (secret === undefined || secret === '') return null
      const sessionHash = hashSecret(secret)
      const organizerId = await findSession(store.db, sessionHash, means.clock.now())
      return organizerId === null ? null : { organizerId, sessionHash }
    },
    claim: async (token) => {
      const now = means.clock.now()
      const secret = makeSecret()
      const isOpen = await store.db.transaction().execute(async (transaction) => {
        if (!(await useClaimLink(transaction, hashSecret(token), now, now - claimLinkLastsMs))) return false
        await deleteUnusedClaimLinks(transaction)
        const organizerId = await firstOrganizer(transaction, means.ids.next, now)
        const expiresAt = now + sessionLastsMs
        await insertSession(transaction, { sessionHash: hashSecret(secret), organizerId, now, expiresAt })
        return true
      })
      if (!isOpen) return null
      return `${cookieName}=${secret}; ${attributes}; Max-Age=${sessionLastsMs / 1000}`
    },
    end: async (session) => {
      await deleteSession(store.db, session.sessionHash)
      return `${cookieName}=; ${attributes}; Max-Age=0`
    },
    makeClaimToken: () => store.db.transaction().execute(makeOnlyToken),
    makeFirstClaimToken: () =>
      store.db.transaction().execute(async (transaction) => {
        await takeTurn(transaction)
        const oldest = means.clock.now() - claimLinkLastsMs
        return (await hasUsableClaimLink(transaction, oldest)) ? null : makeOnlyToken(transaction)
      }),
  }
}
