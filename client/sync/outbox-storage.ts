// The outbox in the browser's own database; forgotten where there is none (private windows may refuse).
import { createStore, get, set } from 'idb-keyval'
import type { Command } from '#shared/protocol/commands.ts'
import type { OutboxStorage } from './outbox.ts'

export function browserOutbox(): OutboxStorage {
  const key = 'pending'
  let opened: ReturnType<typeof createStore> | undefined
  const database = () => {
    opened ??= createStore('multaqa-outbox', 'commands')
    return opened
  }
  return {
    load: async () => (await get<Command[]>(key, database())) ?? [],
    save: (commands) => set(key, commands, database()),
  }
}
