// Replies that this device was asked to remember. Nothing is stored unless requested, because phones get seized.
import { useCallback, useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { isTimeZone } from '#shared/domain/time.ts'
import { forgetTabReplies, holdTabReply, type TabReply } from '../../sync/tab-replies.ts'

export type RememberedReply = {
  readonly slug: string
  readonly credential: string
  /** Lets the gathering's page name the city without asking the server for the reply. */
  readonly cityNames: Readonly<Record<string, string>>
  /** The city's IANA time zone; missing in entries stored by older versions. */
  readonly timeZone?: string
  /** The secret of the reply's calendar feed. */
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

/** Never throws: unreadable entries are ignored. */
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
    // A private window may refuse storage.
  }
}

function save(replies: readonly RememberedReply[]): void {
  rememberedStore.setState({ replies })
  try {
    // Do not store an empty list either: it would reveal that there once was one.
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

/** Undo is possible only briefly and while the page is open; then the page forgets the replies too. */
const undoMs = 12_000

/** Removes all replies from this device and this tab with one press. */
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

/** Empty on the server and during hydration. */
export function useRemembered(): readonly RememberedReply[] {
  useEffect(() => {
    load()
    const changedElsewhere = (event: StorageEvent) =>
      // A storage event without a key: another tab cleared the device's data.
      (event.key === key || event.key === null) && load()
    addEventListener('storage', changedElsewhere)
    return () => removeEventListener('storage', changedElsewhere)
  }, [])
  return useStore(rememberedStore, (state) => state.replies)
}
