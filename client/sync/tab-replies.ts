// Replies made in this tab, held in memory only: never stored, and lost on reload.
import { useEffect } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { AttendanceState } from '#shared/domain/attendance.ts'

export type TabReply = {
  readonly slug: string
  readonly credential: string
  /** By language. */
  readonly titles: Readonly<Record<string, string>>
  readonly cityNames: Readonly<Record<string, string>>
  /** The city's IANA time zone. */
  readonly timeZone: string
  /** Null until the server answers. */
  readonly state: AttendanceState | null
}

const tabReplies = createStore<{ readonly replies: readonly TabReply[] }>(() => ({ replies: [] }))

export function holdTabReply(reply: TabReply): void {
  const others = tabReplies.getState().replies.filter(({ credential }) => credential !== reply.credential)
  tabReplies.setState({ replies: [...others, reply] })
}

/** Updates a reply made in this tab; ignores any other. After a reply ends, the server is not asked about it again. */
export function updateTabReply(
  credential: string,
  change: Pick<TabReply, 'cityNames' | 'timeZone' | 'state'> | null,
): void {
  const { replies } = tabReplies.getState()
  if (!replies.some((reply) => reply.credential === credential)) return
  const isOver = change === null || change.state === 'cancelled' || change.state === 'declined'
  tabReplies.setState({
    replies: isOver
      ? replies.filter((reply) => reply.credential !== credential)
      : replies.map((reply) => (reply.credential === credential ? { ...reply, ...change } : reply)),
  })
}

/** Forgets the replies to one gathering, or all; returns the forgotten ones. */
export function forgetTabReplies(slug?: string): readonly TabReply[] {
  const { replies } = tabReplies.getState()
  const isMeant = (reply: TabReply) => slug === undefined || reply.slug === slug
  tabReplies.setState({ replies: replies.filter((reply) => !isMeant(reply)) })
  return replies.filter(isMeant)
}

export function useTabReplies(): readonly TabReply[] {
  useEffect(() => {
    // A storage event without a key: another tab cleared the device's data.
    const cleared = ({ key }: StorageEvent) => key === null && forgetTabReplies()
    addEventListener('storage', cleared)
    return () => removeEventListener('storage', cleared)
  }, [])
  return useStore(tabReplies, ({ replies }) => replies)
}
