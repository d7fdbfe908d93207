// What a start says of the one-time sign-in link of the organizer.
import type { Sessions } from './http/sessions.ts'

/**
 * Whether standard output goes to systemd's journal, which keeps what it reads: no link belongs there. systemd sets JOURNAL_STREAM for a
 * service; programs of a desktop session inherit it, but write to a terminal.
 */
export function writesToJournal(
  environment: Readonly<Record<string, string | undefined>>,
  isTerminal: boolean,
): boolean {
  return (environment['JOURNAL_STREAM'] ?? '') !== '' && !isTerminal
}

/** The line with a link that opens a session once. `origin`: without a slash at its end. */
export function claimLinkLine(origin: string, token: string): string {
  return `Open this link once, within two days, to become its organizer: ${origin}/claim#${token}`
}

/**
 * For a start at which nobody is signed in: the link, or, where an earlier link can still be used or `isJournal`, how to get one. In those
 * cases no link is made, so that the one somebody holds stays valid.
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
