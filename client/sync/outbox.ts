// Pending commands: stored until they are answered, also across reloads and network failures, and retried with the same id.
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Answer } from '#shared/protocol/answers.ts'
import type { Command } from '#shared/protocol/commands.ts'
import { isItsOwn, isStuck, isTooOld, retryAfterMs, type Trouble, troubleAgain } from './retry-policy.ts'

/** Where the outbox survives a reload. */
export type OutboxStorage = {
  /** All commands, including those set aside. */
  readonly load: () => Promise<readonly Command[]>
  readonly keep: (command: Command) => Promise<void>
  readonly drop: (commandId: string) => Promise<void>
  /** Marks a command as set aside, or as to be sent again. */
  readonly setAside?: (commandId: string, isSetAside: boolean) => Promise<void>
  readonly loadSetAside?: () => Promise<readonly string[]>
}

/** A command on which the server fails although the connection works. */
export type Unsent = {
  readonly command: Command
  /** True: not retried until the person asks, because other commands succeeded and this one did not. False: still retried. */
  readonly isSetAside: boolean
}

export type OutboxState = {
  readonly pending: readonly Command[]
  /** While the server is overloaded: when to retry (this device's epoch ms). Otherwise null. */
  readonly busyUntil: number | null
  /** Refused after the page that sent it was gone; shown once. */
  readonly refusedLater: readonly { readonly command: Command; readonly answer: Answer }[]
  /** To be shown, with the choice to retry or discard. */
  readonly unsent?: readonly Unsent[]
}

/**
 * Sends one command; null when no answer came because the connection broke. If the server or a proxy before it fails, the answer is
 * `server-trouble`.
 */
export type Transmit = (command: Command) => Promise<Answer | null>

export type Outbox = {
  readonly store: StoreApi<OutboxState>
  /** Settles with the server's answer, however long that takes; with `not-sent` when the command was set aside or discarded. */
  readonly post: (command: Command) => Promise<Answer>
  /** Sends the waiting commands now: after a reconnection, or on request. */
  readonly flush: () => void
  readonly dismiss: (commandId: string) => void
  /** Retries one unsent command now. */
  readonly retry: (commandId: string) => void
  /** Discards one unsent command. If the server received it meanwhile, it may have been carried out. */
  readonly discard: (commandId: string) => void
  /** Removes the waiting commands with this secret, also from storage; resolves when this device holds none of them. */
  readonly forget: (credential: string) => Promise<void>
}

/** The send queue of one gathering. */
type Lane = { isSending: boolean; retry: ReturnType<typeof setTimeout> | undefined; busyUntil: number | null }

type Later = { readonly afterMs: number; readonly isBusy: boolean }

const retryMs = 1500
/** Some browsers' databases never answer; new commands must not wait for them longer than this. */
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
  /** One command at a time for each gathering, so that a change never overtakes an earlier change. */
  const lanes = new Map<string, Lane>()
  const troubles = new Map<string, Trouble>()
  /** Secrets whose commands must all be removed, also those that a slow storage loads later. */
  const forgotten = new Set<string>()
  /** Number of commands that were answered on this page. */
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

  /** Writes to storage in order: never drops a command before it was stored. */
  let stored: Promise<unknown> = loaded
  function inStorage(write: () => Promise<void> | undefined): void {
    stored = stored.then(write).catch(() => undefined)
  }

  function flush(): void {
    // Commands of an earlier session go first.
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

  /** Null when no command waits, otherwise when to continue. */
  async function sendAll(gatheringId: string): Promise<Later | null> {
    for (;;) {
      const [first, second] = pendingOf(gatheringId)
      if (first === undefined) return null
      const later = await send(first)
      if (later === null) continue
      // If the next command is answered, the trouble belongs to this command alone.
      const trouble = troubles.get(first.commandId)
      const isProbing = second !== undefined && trouble !== undefined && isStuck(trouble, Date.now())
      if (isProbing && (await send(second)) === null) continue
      return later
    }
  }

  /** Null when the command is no longer pending, otherwise when to retry it. */
  async function send(command: Command): Promise<Later | null> {
    const answer = await transmit(command).catch(() => null)
    // The command was forgotten or discarded meanwhile.
    if (!store.getState().pending.includes(command)) return null
    if (answer === null) return { afterMs: retryMs, isBusy: false }
    if (answer.ok || !isForLater(answer.reason)) {
      settle(command, answer)
      return null
    }
    if (answer.reason === 'busy') {
      // Add jitter, so that clients which were sent away together do not return together.
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
        // Later commands with the same secret are stored again.
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

/** The server failed or was busy: the same command may succeed in a moment. */
function isForLater(reason: string): boolean {
  return reason === 'server-trouble' || reason === 'too-fast' || reason === 'busy'
}
