// One labelled input with its hint and error, linked for assistive technology; independent of any form library.
import { type KeyboardEvent, type ReactNode, useId } from 'react'
import styles from './field.module.css'

type Common = {
  readonly label: ReactNode
  readonly name: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly onBlur?: (() => void) | undefined
  /** Enter calls this instead of submitting the enclosing form, except while an input method composes a word. */
  readonly onEnter?: (() => void) | undefined
  readonly hint?: ReactNode
  /** What is wrong and how to fix it; its presence marks the field invalid. */
  readonly error?: ReactNode
  /** A short text beside the label, such as “optional”. */
  readonly aside?: ReactNode
  readonly required?: boolean | undefined
  readonly disabled?: boolean | undefined
  readonly autoFocus?: boolean | undefined
  readonly autoComplete?: string | undefined
  readonly placeholder?: string | undefined
  readonly maxLength?: number | undefined
  /** Hides the label visually, where the layout makes it obvious. */
  readonly labelUnseen?: boolean | undefined
  /** The language of the value, if known and different from the page's. */
  readonly lang?: string | undefined
  /** The direction of that language; without it, free text determines its own direction. */
  readonly dir?: 'rtl' | 'ltr' | undefined
}

export type FieldProps = Common &
  (
    | {
        readonly kind?: 'text' | 'search' | 'url' | 'email' | 'password'
        readonly inputMode?: 'text' | 'numeric' | 'url' | 'search'
      }
    | { readonly kind: 'textarea'; readonly rows?: number }
    | { readonly kind: 'number'; readonly min?: number; readonly max?: number; readonly step?: number }
    | { readonly kind: 'datetime-local'; readonly min?: string; readonly max?: string }
    | {
        readonly kind: 'select'
        readonly options: readonly {
          readonly value: string
          readonly label: string
          readonly disabled?: boolean
        }[]
      }
  )

/** Machine text (numbers, addresses) runs left to right in every language; free text determines its own direction. */
function directionOf(kind: NonNullable<FieldProps['kind']>): 'ltr' | 'auto' | undefined {
  if (kind === 'text' || kind === 'search' || kind === 'textarea') return 'auto'
  return kind === 'select' || kind === 'datetime-local' ? undefined : 'ltr'
}

export function Field(props: FieldProps) {
  const id = useId()
  const described = [props.error ? `${id}-error` : '', props.hint ? `${id}-hint` : '']
    .filter(Boolean)
    .join(' ')
  // With `dir=auto` an empty field would run left to right, and its placeholder with it.
  const isPlaceholder = props.value === '' && props.placeholder !== undefined
  const shared = {
    id,
    name: props.name,
    value: props.value,
    lang: props.lang,
    dir: props.dir ?? (isPlaceholder ? undefined : directionOf(props.kind ?? 'text')),
    required: props.required,
    disabled: props.disabled,
    autoFocus: props.autoFocus,
    autoComplete: props.autoComplete,
    placeholder: props.placeholder,
    maxLength: props.maxLength,
    onBlur: props.onBlur,
    onKeyDown: (event: KeyboardEvent) => {
      if (props.onEnter === undefined || event.key !== 'Enter' || event.nativeEvent.isComposing) return
      event.preventDefault()
      props.onEnter()
    },
    'aria-invalid': props.error ? true : undefined,
    'aria-describedby': described || undefined,
    className: styles.control,
    onChange: (event: { readonly target: { readonly value: string } }) => props.onChange(event.target.value),
  } as const
  return (
    <div className={styles.field} data-invalid={props.error ? true : undefined}>
      <label className={props.labelUnseen ? 'unseen' : styles.label} htmlFor={id}>
        {props.label}
        {props.aside ? <span className={styles.aside}> {props.aside}</span> : null}
      </label>
      {props.hint ? (
        <p id={`${id}-hint`} className={styles.hint}>
          {props.hint}
        </p>
      ) : null}
      {props.kind === 'textarea' ? (
        <textarea {...shared} rows={props.rows ?? 5} />
      ) : props.kind === 'select' ? (
        <span className={styles.select}>
          <select {...shared}>
            {props.options.map((option) => (
              <option key={option.value} value={option.value} disabled={option.disabled}>
                {option.label}
              </option>
            ))}
          </select>
        </span>
      ) : props.kind === 'number' ? (
        <input
          {...shared}
          type="number"
          inputMode="numeric"
          min={props.min}
          max={props.max}
          step={props.step}
        />
      ) : props.kind === 'datetime-local' ? (
        <input {...shared} type="datetime-local" min={props.min} max={props.max} />
      ) : (
        <input {...shared} type={props.kind ?? 'text'} inputMode={props.inputMode} />
      )}
      {/* Always mounted, so that filling it is announced; an alert inserted late is often missed. */}
      <p id={`${id}-error`} className={styles.error} aria-live="polite">
        {props.error}
      </p>
    </div>
  )
}
