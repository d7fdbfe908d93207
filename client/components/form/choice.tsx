// A choice of one among a few options, as rows with room for a hint or as joined segments; built on native radio buttons.
import { type ReactNode, useId } from 'react'
import styles from './choice.module.css'

export type ChoiceProps<Value extends string> = {
  readonly label: ReactNode
  readonly name: string
  readonly value: Value | null
  readonly options: readonly {
    readonly value: Value
    readonly label: ReactNode
    readonly hint?: ReactNode
    readonly disabled?: boolean
  }[]
  readonly onChange: (value: Value) => void
  readonly shape?: 'rows' | 'segments'
  readonly hint?: ReactNode
  readonly error?: ReactNode
  readonly labelUnseen?: boolean
}

export function Choice<Value extends string>(props: ChoiceProps<Value>) {
  const id = useId()
  const described = [props.error ? `${id}-error` : '', props.hint ? `${id}-hint` : '']
    .filter(Boolean)
    .join(' ')
  return (
    <fieldset
      className={styles.choice}
      aria-describedby={described || undefined}
      data-shape={props.shape ?? 'rows'}
    >
      <legend className={props.labelUnseen ? 'unseen' : styles.label}>{props.label}</legend>
      {props.hint ? (
        <p id={`${id}-hint`} className={styles.hint}>
          {props.hint}
        </p>
      ) : null}
      <div className={styles.options}>
        {props.options.map((option) => (
          <label
            key={option.value}
            className={styles.option}
            data-checked={props.value === option.value || undefined}
            data-disabled={option.disabled || undefined}
          >
            <input
              type="radio"
              name={`${id}-${props.name}`}
              value={option.value}
              checked={props.value === option.value}
              disabled={option.disabled}
              aria-describedby={option.hint ? `${id}-${option.value}` : undefined}
              onChange={() => props.onChange(option.value)}
            />
            <span className={styles.words}>
              {option.label}
              {option.hint ? (
                <span id={`${id}-${option.value}`} className={styles.hint}>
                  {option.hint}
                </span>
              ) : null}
            </span>
          </label>
        ))}
      </div>
      <p id={`${id}-error`} className={styles.error} aria-live="polite">
        {props.error}
      </p>
    </fieldset>
  )
}
