// A number whose digits roll to their new value; all digits have the same width, so that nothing beside them moves.
import { useEffect, useRef, useState } from 'react'
import styles from './rolling-number.module.css'

export type RollingNumberProps = {
  readonly value: number
  /** In the reader's digits. */
  readonly format: (value: number) => string
}

/** Only digits get a cell; signs and group separators do not. */
const figure = /\p{Nd}/u

/**
 * Screen readers see plain text that changes; it is not a live region, because a page with twenty of these would announce without end.
 * Code that knows what a change means announces it once (see LiveRegion).
 */
export function RollingNumber({ value, format }: RollingNumberProps) {
  const [shown, setShown] = useState({ value, before: value })
  if (shown.value !== value) setShown({ value, before: shown.value })
  const text = format(value)
  return (
    <span className={styles.number}>
      <span className="unseen">{text}</span>
      <span aria-hidden="true" className={styles.figures}>
        <Figures text={text} up={value >= shown.before} />
      </span>
    </span>
  )
}

/** Counts positions from the end, so that in 999 → 1,000 the ones roll as ones. */
export function Figures({ text, up }: { readonly text: string; readonly up: boolean }) {
  const characters = [...text]
  return characters.map((character, index) => {
    const fromEnd = characters.length - index
    return figure.test(character) ? (
      <Cell key={fromEnd} figure={character} up={up} />
    ) : (
      <span key={`${fromEnd}${character}`}>{character}</span>
    )
  })
}

function Cell({ figure: now, up }: { readonly figure: string; readonly up: boolean }) {
  const last = useRef(now)
  const [old, setOld] = useState<string | null>(null)
  useEffect(() => {
    if (last.current !== now) setOld(last.current)
    last.current = now
  }, [now])
  return (
    <span className={styles.cell} data-up={up}>
      {old === null || old === now ? null : (
        <span key={`${old}-`} className={styles.old}>
          {old}
        </span>
      )}
      <span key={now} className={old === null ? undefined : styles.now} onAnimationEnd={() => setOld(null)}>
        {now}
      </span>
    </span>
  )
}
