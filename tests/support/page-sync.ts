// The sync client of a page, without a browser.
import { createSync, type Sync } from '#client/sync/create-sync.ts'
import type { OutboxStorage } from '#client/sync/outbox.ts'
import type { Command } from '#shared/protocol/commands.ts'

/** A stub for the storage that survives a page: one per device. */
export function memoryOutbox(): OutboxStorage {
  const kept = new Map<string, Command>()
  return {
    load: async () => [...kept.values()],
    keep: async (command) => void kept.set(command.commandId, command),
    drop: async (commandId) => void kept.delete(commandId),
  }
}

export function openPage(url: string, outboxStorage: OutboxStorage = memoryOutbox()): Sync {
  return createSync({ url, outboxStorage, initial: null })
}
