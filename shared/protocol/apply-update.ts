// Applies an update to a snapshot: the one rule for catching up, used by clients and by tests.
import { mergeClocks } from './clocks.ts'
import { keepMessages } from './crew-talk.ts'
import type { CrewMessageView, Snapshot, Update } from './views.ts'

export type Applied =
  | { readonly kind: 'applied'; readonly snapshot: Snapshot }
  /** Already applied; nothing to do. */
  | { readonly kind: 'old' }
  /** An update in between is missing, or the store has another epoch: the client must fetch the missed updates. */
  | { readonly kind: 'gap' }

/** Values are absolute, so an update may start before the known version; it must not leave a gap. */
export function applyUpdate(known: Snapshot, update: Update): Applied {
  if (update.epoch !== known.epoch || update.from > known.version) return { kind: 'gap' }
  if (update.to <= known.version) return { kind: 'old' }
  const gathering = update.gathering ?? known.gathering
  const meetings = merge(without(known.meetings, update.gone, meetingIdOf), update.meetings, meetingIdOf)
  return {
    kind: 'applied',
    snapshot: {
      epoch: known.epoch,
      version: update.to,
      gathering,
      stage: update.stage ?? known.stage,
      programme: update.programme ?? known.programme,
      recordings: update.recordings ?? known.recordings,
      rollCall: update.rollCall === undefined ? known.rollCall : update.rollCall,
      control: update.control === undefined ? known.control : update.control,
      messages: lastMessages(known, update),
      meetings,
      clocks: clocksAfter(known, update, { gathering, meetings }),
      counts: merge(without(known.counts, update.gone, meetingIdOf), update.counts, meetingIdOf),
      attendances: update.isWholeList
        ? (update.attendances ?? [])
        : merge(
            update.control === null ? [] : without(known.attendances, update.attendancesGone, attendanceIdOf),
            update.attendances,
            attendanceIdOf,
          ),
    },
  }
}

/** Returns the same list if no zone changed; snapshots of older servers have none. */
function clocksAfter(known: Snapshot, update: Update, shown: Pick<Snapshot, 'gathering' | 'meetings'>) {
  const { clocks: before = [] } = known as Partial<Snapshot>
  const isSame = update.clocks === undefined && shown.meetings === known.meetings
  return isSame ? before : mergeClocks(before, update.clocks ?? [], shown)
}

/** The end of a rehearsal removes its messages. */
function lastMessages(known: Snapshot, update: Update): readonly CrewMessageView[] {
  if (update.control === null) return []
  if (update.messages === undefined && update.control === undefined) return known.messages
  const rehearsalId = (update.control ?? known.control)?.rehearsal?.rehearsalId ?? null
  return keepMessages(
    merge(known.messages, update.messages, ({ messageId }) => messageId).filter(
      (message) => message.rehearsalId === null || message.rehearsalId === rehearsalId,
    ),
  )
}

const meetingIdOf = (view: { readonly meetingId: string }) => view.meetingId
const attendanceIdOf = (view: { readonly attendanceId: string }) => view.attendanceId

/** Returns the same list if nothing was removed, to avoid a re-render. */
function without<View>(
  known: readonly View[],
  gone: readonly string[] | undefined,
  idOf: (view: View) => string,
): readonly View[] {
  if (gone === undefined || gone.length === 0) return known
  const ids = new Set(gone)
  return known.filter((view) => !ids.has(idOf(view)))
}

/** Replaces views by id, in place, and appends new ones. Returns the same list if nothing changed. */
function merge<View>(
  known: readonly View[],
  told: readonly View[] | undefined,
  idOf: (view: View) => string,
): readonly View[] {
  if (told === undefined || told.length === 0) return known
  const toldById = new Map(told.map((view) => [idOf(view), view]))
  const replaced = known.map((view) => {
    const newer = toldById.get(idOf(view))
    toldById.delete(idOf(view))
    return newer ?? view
  })
  return [...replaced, ...toldById.values()]
}
