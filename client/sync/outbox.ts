// Commands on their way: kept until they are answered, also through a reload or a dead network, and sent again with the same id.
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Answer } from '#shared/protocol/answers.ts'
import type { Command } from '#shared/protocol/commands.ts'

/** Where the outbox survives a reload. */
export type OutboxStorage = {
  readonly load: () => Promise<readonly Command[]>
  readonly keep: (command: Command) => Promise<void>
  readonly drop: (commandId: string) => Promise<void>
}

export type OutboxState = {
  readonly pending: readonly Command[]
  /** The server has more than it can do and asked to come again: until when (this device's epoch ms). Null when it did not. */
  readonly busyUntil: number | null
  /** Refused after the page that asked was gone; to be told once. */
  readonly refusedLater: readonly { readonly command: Command; readonly answer: Answer }[]
}

/** Sends one command; null when no answer came (the line broke, or nothing was heard in time). */
export type Transmit = (command: Command) => Promise<Answer | null>

export type Outbox = {
  readonly store: StoreApi<OutboxState>
  /** Settles with the server's answer, however long that takes. */
  readonly post: (command: Command) => Promise<Answer>
  /** Tries again what waits: after a connection, or when asked. */
  readonly flush: () => void
  readonly dismiss: (commandId: string) => void
  /** Unsends what waits by this secret, also in the storage; resolves when nothing of it is left on the device. */
  readonly forget: (credential: string) => Promise<void>
}

const retryMs = 1500
/** Some browsers' databases never answer; what is done now must not wait for them. */
const longestLoadMs = 1500

export function createOutbox(transmit: Transmit, storage: OutboxStorage): Outbox {
  const store = createStore<OutboxState>(() => ({ pending: [], busyUntil: null, refusedLater: [] }))
  const waiting = new Map<string, (answer: Answer) => void>()
  /** One at a time for each gathering, so that a change never overtakes what it changes. */
  const sending = new Set<string>()
  let retry: ReturnType<typeof setTimeout> | undefined

  let isLoaded = false
  const giveUp = setTimeout(loadedOnce, longestLoadMs)
  const loaded = storage.load().then(
    (kept) => {
      const known = new Set(store.getState().pending.map((command) => command.commandId))
      const earlier = kept.filter((command) => !known.has(command.commandId))
      store.setState(({ pending }) => ({ pending: [...earlier, ...pending] }))
      loadedOnce()
    },
    () => loadedOnce(),
  )

  function loadedOnce(): void {
    clearTimeout(giveUp)
    isLoaded = true
    flush()
  }

  /** In order: a command is dropped after it was kept, never before. */
  let stored: Promise<unknown> = loaded
  function inStorage(write: () => Promise<void>): void {
    stored = stored.then(write).catch(() => undefined)
  }

  function flush(): void {
    // What was left from before goes first.
    if (!isLoaded) return
    const gatherings = new Set(store.getState().pending.map((command) => command.gatheringId))
    for (const gatheringId of gatherings) if (!sending.has(gatheringId)) void drain(gatheringId)
  }

  async function drain(gatheringId: string): Promise<void> {
    sending.add(gatheringId)
    for (;;) {
      const next = store.getState().pending.find((command) => command.gatheringId === gatheringId)
      if (next === undefined) break
      const answer = await transmit(next)
      if (answer === null || (!answer.ok && isForLater(answer.reason))) {
        waitFor(answer)
        break
      }
      settle(next, answer)
    }
    sending.delete(gatheringId)
  }

  function waitFor(answer: Answer | null): void {
    const asked = answer?.ok === false && answer.reason === 'busy' ? (answer.retryAfterMs ?? retryMs) : null
    // Spread out, so that those who were sent away together do not come back together.
    const afterMs = asked === null ? retryMs : asked * (1 + Math.random() / 2)
    if (asked !== null) store.setState({ busyUntil: Date.now() + afterMs })
    retry ??= setTimeout(() => {
      retry = undefined
      flush()
    }, afterMs)
  }

  function settle(command: Command, answer: Answer): void {
    const asker = waiting.get(command.commandId)
    waiting.delete(command.commandId)
    store.setState(({ pending, refusedLater }) => ({
      busyUntil: null,
      pending: pending.filter(({ commandId }) => commandId !== command.commandId),
      refusedLater: asker === undefined && !answer.ok ? [...refusedLater, { command, answer }] : refusedLater,
    }))
    inStorage(() => storage.drop(command.commandId))
    asker?.(answer)
  }

  return {
    store,
    post: (command) =>
      new Promise((resolve) => {
        waiting.set(command.commandId, resolve)
        store.setState(({ pending }) => ({ pending: [...pending, command] }))
        inStorage(() => storage.keep(command))
        flush()
      }),
    flush,
    forget: async (credential) => {
      await Promise.race([loaded, pause(longestLoadMs)])
      const isTheirs = (command: Command) => command.credential === credential
      for (const command of store.getState().pending.filter(isTheirs)) {
        waiting.delete(command.commandId)
        inStorage(() => storage.drop(command.commandId))
      }
      store.setState(({ pending, refusedLater }) => ({
        pending: pending.filter((command) => !isTheirs(command)),
        refusedLater: refusedLater.filter(({ command }) => !isTheirs(command)),
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
