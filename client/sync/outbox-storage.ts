// The outbox in the browser's own database; forgotten where there is none (private windows may refuse).
import { clear, createStore, del, set, update, values } from 'idb-keyval'
import type { Command } from '#shared/protocol/commands.ts'
import type { OutboxStorage } from './outbox.ts'

type Kept = { readonly command: Command; readonly keptAt: number; readonly isSetAside?: boolean }

const openDatabase = () => createStore('multaqa-outbox', 'commands')

/** Of all tabs: nothing waits on this device any more. */
export function clearOutbox(): Promise<void> {
  return clear(openDatabase())
}

/** One entry a command, so that two tabs do not overwrite what the other one keeps. */
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
      // Never before what is kept already, also after this device's clock was set back.
      last = Math.max(last, ...kept.map(({ keptAt }) => keptAt))
      return kept.sort((one, other) => one.keptAt - other.keptAt).map(({ command }) => command)
    },
    keep: (command) => {
      // Two within one millisecond keep their order.
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
