// What a client may ask: one schema a command, used on both sides, and the envelope it travels in.

import { z } from 'zod'
import { attendanceCommands } from './commands/attendance.ts'
import { crewCommands } from './commands/crew.ts'
import { gatheringCommands } from './commands/gathering.ts'
import { meetingCommands } from './commands/meeting.ts'
import { programmeCommands } from './commands/programme.ts'
import { stageCommands } from './commands/stage.ts'
import { streamCommands } from './commands/stream.ts'
import { credential, id } from './fields.ts'
import { parseInput } from './parse-input.ts'
import { oversizedAt } from './payload-shape.ts'

export const commandSchemas = {
  ...gatheringCommands,
  ...meetingCommands,
  ...attendanceCommands,
  ...streamCommands,
  ...programmeCommands,
  ...stageCommands,
  ...crewCommands,
}

export type CommandName = keyof typeof commandSchemas
/** A command's payload as it stands after parsing. */
export type CommandPayload<Name extends CommandName> = z.output<(typeof commandSchemas)[Name]>
/** A command's payload as a client writes it. */
export type CommandInput<Name extends CommandName> = z.input<(typeof commandSchemas)[Name]>

export type Command<Name extends CommandName = CommandName> = {
  [N in Name]: {
    /** Made by the client, once; a retry carries the same and gets the first answer. */
    readonly commandId: string
    readonly gatheringId: string
    /** The secret by which the sender acts. Who that is, the server decides; organizers act by their session instead. */
    readonly credential?: string | undefined
    /** The solution of the puzzle with which it was answered `busy`. */
    readonly proof?: string | undefined
    readonly name: N
    readonly payload: CommandPayload<N>
  }
}[Name]

const envelope = z.object({
  commandId: id,
  gatheringId: id,
  credential: credential.optional(),
  proof: z.string().max(120).optional(),
  name: z.string().max(40),
  payload: z.unknown(),
})

export type FieldError = { readonly field: string; readonly reason: 'missing' | 'too-long' | 'wrong' }

export type ParsedCommand =
  | { readonly ok: true; readonly command: Command }
  | { readonly ok: false; readonly reason: 'malformed'; readonly fields: readonly FieldError[] }

/** Never throws: whatever arrives is a command or says which fields are wrong. */
export function parseCommand(input: unknown): ParsedCommand {
  const outer = parseInput(envelope, input)
  if (!outer.success) return malformed(outer.error)
  const { name, payload, ...rest } = outer.data
  if (!Object.hasOwn(commandSchemas, name)) {
    return { ok: false, reason: 'malformed', fields: [{ field: 'name', reason: 'wrong' }] }
  }
  const oversized = oversizedAt(payload)
  if (oversized !== null) {
    return { ok: false, reason: 'malformed', fields: [{ field: oversized, reason: 'too-long' }] }
  }
  const inner = parseInput(commandSchemas[name as CommandName], payload)
  if (!inner.success) return malformed(inner.error)
  return { ok: true, command: { ...rest, name, payload: inner.data } as Command }
}

function malformed(error: z.ZodError): ParsedCommand {
  return { ok: false, reason: 'malformed', fields: fieldErrors(error) }
}

/** An answer names at most so many fields, so that it is not much longer than what was asked. */
const mostFieldErrors = 50

/** The first fields at fault, by path (`plan.capacity`), each with a reason that every language can say. */
export function fieldErrors(error: z.ZodError): readonly FieldError[] {
  return error.issues.slice(0, mostFieldErrors).map((issue) => ({
    field: issue.path.join('.'),
    reason:
      issue.code === 'too_big'
        ? 'too-long'
        : issue.code === 'too_small' || (issue.code === 'invalid_type' && issue.input === undefined)
          ? 'missing'
          : 'wrong',
  }))
}
