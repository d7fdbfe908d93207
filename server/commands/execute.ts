// The write path: commands for one gathering that arrive together are decided, written and committed in one transaction.
import type { Answer } from '#shared/protocol/answers.ts'
import type { Change } from '#shared/protocol/changes.ts'
import type { Command, CommandName } from '#shared/protocol/commands.ts'
import { appendChanges, type ChangeEntry, findAnswered } from '../store/change-rows.ts'
import { isConflict, isOutage } from '../store/database-errors.ts'
import { type GatheringRecord, loadGatheringToChange } from '../store/gathering-rows.ts'
import type { Store } from '../store/open-store.ts'
import { tracelessEntry } from '../store/redact-changes.ts'
import { takeTurn } from '../store/row-locks.ts'
import type { Queries } from '../store/tables.ts'
import { describeError } from '../watching/describe-error.ts'
import { breathe } from '../yield-event-loop.ts'
import type { Actor, Handler } from './actor.ts'
import { attendanceHandlers } from './attendance-commands.ts'
import { crewHandlers } from './crew-commands.ts'
import { decisionHandlers } from './decision-commands.ts'
import { gatheringHandlers } from './gathering-commands.ts'
import { meetingHandlers } from './meeting-commands.ts'
import { programmeHandlers } from './programme-commands.ts'
import { createQueueLimit } from './queue-limit.ts'
import type { Raised } from './raise-versions.ts'
import { reviseCalendars } from './revise-calendars.ts'
import { seatHandlers } from './seat-commands.ts'
import { stageHandlers } from './stage-commands.ts'
import { streamHandlers } from './stream-commands.ts'
import { type Expected, type Means, Work } from './unit-of-work.ts'

const handlers: { readonly [Name in CommandName]: Handler<Name> } = {
  ...gatheringHandlers,
  ...meetingHandlers,
  ...attendanceHandlers,
  ...decisionHandlers,
  ...streamHandlers,
  ...programmeHandlers,
  ...stageHandlers,
  ...seatHandlers,
  ...crewHandlers,
}

/** A commit, as announced to other parts of the server after it succeeded, never before. */
export type Committed = {
  readonly gatheringId: string
  /** Versions before and after; each accepted command created one. */
  readonly from: number
  readonly to: number
  readonly changes: readonly Change[]
  /** Current version by audience layer, including every layer that this commit raised. */
  readonly layers: Raised
}

export type Execute = (command: Command, actor: Actor) => Promise<Answer>

type Waiting = {
  readonly command: Command
  readonly actor: Actor
  readonly answer: (answer: Answer) => void
}

const largestBatch = 1000
const mostTries = 3

/** `onCommitted` runs after the senders were answered. `onTrouble` receives bugs and store failures. */
export function createExecute(
  store: Store,
  means: Means,
  hooks: {
    readonly onCommitted: (committed: Committed) => void
    readonly onTrouble: (error: unknown) => void
    /** Most commands that may wait; more are answered `busy`. */
    readonly mostWaiting?: number | undefined
  },
): Execute {
  const queues = new Map<string, Waiting[]>()
  const limit = createQueueLimit(hooks.mostWaiting)

  async function drain(gatheringId: string, queue: Waiting[]): Promise<void> {
    while (queue.length > 0) {
      const batch = queue.splice(0, largestBatch)
      try {
        await runBatch(gatheringId, batch)
      } catch (error) {
        report(error)
        for (const waiting of batch) answerOne(waiting, { ok: false, reason: 'server-trouble' })
      } finally {
        limit.done(batch.length)
      }
    }
    queues.delete(gatheringId)
  }

  /** An error in the hook must not stop this gathering's queue or the process. */
  function report(error: unknown): void {
    try {
      hooks.onTrouble(error)
    } catch (second) {
      console.error('trouble that could not be logged', describeError(second))
    }
  }

  function answerOne(waiting: Waiting, answer: Answer): void {
    try {
      waiting.answer(answer)
    } catch (error) {
      report(error)
    }
  }

  function tell(committed: Committed): void {
    try {
      hooks.onCommitted(committed)
    } catch (error) {
      report(error)
    }
  }

  async function runBatch(gatheringId: string, batch: readonly Waiting[], tries = 1): Promise<void> {
    let result: BatchResult
    try {
      result = await store.db
        .transaction()
        .execute((transaction) => carryOut(transaction, means, gatheringId, batch))
    } catch (error) {
      return apart(gatheringId, batch, error, tries)
    }
    for (const [index, waiting] of batch.entries()) answerOne(waiting, result.answers[index] as Answer)
    if (result.changes.length > 0) {
      const { from, to, changes, layers } = result
      tell({ gatheringId, from, to, changes, layers })
    }
  }

  /** Retries a conflict with another process; otherwise splits the batch, so that one faulty command does not fail the others. */
  async function apart(
    gatheringId: string,
    batch: readonly Waiting[],
    error: unknown,
    tries: number,
  ): Promise<void> {
    if (isConflict(error) && tries < mostTries) return runBatch(gatheringId, batch, tries + 1)
    if (batch.length === 1 || isOutage(error)) {
      report(error)
      for (const waiting of batch) answerOne(waiting, { ok: false, reason: 'server-trouble' })
      return
    }
    const half = Math.ceil(batch.length / 2)
    await runBatch(gatheringId, batch.slice(0, half), tries)
    await runBatch(gatheringId, batch.slice(half), tries)
  }

  return (command, actor) =>
    new Promise((resolve) => {
      if (!limit.enter()) return resolve({ ok: false, reason: 'busy', retryAfterMs: limit.retryAfterMs() })
      const waiting = { command, actor, answer: resolve }
      const queue = queues.get(command.gatheringId)
      if (queue !== undefined) {
        queue.push(waiting)
        return
      }
      const started = [waiting]
      queues.set(command.gatheringId, started)
      // Commands that arrive in the same turn of the event loop share the transaction.
      setImmediate(() => void drain(command.gatheringId, started))
    })
}

type BatchResult = {
  readonly answers: readonly Answer[]
  readonly changes: readonly Change[]
  readonly from: number
  readonly to: number
  readonly layers: Raised
}

async function carryOut(
  db: Queries,
  means: Means,
  gatheringId: string,
  batch: readonly Waiting[],
): Promise<BatchResult> {
  const work = new Work(db, await loadInTurn(db, gatheringId, batch), means)
  const answered = await firstAnswers(db, batch)
  await work.expect(expectedBy(batch))
  const answers: Answer[] = []
  const entries: Omit<ChangeEntry, 'publicVersion'>[] = []
  /** Keys of commands answered in this batch; their version is known only at the end. */
  const fresh = new Set<string>()
  const changes: Change[] = []
  for (const { command, actor } of batch) {
    await breathe()
    const key = `${command.commandId} ${actor.key}`
    let answer = answered.get(key)
    if (answer === undefined) {
      work.beginCommand()
      const done = await runOne(work, actor, command)
      if (done.ok) {
        await reviseCalendars(work, done.changes)
        const version = work.gathering === null ? 0 : work.nextVersion()
        const outcome = done.outcome ?? {}
        answer = { ok: true, version: 0, outcome }
        answered.set(key, answer)
        fresh.add(key)
        changes.push(...done.changes)
        if (work.gathering !== null) {
          const { commandId } = command
          const at = work.now
          const entry = { gatheringId, version, at, changes: done.changes }
          if (done.isTraceless === true) entries.push({ ...entry, ...noTrace(gatheringId, version) })
          else entries.push({ ...entry, actorKey: actor.key, commandId, outcome })
        }
      } else {
        answer = done
      }
    }
    answers.push(answer)
  }
  // The log of a gathering removed in this batch is deleted with it.
  let layers: Raised = new Map()
  if (work.gathering !== null) {
    layers = await work.flush(changes)
    const publicVersion = layers.get('public')?.version ?? 0
    await appendChanges(
      db,
      entries.map((entry) => ({ ...entry, publicVersion })),
    )
    for (const [index, { command, actor }] of batch.entries()) {
      const answer = answers[index]
      if (answer?.ok === true && fresh.has(`${command.commandId} ${actor.key}`)) {
        answers[index] = { ...answer, version: publicVersion }
      }
    }
  }
  const to = work.gathering?.version ?? 0
  return { answers, changes, from: to - entries.length, to, layers }
}

function noTrace(gatheringId: string, version: number) {
  const { actor_key: actorKey, command_id: commandId } = tracelessEntry(gatheringId, version)
  return { actorKey, commandId, outcome: {} }
}

/** A new gathering has no row to lock: commands that create gatherings lock the installation's row instead. */
async function loadInTurn(
  db: Queries,
  gatheringId: string,
  batch: readonly Waiting[],
): Promise<GatheringRecord | null> {
  const record = await loadGatheringToChange(db, gatheringId)
  if (record !== null || !batch.some(({ command }) => command.name === 'createGathering')) return record
  await takeTurn(db)
  return loadGatheringToChange(db, gatheringId)
}

/** The rows these commands will read, as far as their fields show. */
function expectedBy(batch: readonly Waiting[]): Expected {
  const expected = {
    secretHashes: new Set<string>(),
    attendanceIds: new Set<string>(),
    meetingIds: new Set<string>(),
  }
  for (const { command, actor } of batch) {
    if (actor.kind === 'secret' && actor.opens === 'reply') expected.secretHashes.add(actor.hash)
    const { payload } = command
    if ('meetingId' in payload && payload.meetingId !== null) expected.meetingIds.add(payload.meetingId)
    if ('toMeetingId' in payload) expected.meetingIds.add(payload.toMeetingId)
    if ('attendanceId' in payload) expected.attendanceIds.add(payload.attendanceId)
  }
  return expected
}

function runOne<Name extends CommandName>(
  work: Work,
  actor: Actor,
  command: Command<Name>,
): ReturnType<Handler<Name>> {
  const handler = handlers[command.name as Name]
  return handler(work, actor, command.payload as Parameters<typeof handler>[2], command.gatheringId)
}

async function firstAnswers(db: Queries, batch: readonly Waiting[]): Promise<Map<string, Answer>> {
  const found = await findAnswered(
    db,
    batch.map(({ command }) => command.commandId),
  )
  return new Map(
    found.map(({ commandId, actorKey, publicVersion, outcome }) => [
      `${commandId} ${actorKey}`,
      { ok: true, version: publicVersion, outcome },
    ]),
  )
}
