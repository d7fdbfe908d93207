// Stores the outbox in IndexedDB. Without IndexedDB (private windows may refuse it) nothing is stored.
import { clear, createStore, del, set, update, values } from 'idb-keyval'
import type { Command } from '#shared/protocol/commands.ts'
import type { OutboxStorage } from './outbox.ts'

type Kept = { readonly command: Command; readonly keptAt: number; readonly isSetAside?: boolean }

const openDatabase = () => createStore('multaqa-outbox', 'commands')

/** Deletes the waiting commands of all tabs on this device. */
export function clearOutbox(): Promise<void> {
  return clear(openDatabase())
}

/** One entry per command, so that two tabs do not overwrite each other's. */
export function browserOutbox(): OutboxStorage {
  let opened: ReturnType<typeof createStore> | undefined
  const database = () => {
    opened ??= createStore('multaqa-outbox', 'commands')
    return opened
  }
  let last = 0
  return {
    load: async () => {
      const kept = (await values<Kept>(database())).filter((entry) => entry?.command !== undefined)
      // Sort new commands after all stored ones, even if this device's clock was set back.
      last = Math.max(last, ...kept.map(({ keptAt }) => keptAt))
      return kept.sort((one, other) => one.keptAt - other.keptAt).map(({ command }) => command)
    },
    keep: (command) => {
      // Two commands within one millisecond keep their order.
      last = Math.max(last + 1, Date.now())
      const entry: Kept = { command, keptAt: last }
      return set(command.commandId, entry, database())
    },
    drop: (commandId) => del(commandId, database()),
    loadSetAside: async () =>
      (await values<Kept>(database()))
        .filter((entry) => entry?.isSetAside === true)
        .map(({ command }) => command.commandId),
    setAside: (commandId, isSetAside) =>
      update<Kept | undefined>(commandId, (entry) => entry && { ...entry, isSetAside }, database()),
  }
}
