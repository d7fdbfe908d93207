// Positions of instants on the ruler of simultaneity, and grouping of its rows by date.

/** What the ruler shows from left to right, epoch ms. */
export type RulerSpan = { readonly from: number; readonly to: number }

const hourMs = 3_600_000
const halfDayHours = 12
/** Margin before the first and after the last city's gathering. */
const marginHours = 2

/** A whole day with the instant in the middle: for gatherings where all cities meet at once. */
export function dayAround(instant: number): RulerSpan {
  return { from: instant - halfDayHours * hourMs, to: instant + halfDayHours * hourMs }
}

/** A day or more around the lead city's start, in whole hours from it, with the gatherings of all other cities well inside. */
export function spanAround(
  startsAt: number,
  hours: readonly { readonly from: number; readonly to: number }[],
): RulerSpan {
  const before = Math.max(0, ...hours.map(({ from }) => startsAt - from)) / hourMs + marginHours
  const after = Math.max(0, ...hours.map(({ to }) => to - startsAt)) / hourMs + marginHours
  return {
    from: startsAt - Math.ceil(Math.max(halfDayHours, before)) * hourMs,
    to: startsAt + Math.ceil(Math.max(halfDayHours, after)) * hourMs,
  }
}

/** 0 at the left end, 1 at the right end; values outside lie beyond the ruler. */
export function shareOf({ from, to }: RulerSpan, instant: number): number {
  return (instant - from) / (to - from)
}

export type RulerOrder = {
  readonly name: string
  readonly longitude: number
  /** Its clock's offset, in minutes east of UTC. */
  readonly offset: number
  /** Its date at the instant, in days from the lead city's date. */
  readonly day: number
}

/** From the earliest clock to the latest, so that dates are in order; cities with the same clock from west to east. */
export function inRulerOrder<Row extends RulerOrder>(rows: readonly Row[]): readonly Row[] {
  return [...rows].sort(
    (a, b) =>
      a.day - b.day || a.offset - b.offset || a.longitude - b.longitude || a.name.localeCompare(b.name),
  )
}

/** The rows of each date, in order; the date line runs between two groups. */
export function byDate<Row extends RulerOrder>(rows: readonly Row[]): readonly (readonly Row[])[] {
  const dates: Row[][] = []
  for (const row of rows) {
    const last = dates.at(-1)
    if (last?.[0]?.day === row.day) last.push(row)
    else dates.push([row])
  }
  return dates
}

export type ProgrammeItem = {
  readonly title: string
  /** Minutes from the start; null if unknown. */
  readonly from: number | null
  readonly to: number | null
}

export type ProgrammePart = { readonly titles: readonly string[]; readonly from: number; readonly to: number }

/** The programme's parts, filling its whole length: items without a known time share what is left at the end. Empty if nothing is known. */
export function programmeParts(
  items: readonly ProgrammeItem[],
  lengthMinutes: number,
): readonly ProgrammePart[] {
  const parts: ProgrammePart[] = []
  const rest: string[] = []
  for (const { title, from, to } of items) {
    if (from !== null && to !== null && to > from) parts.push({ titles: [title], from, to })
    else rest.push(title)
  }
  const last = parts.at(-1)?.to ?? 0
  if (last < lengthMinutes && (parts.length > 0 || rest.length > 0)) {
    parts.push({ titles: rest, from: last, to: lengthMinutes })
  }
  return parts
}
