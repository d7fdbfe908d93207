// Startup messages about the organizer's one-time sign-in link.
import type { Sessions } from './http/sessions.ts'

/**
 * Whether standard output goes to systemd's journal, which stores it: links must not be written there. systemd sets JOURNAL_STREAM for a
 * service; programs in a desktop session inherit it, but write to a terminal.
 */
export function writesToJournal(
  environment: Readonly<Record<string, string | undefined>>,
  isTerminal: boolean,
): boolean {
  return (environment['JOURNAL_STREAM'] ?? '') !== '' && !isTerminal
}

/** The message with a link that opens one session. `origin` has no trailing slash. */
export function claimLinkLine(origin: string, token: string): string {
  return `Open this link once, within two days, to become its organizer: ${origin}/claim#${token}`
}

/**
 * The message at a start while nobody is signed in: the link, or how to get one if an earlier link is still valid or `isJournal` is true.
 * In those cases no link is made, so that the earlier link stays valid.
 */
export async function firstClaimLine(options: {
  readonly sessions: Pick<Sessions, 'makeFirstClaimToken'>
  readonly origin: string
  readonly isJournal: boolean
}): Promise<string> {
  if (options.isJournal)
    return 'Nobody is signed in as organizer: run multaqa claim on this machine for a sign-in link (docs/operations.md).'
  const token = await options.sessions.makeFirstClaimToken()
  if (token !== null) return claimLinkLine(options.origin, token)
  return 'A sign-in link was printed earlier and can still be used once: run multaqa claim to replace it with a new one (docs/operations.md).'
}
