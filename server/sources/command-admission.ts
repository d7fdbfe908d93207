// Admission of commands: rate limits by source and by secret, applied before anything is read or written for a stranger.
import { setTimeout as pause } from 'node:timers/promises'
import { LRUCache } from 'lru-cache'
import type { Answer } from '#shared/protocol/answers.ts'
import type { Command, CommandName } from '#shared/protocol/commands.ts'
import type { Actor } from '../commands/actor.ts'
import type { Execute } from '../commands/execute.ts'
import type { SharedBudget } from '../shared-budget.ts'
import { createCellRate, type Spent } from './cell-rate.ts'
import { createPuzzles } from './puzzles.ts'
import { createCrowds } from './source-activity.ts'
import type { Left } from './source-activity-by-city.ts'
import type { SourceBudgets } from './source-budgets.ts'
import type { Source } from './sources.ts'

/** Where a command came from. */
export type Sender = {
  readonly source: Source | null
  /** The member of the gathering's crew authenticated on this connection; null for everybody else. */
  readonly crewKey: string | null
  /** Whether nothing else limits the sender's rate: true for HTTP, while sockets have their own budget. */
  readonly isUnmetered: boolean
  /** A form without JavaScript, which cannot solve a puzzle. */
  readonly hasNoScript?: boolean
}

export type CommandDoor = (command: Command, actor: Actor, sender: Sender) => Promise<Answer>

/** The in-memory data of admission about senders. */
export type DoorMemory = {
  /** Deletes expired entries. */
  readonly prune: () => void
  /** Hashes of remembered reply secrets of a gathering. */
  readonly secretsOf: (gatheringId: string) => readonly string[]
  /** Call after data of a gathering was erased. Null: all of it is gone. */
  readonly keepOnly: (gatheringId: string, left: Left | null) => void
}

/** Wrong codes per secret: five, then one per minute. */
const guessesPerSecret = { perSecond: 1 / 60, burst: 5, longestWaitMs: 0 }
/** Wrong codes at one gathering from unknown sources: enough for the typing errors of a full hall, far too few to find a code. */
const guessesOfUnknown = { perSecond: 2, burst: 300, longestWaitMs: 0 }
/** Over HTTP, for holders of a valid secret: as much as a person does by hand. */
const knownSecret = { perSecond: 5, burst: 40, longestWaitMs: 2000 }

/** Limit of one crew member over all connections: a flood from the same address does not block them. */
const crewMember = { perSecond: 30, burst: 300, longestWaitMs: 2000 }
/** Delay of refusals during a flood, ms: it grows with each refusal of the source within a minute. */
const heldBackMs = { each: 200, most: 4000 }
/** The latest arrivals, about 100 bytes each. */
const mostReplies = 50_000
/** For these commands the source's earlier activity is considered. */
const bySource: ReadonlySet<CommandName> = new Set([
  'replyToMeeting',
  'moveReply',
  'resizeReply',
  'proposeMeeting',
])
/** Anybody may send these, so the crew's own limit does not apply to them. */
const openToAll: ReadonlySet<CommandName> = new Set(['replyToMeeting', 'proposeMeeting', 'arrive'])

type Arrival = { readonly gatheringId: string; readonly secretHash: string; people: number }

export function createCommandDoor(parts: {
  readonly execute: Execute
  readonly budgets: SourceBudgets
  /** Shared by all unknown secrets from unknown sources, over HTTP. */
  readonly strangersBudget: SharedBudget
  /** Whether this secret already opens something. */
  readonly isKnownSecret: (actor: Actor, gatheringId: string) => Promise<boolean>
  /** Monotonic, ms. */
  readonly now?: () => number
}): CommandDoor & { readonly memory: DoorMemory } {
  const { execute, budgets, strangersBudget, isKnownSecret, now } = parts
  const secretGuesses = createCellRate(guessesPerSecret, now)
  const unknownGuesses = createCellRate(guessesOfUnknown, now)
  const knownSecrets = createCellRate(knownSecret, now)
  const crewMembers = createCellRate(crewMember, now)
  const monotonic = now ?? (() => performance.now())
  const crowds = createCrowds(budgets.shareOf, monotonic)
  const puzzles = createPuzzles(monotonic)
  /** For each reply that tried a code: how many of its people were counted for a source. */
  const arrivals = new LRUCache<string, Arrival>({ max: mostReplies })

  /** Waits if needed. Null when the command may proceed. */
  async function held(spent: Spent): Promise<Answer | null> {
    if (!spent.ok) return { ok: false, reason: 'busy', retryAfterMs: spent.retryAfterMs }
    if (spent.waitMs > 0) await pause(spent.waitMs)
    return null
  }

  async function limit(command: Command, actor: Actor, sender: Sender): Promise<Answer | null> {
    const { name, gatheringId } = command
    const { source, crewKey } = sender
    if (crewKey !== null && !openToAll.has(name)) return held(crewMembers.spend(crewKey))
    if (source === null) return sender.isUnmetered ? limitUnknown(gatheringId, actor) : null
    const whole = await held(budgets.spend(source, 'commands'))
    if (whole !== null) return whole
    if (name === 'replyToMeeting' || name === 'moveReply') return limitReply(command, actor, sender, source)
    if (name === 'proposeMeeting') return held(budgets.spend(source, 'proposals'))
    return null
  }

  /**
   * A source over its budget waits or solves a puzzle. A sender without JavaScript cannot, and is admitted within the `replies` limit: in a
   * burst such replies become asked like all others.
   */
  async function limitReply(
    { gatheringId, proof }: Command,
    actor: Actor,
    { hasNoScript }: Sender,
    source: Source,
  ): Promise<Answer | null> {
    if (puzzles.take(proof, actor.key)) return null
    const isOver = hasNoScript !== true && crowds.of(source, gatheringId).isOver()
    const over = isOver ? await held(budgets.spend(source, 'crowdReplies')) : null
    // Delays the refusal: immediate retries over many connections must not keep the process from answering others.
    if (over !== null) {
      const refusals = crowds.of(source, gatheringId).refused()
      await pause(Math.min(heldBackMs.most, refusals * heldBackMs.each))
    }
    const refused = over ?? (await held(budgets.spend(source, 'replies')))
    if (refused === null || refused.ok || hasNoScript === true) return refused
    return { ...refused, puzzle: puzzles.make(actor.key) }
  }

  /** A flood of made-up secrets must not use up the budget of people with a real one. */
  async function limitUnknown(gatheringId: string, actor: Actor): Promise<Answer | null> {
    if (await isKnownSecret(actor, gatheringId)) return held(knownSecrets.spend(actor.key))
    return (await strangersBudget.spend()) ? null : { ok: false, reason: 'too-fast' }
  }

  /** Counts each person once, however often the same reply is counted again. */
  function noteArrived(source: Source | null, arrival: Arrival, arrived: number): void {
    if (arrived <= arrival.people) return
    budgets.addArrived(source, arrived - arrival.people)
    arrival.people = arrived
  }

  function arrivalOf(actor: Actor, gatheringId: string): Arrival {
    const secretHash = actor.kind === 'secret' ? actor.hash : ''
    const arrival = arrivals.get(actor.key) ?? { gatheringId, secretHash, people: 0 }
    arrivals.set(actor.key, arrival)
    return arrival
  }

  function* arrivalsAt(gatheringId: string): Generator<readonly [string, Arrival]> {
    for (const [key, arrival] of arrivals.entries())
      if (arrival.gatheringId === gatheringId) yield [key, arrival]
  }

  const memory: DoorMemory = {
    prune: () => {
      for (const rate of [secretGuesses, unknownGuesses, knownSecrets, crewMembers]) rate.prune()
      crowds.prune()
    },
    secretsOf: (gatheringId) => [
      ...crowds.secretsOf(gatheringId),
      ...[...arrivalsAt(gatheringId)].map(([, { secretHash }]) => secretHash),
    ],
    keepOnly: (gatheringId, left) => {
      crowds.keepOnly(gatheringId, left)
      for (const [key, { secretHash }] of [...arrivalsAt(gatheringId)]) {
        if (left !== null && !left.isErased(secretHash)) continue
        arrivals.delete(key)
        // The reply is gone, so its secret cannot try codes any more.
        for (const rate of [secretGuesses, knownSecrets]) rate.forget((each) => each === key)
      }
      memory.prune()
    },
  }

  /**
   * While locked, no code is compared, so that a right guess looks like a wrong one. The first code of a reply is always compared: others
   * who guess behind the same address, or without a known one, must not lock it out. This allows one guess per reply in five minutes, of
   * 887 million codes.
   */
  async function arrive(command: Command, actor: Actor, { source }: Sender): Promise<Answer> {
    const ofOthers = () =>
      source === null ? unknownGuesses.peek(command.gatheringId) : budgets.peek(source, 'guesses')
    const isFirst = secretGuesses.peek(actor.key, guessesPerSecret.burst).ok
    // Spent before execution: otherwise concurrent guesses of one secret would all pass.
    if (!(isFirst || ofOthers().ok) || !secretGuesses.spend(actor.key).ok) {
      return { ok: false, reason: 'code-locked', field: 'arrivalCode' }
    }
    const arrival = arrivalOf(actor, command.gatheringId)
    const answer = await execute(command, actor)
    if (!answer.ok && answer.reason === 'arrival-code-wrong') {
      if (source === null) unknownGuesses.spend(command.gatheringId)
      else budgets.spend(source, 'guesses')
      return answer
    }
    secretGuesses.refund(actor.key)
    if (answer.ok && command.name === 'arrive') noteArrived(source, arrival, command.payload.arrived)
    return answer
  }

  /** Adds the source's earlier activity, for the commands that give people seats and cities. */
  async function executeFrom(command: Command, actor: Actor, source: Source | null): Promise<Answer> {
    const { name, gatheringId } = command
    const record = actor.kind === 'secret' && source !== null ? crowds.of(source, gatheringId) : null
    if (actor.kind !== 'secret' || record === null || !bySource.has(name)) return execute(command, actor)
    if (name === 'proposeMeeting') {
      const answer = await execute(command, { ...actor, from: record.propose() })
      record.proposed(answer)
      return answer
    }
    const from = record.reply(name, actor.hash)
    const answer = await execute(command, { ...actor, from })
    from.answered(answer)
    return answer
  }

  async function door(command: Command, actor: Actor, sender: Sender): Promise<Answer> {
    if (actor.kind === 'organizer') return execute(command, actor)
    const refused = await limit(command, actor, sender)
    if (refused !== null) return refused
    if (command.name === 'arrive') return arrive(command, actor, sender)
    return executeFrom(command, actor, sender.source)
  }

  return Object.assign(door, { memory })
}
