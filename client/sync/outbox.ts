// Commands on their way: kept until they are answered, also through a reload or a dead network, and sent again with the same id.
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Answer } from '#shared/protocol/answers.ts'
import type { Command } from '#shared/protocol/commands.ts'
import { isItsOwn, isStuck, isTooOld, retryAfterMs, type Trouble, troubleAgain } from './patience.ts'

/** Where the outbox survives a reload. */
export type OutboxStorage = {
  /** All of them, also those that were set aside. */
  readonly load: () => Promise<readonly Command[]>
  readonly keep: (command: Command) => Promise<void>
  readonly drop: (commandId: string) => Promise<void>
  /** Marks a command as set aside, or as to be sent again. */
  readonly setAside?: (commandId: string, isSetAside: boolean) => Promise<void>
  readonly loadSetAside?: () => Promise<readonly string[]>
}

/** A command that the server has trouble with, while the line is there. */
export type Unsent = {
  readonly command: Command
  /** It is not tried any more until the person says so: others got through, and it did not. Else it is still tried. */
  readonly isSetAside: boolean
}

export type OutboxState = {
  readonly pending: readonly Command[]
  /** The server has more than it can do and asked to come again: until when (this device's epoch ms). Null when it did not. */
  readonly busyUntil: number | null
  /** Refused after the page that asked was gone; to be told once. */
  readonly refusedLater: readonly { readonly command: Command; readonly answer: Answer }[]
  /** To be told, with the choice to try again or to discard. */
  readonly unsent?: readonly Unsent[]
}

/**
 * Sends one command; null when no answer came because the line broke. Trouble of the server, and of whatever stands before it, is the
 * answer `server-trouble`.
 */
export type Transmit = (command: Command) => Promise<Answer | null>

export type Outbox = {
  readonly store: StoreApi<OutboxState>
  /** Settles with the server's answer, however long that takes; with `not-sent` when it was set aside or discarded. */
  readonly post: (command: Command) => Promise<Answer>
  /** Tries again what waits: after a connection, or when asked. */
  readonly flush: () => void
  readonly dismiss: (commandId: string) => void
  /** Tries one unsent command again now. */
  readonly retry: (commandId: string) => void
  /** Gives one unsent command up. If the server got it meanwhile, it may have been carried out. */
  readonly discard: (commandId: string) => void
  /** Unsends what waits by this secret, also in the storage; resolves when nothing of it is left on the device. */
  readonly forget: (credential: string) => Promise<void>
}

/** What one gathering's commands wait for. */
type Lane = { isSending: boolean; retry: ReturnType<typeof setTimeout> | undefined; busyUntil: number | null }

type Later = { readonly afterMs: number; readonly isBusy: boolean }

const retryMs = 1500
/** Some browsers' databases never answer; what is done now must not wait for them. */
const longestLoadMs = 1500
const notSent: Answer = { ok: false, reason: 'not-sent' }

export function createOutbox(transmit: Transmit, storage: OutboxStorage): Outbox {
  const store = createStore<OutboxState>(() => ({
    pending: [],
    busyUntil: null,
    refusedLater: [],
    unsent: [],
  }))
  const waiting = new Map<string, (answer: Answer) => void>()
  /** One at a time for each gathering, so that a change never overtakes what it changes. */
  const lanes = new Map<string, Lane>()
  const troubles = new Map<string, Trouble>()
  /** Secrets of which nothing is to be left, also of what a slow storage loads later. */
  const forgotten = new Set<string>()
  /** Commands that this page got an answer to. */
  let answered = 0

  let isLoaded = false
  const giveUp = setTimeout(loadedOnce, longestLoadMs)
  const loaded = Promise.all([storage.load(), loadSetAside()]).then(
    ([kept, asideIds]) => {
      const known = new Set(store.getState().pending.map((command) => command.commandId))
      const aside = new Set(asideIds)
      const isForgotten = ({ credential }: Command) => credential !== undefined && forgotten.has(credential)
      for (const { commandId } of kept.filter(isForgotten)) inStorage(() => storage.drop(commandId))
      const earlier = kept.filter((command) => !known.has(command.commandId) && !isForgotten(command))
      store.setState(({ pending }) => ({
        pending: [...earlier.filter(({ commandId }) => !aside.has(commandId)), ...pending],
        unsent: earlier
          .filter(({ commandId }) => aside.has(commandId))
          .map((command) => ({ command, isSetAside: true })),
      }))
      loadedOnce()
    },
    () => loadedOnce(),
  )

  async function loadSetAside(): Promise<readonly string[]> {
    return (await storage.loadSetAside?.().catch(() => [])) ?? []
  }

  function loadedOnce(): void {
    clearTimeout(giveUp)
    isLoaded = true
    flush()
  }

  /** In order: a command is dropped after it was kept, never before. */
  let stored: Promise<unknown> = loaded
  function inStorage(write: () => Promise<void> | undefined): void {
    stored = stored.then(write).catch(() => undefined)
  }

  function flush(): void {
    // What was left from before goes first.
    if (!isLoaded) return
    for (const gatheringId of new Set(store.getState().pending.map((command) => command.gatheringId))) {
      void drain(gatheringId)
    }
  }

  function laneOf(gatheringId: string): Lane {
    const lane = lanes.get(gatheringId) ?? { isSending: false, retry: undefined, busyUntil: null }
    lanes.set(gatheringId, lane)
    return lane
  }

  const pendingOf = (gatheringId: string) =>
    store.getState().pending.filter((command) => command.gatheringId === gatheringId)

  async function drain(gatheringId: string): Promise<void> {
    const lane = laneOf(gatheringId)
    if (lane.isSending || (lane.busyUntil ?? 0) > Date.now()) return
    lane.isSending = true
    clearTimeout(lane.retry)
    lane.retry = undefined
    setBusy(lane, null)
    try {
      const later = await sendAll(gatheringId)
      if (later === null) lanes.delete(gatheringId)
      else waitFor(gatheringId, lane, later)
    } catch (error) {
      waitFor(gatheringId, lane, { afterMs: retryMs, isBusy: false })
      throw error
    } finally {
      lane.isSending = false
    }
  }

  /** Null when nothing waits any more, else when to go on. */
  async function sendAll(gatheringId: string): Promise<Later | null> {
    for (;;) {
      const [first, second] = pendingOf(gatheringId)
      if (first === undefined) return null
      const later = await send(first)
      if (later === null) continue
      // Whether the trouble is this command's own shows when the next one is answered.
      const trouble = troubles.get(first.commandId)
      const isProbing = second !== undefined && trouble !== undefined && isStuck(trouble, Date.now())
      if (isProbing && (await send(second)) === null) continue
      return later
    }
  }

  /** Null when it is off the list, else when to try it again. */
  async function send(command: Command): Promise<Later | null> {
    const answer = await transmit(command).catch(() => null)
    // Forgotten or discarded meanwhile.
    if (!store.getState().pending.includes(command)) return null
    if (answer === null) return { afterMs: retryMs, isBusy: false }
    if (answer.ok || !isForLater(answer.reason)) {
      settle(command, answer)
      return null
    }
    if (answer.reason === 'busy') {
      // Spread out, so that those who were sent away together do not come back together.
      return { afterMs: (answer.retryAfterMs ?? retryMs) * (1 + Math.random() / 2), isBusy: true }
    }
    if (answer.reason === 'too-fast') return { afterMs: retryMs, isBusy: false }
    const trouble = troubleAgain(troubles.get(command.commandId), Date.now(), answered)
    troubles.set(command.commandId, trouble)
    const isLost = isStuck(trouble, Date.now()) && isTooOld(command.commandId, Date.now())
    if (isLost || isItsOwn(trouble, Date.now())) {
      putAside(command)
      return null
    }
    if (isStuck(trouble, Date.now())) say(command, false)
    return { afterMs: retryAfterMs(trouble), isBusy: false }
  }

  function waitFor(gatheringId: string, lane: Lane, { afterMs, isBusy }: Later): void {
    clearTimeout(lane.retry)
    if (isBusy) setBusy(lane, Date.now() + afterMs)
    lane.retry = setTimeout(() => {
      lane.retry = undefined
      setBusy(lane, null)
      void drain(gatheringId)
    }, afterMs)
  }

  function setBusy(lane: Lane, until: number | null): void {
    lane.busyUntil = until
    const all = [...lanes.values()].map(({ busyUntil }) => busyUntil).filter((each) => each !== null)
    const busyUntil = all.length === 0 ? null : Math.max(...all)
    if (store.getState().busyUntil !== busyUntil) store.setState({ busyUntil })
  }

  /** Adds the command to the list of unsent ones, at most once. */
  function say(command: Command, isSetAside: boolean): void {
    const others = unsentBut(command.commandId)
    store.setState({ unsent: [...others, { command, isSetAside }] })
  }

  function unsentBut(commandId: string): readonly Unsent[] {
    return (store.getState().unsent ?? []).filter(({ command }) => command.commandId !== commandId)
  }

  function pendingBut(commandId: string): readonly Command[] {
    return store.getState().pending.filter((command) => command.commandId !== commandId)
  }

  function putAside(command: Command): void {
    troubles.delete(command.commandId)
    store.setState({ pending: pendingBut(command.commandId) })
    say(command, true)
    inStorage(() => storage.setAside?.(command.commandId, true))
    tellAsker(command.commandId, notSent)
  }

  function tellAsker(commandId: string, answer: Answer): void {
    const asker = waiting.get(commandId)
    waiting.delete(commandId)
    asker?.(answer)
  }

  function settle(command: Command, answer: Answer): void {
    const { commandId } = command
    answered += 1
    troubles.delete(commandId)
    const isToldLater = !answer.ok && !waiting.has(commandId)
    store.setState(({ refusedLater }) => ({
      pending: pendingBut(commandId),
      unsent: unsentBut(commandId),
      refusedLater: isToldLater ? [...refusedLater, { command, answer }] : refusedLater,
    }))
    inStorage(() => storage.drop(commandId))
    tellAsker(commandId, answer)
  }

  function give(command: Command): void {
    troubles.delete(command.commandId)
    store.setState({ pending: pendingBut(command.commandId), unsent: unsentBut(command.commandId) })
    inStorage(() => storage.drop(command.commandId))
  }

  return {
    store,
    post: (command) =>
      new Promise((resolve) => {
        // A later command with the same secret is stored again.
        if (command.credential !== undefined) forgotten.delete(command.credential)
        waiting.set(command.commandId, resolve)
        store.setState(({ pending }) => ({ pending: [...pending, command] }))
        inStorage(() => storage.keep(command))
        if (isLoaded) void drain(command.gatheringId)
      }),
    flush,
    retry: (commandId) => {
      const found = store.getState().unsent?.find(({ command }) => command.commandId === commandId)
      if (found === undefined) return
      if (found.isSetAside) {
        store.setState(({ pending }) => ({
          pending: [...pending, found.command],
          unsent: unsentBut(commandId),
        }))
        inStorage(() => storage.setAside?.(commandId, false))
      }
      void drain(found.command.gatheringId)
    },
    discard: (commandId) => {
      const found = store.getState().unsent?.find(({ command }) => command.commandId === commandId)
      if (found === undefined) return
      give(found.command)
      tellAsker(commandId, notSent)
      void drain(found.command.gatheringId)
    },
    forget: async (credential) => {
      forgotten.add(credential)
      await Promise.race([loaded, pause(longestLoadMs)])
      const { pending, unsent = [] } = store.getState()
      for (const command of [...pending, ...unsent.map((each) => each.command)]) {
        if (command.credential !== credential) continue
        waiting.delete(command.commandId)
        give(command)
      }
      store.setState(({ refusedLater }) => ({
        refusedLater: refusedLater.filter(({ command }) => command.credential !== credential),
      }))
      await Promise.race([stored, pause(longestLoadMs)])
    },
    dismiss: (commandId) =>
      store.setState(({ refusedLater }) => ({
        refusedLater: refusedLater.filter(({ command }) => command.commandId !== commandId),
      })),
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

/** The server could not, or would not yet; the same command may well be carried out in a moment. */
function isForLater(reason: string): boolean {
  return reason === 'server-trouble' || reason === 'too-fast' || reason === 'busy'
}
