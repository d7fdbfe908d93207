// What a fault test measured, told in one line, and kept for the soak that asked for it.
import { appendFileSync } from 'node:fs'

export type Figures = Readonly<Record<string, number | string>>

/** Numbers are what was measured on this machine, never a promise. */
export function tellFigures(of: string, figures: Figures): void {
  console.log(
    `${of}: ${Object.entries(figures)
      .map(([name, value]) => `${name} ${value}`)
      .join(', ')}`,
  )
  const file = process.env['SOAK_FIGURES']
  if (file !== undefined) appendFileSync(file, `${JSON.stringify({ of, ...figures })}\n`)
}
