// Prints the measurements of a fault test on one line, and saves them for the soak that requested them.
import { appendFileSync } from 'node:fs'

export type Figures = Readonly<Record<string, number | string>>

/** The numbers are measurements on this machine, not guarantees. */
export function tellFigures(of: string, figures: Figures): void {
  console.log(
    `${of}: ${Object.entries(figures)
      .map(([name, value]) => `${name} ${value}`)
      .join(', ')}`,
  )
  const file = process.env['SOAK_FIGURES']
  if (file !== undefined) appendFileSync(file, `${JSON.stringify({ of, ...figures })}\n`)
}
