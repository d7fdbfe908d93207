// Client commands: one schema per command, used by client and server, and their envelope.

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
/** A command's payload after parsing. */
export type CommandPayload<Name extends CommandName> = z.output<(typeof commandSchemas)[Name]>
/** A command's payload before parsing, as a client writes it. */
export type CommandInput<Name extends CommandName> = z.input<(typeof commandSchemas)[Name]>

export type Command<Name extends CommandName = CommandName> = {
  [N in Name]: {
    /** Made once by the client; a retry carries the same id and gets the first answer. */
    readonly commandId: string
    readonly gatheringId: string
    /** The sender's secret, from which the server derives who they are; organizers use their session instead. */
    readonly credential?: string | undefined
    /** The solution of the puzzle from a `busy` answer. */
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

/** Never throws: returns a command, or the fields that are wrong. */
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

/** The most fields an answer names, so that it is not much longer than the request. */
const mostFieldErrors = 50

/** The first wrong fields, by path (`plan.capacity`), each with a reason that every language can translate. */
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
