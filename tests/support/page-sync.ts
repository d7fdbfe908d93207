// The client's own end of the protocol, as a page has it, without a browser around it.
import { createSync, type Sync } from '#client/sync/create-sync.ts'
import type { OutboxStorage } from '#client/sync/outbox.ts'
import type { Command } from '#shared/protocol/commands.ts'

/** What outlives a page: one for each device. */
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
