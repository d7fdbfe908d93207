// Proves that somebody was not told something, without waiting for a while.
import type { Person } from './person.ts'

/** Resolves when all that the server told these people before now has come: one socket keeps its order, and its answer is the last. */
export async function heardAll(...people: readonly Person[]): Promise<void> {
  await Promise.all(people.map(({ socket }) => socket.timeout(5000).emitWithAck('time')))
}
