// Replies that this device was asked to remember. Nothing is kept unless it was asked for: phones get seized.
import { useCallback, useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { isTimeZone } from '#shared/domain/time.ts'
import { forgetTabReplies, holdTabReply, type TabReply } from '../../sync/tab-replies.ts'

export type RememberedReply = {
  readonly slug: string
  readonly credential: string
  /** So that the gathering's page can say the city without asking the server for the reply. */
  readonly cityNames: Readonly<Record<string, string>>
  /** That city's, IANA; not there where it was remembered before zones were. */
  readonly timeZone?: string
  /** Opens a calendar of it. */
  readonly feed?: string | undefined
}

const key = 'multaqa.replies'

const rememberedStore = createStore<{ readonly replies: readonly RememberedReply[] }>(() => ({ replies: [] }))

function isReply(value: unknown): value is RememberedReply {
  if (typeof value !== 'object' || value === null) return false
  const { slug, credential, cityNames, timeZone } = value as Partial<Record<keyof RememberedReply, unknown>>
  if (timeZone !== undefined && (typeof timeZone !== 'string' || !isTimeZone(timeZone))) return false
  return typeof slug === 'string' && typeof credential === 'string' && typeof cityNames === 'object'
}

/** Never throws: what cannot be read is nothing. */
export function readRemembered(text: string | null): readonly RememberedReply[] {
  try {
    const parsed: unknown = JSON.parse(text ?? '[]')
    return Array.isArray(parsed) ? parsed.filter(isReply) : []
  } catch {
    return []
  }
}

function load(): void {
  try {
    rememberedStore.setState({ replies: readRemembered(localStorage.getItem(key)) })
  } catch {
    // A private window may refuse to be read.
  }
}

function save(replies: readonly RememberedReply[]): void {
  rememberedStore.setState({ replies })
  try {
    // No empty list either: it would tell that there once was one.
    if (replies.length === 0) localStorage.removeItem(key)
    else localStorage.setItem(key, JSON.stringify(replies))
  } catch {
    // It then lasts as long as the page.
  }
}

export function rememberReply(reply: RememberedReply): void {
  load()
  const others = rememberedStore
    .getState()
    .replies.filter(({ credential }) => credential !== reply.credential)
  save([...others, reply])
}

export function forgetReply(credential: string): void {
  load()
  save(rememberedStore.getState().replies.filter((reply) => reply.credential !== credential))
}

/** Undone only as long as the page is open and for a moment: after that nothing here knows of them. */
const undoMs = 12_000

/** One tap, and neither this device nor this tab knows of a reply any more. */
export function useForgetting(): {
  readonly forget: () => void
  readonly isUndoable: boolean
  readonly undo: () => void
  readonly dismiss: () => void
} {
  const [forgotten, setForgotten] = useState<readonly RememberedReply[]>([])
  const [ofTab, setOfTab] = useState<readonly TabReply[]>([])
  const end = useCallback(() => {
    setForgotten([])
    setOfTab([])
  }, [])
  useEffect(() => {
    if (forgotten.length + ofTab.length === 0) return
    const timer = setTimeout(end, undoMs)
    return () => clearTimeout(timer)
  }, [forgotten, ofTab, end])
  return {
    forget: () => {
      setForgotten(rememberedStore.getState().replies)
      setOfTab(forgetTabReplies())
      save([])
    },
    isUndoable: forgotten.length + ofTab.length > 0,
    undo: () => {
      for (const reply of forgotten) rememberReply(reply)
      for (const reply of ofTab) holdTabReply(reply)
      end()
    },
    dismiss: end,
  }
}

/** Empty where there is no browser, and on the first drawing. */
export function useRemembered(): readonly RememberedReply[] {
  useEffect(() => {
    load()
    const changedElsewhere = (event: StorageEvent) =>
      // Without a key: another tab cleared the device.
      (event.key === key || event.key === null) && load()
    addEventListener('storage', changedElsewhere)
    return () => removeEventListener('storage', changedElsewhere)
  }, [])
  return useStore(rememberedStore, (state) => state.replies)
}
