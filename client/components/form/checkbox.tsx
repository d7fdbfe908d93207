// A yes/no input: a checkbox for values sent with a form, a switch for what takes effect at once.
import { type ReactNode, useId } from 'react'
import styles from './checkbox.module.css'

export type CheckboxProps = {
  readonly label: ReactNode
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
  readonly hint?: ReactNode
  readonly disabled?: boolean
  readonly name?: string
}

function Tick({ shape, ...props }: CheckboxProps & { readonly shape: 'box' | 'switch' }) {
  const id = useId()
  return (
    <label className={styles.line}>
      <input
        type="checkbox"
        role={shape === 'switch' ? 'switch' : undefined}
        className={shape === 'switch' ? styles.switch : styles.box}
        name={props.name}
        checked={props.checked}
        disabled={props.disabled}
        aria-describedby={props.hint ? id : undefined}
        onChange={(event) => props.onChange(event.target.checked)}
      />
      <span>
        {props.label}
        {props.hint ? (
          <span id={id} className={styles.hint}>
            {props.hint}
          </span>
        ) : null}
      </span>
    </label>
  )
}

export function Checkbox(props: CheckboxProps) {
  return <Tick {...props} shape="box" />
}

export function Switch(props: CheckboxProps) {
  return <Tick {...props} shape="switch" />
}
