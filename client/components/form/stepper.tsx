// A small number set with two large buttons, such as the party size.

import { useId } from 'react'
import { ownValue } from '#shared/domain/own-value.ts'
import { Icon } from '../icon.tsx'
import styles from './stepper.module.css'

export type StepperProps = {
  readonly label: string
  readonly value: number
  readonly min: number
  readonly max: number
  readonly onChange: (value: number) => void
  /** The number as shown, and as spoken (“3 people”). */
  readonly format: (value: number) => string
  readonly speak: (value: number) => string
  readonly labels: { readonly fewer: string; readonly more: string }
  readonly disabled?: boolean
  readonly hint?: string
}

/** A spin button for keyboard and screen reader (arrows, Home, End), two buttons for touch; so the number is announced only once. */
export function Stepper(props: StepperProps) {
  const { value, min, max, onChange, disabled = false } = props
  const id = useId()
  const set = (next: number) => {
    const bounded = Math.min(max, Math.max(min, next))
    if (bounded !== value && !disabled) onChange(bounded)
  }
  const keys: Readonly<Record<string, number>> = {
    ArrowUp: value + 1,
    ArrowDown: value - 1,
    PageUp: value + 5,
    PageDown: value - 5,
    Home: min,
    End: max,
  }
  const button = (icon: 'minus' | 'plus', label: string, next: number) => (
    <button
      type="button"
      className={styles.button}
      aria-label={label}
      aria-controls={`${id}-value`}
      aria-disabled={disabled || next < min || next > max}
      onClick={() => set(next)}
    >
      <Icon name={icon} />
    </button>
  )
  return (
    <div className={styles.stepper}>
      <span id={`${id}-label`} className={styles.label}>
        {props.label}
      </span>
      <div className={styles.row}>
        {button('minus', props.labels.fewer, value - 1)}
        <div
          id={`${id}-value`}
          className={styles.value}
          role="spinbutton"
          tabIndex={disabled ? -1 : 0}
          aria-labelledby={`${id}-label`}
          aria-describedby={props.hint ? `${id}-hint` : undefined}
          aria-valuenow={value}
          aria-valuemin={min}
          aria-valuemax={max}
          aria-valuetext={props.speak(value)}
          aria-disabled={disabled}
          onKeyDown={(event) => {
            const next = ownValue(keys, event.key)
            if (next === undefined) return
            event.preventDefault()
            set(next)
          }}
        >
          {props.format(value)}
        </div>
        {button('plus', props.labels.more, value + 1)}
      </div>
      <span className="unseen" aria-live="polite">
        {props.speak(value)}
      </span>
      {props.hint ? (
        <p id={`${id}-hint`} className={styles.hint}>
          {props.hint}
        </p>
      ) : null}
    </div>
  )
}
