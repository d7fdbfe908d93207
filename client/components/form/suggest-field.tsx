// A text input with suggestions: the combobox with a listbox of the ARIA Authoring Practices, generic over its items.
import {
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { Icon } from '../icon.tsx'
import fieldStyles from './field.module.css'
import styles from './suggest-field.module.css'
import { type Suggestions, useSuggestions } from './use-suggestions.ts'

export type SuggestFieldProps<Item> = {
  readonly label: ReactNode
  readonly name: string
  /** Best match first. Rejects without a network; searches that are no longer needed are aborted. */
  readonly search: (query: string, signal: AbortSignal) => Promise<readonly Item[]>
  readonly keyOf: (item: Item) => string
  /** The text of the input once the item is chosen. */
  readonly labelOf: (item: Item) => string
  /** Renders an option of the list; by default its label. */
  readonly render?: ((item: Item) => ReactNode) | undefined
  readonly chosen: Item | null
  readonly onChoose: (item: Item) => void
  /** Set if choosing nothing is allowed: emptying the input calls it. */
  readonly onClear?: (() => void) | undefined
  /**
   * Set if the enclosing form submits the choice: typing another text drops the earlier choice at once, and the text stays in the input
   * until an item is chosen. Without it the input returns to the chosen item when it loses the focus.
   */
  readonly onDrop?: (() => void) | undefined
  readonly words: {
    readonly loading: string
    /** Nothing found: suggests what to try. */
    readonly nothing: string
    /** The search failed. */
    readonly offline: string
    /** “5 suggestions”, for screen readers. */
    readonly count: (count: number) => string
    readonly clear: string
    /** With `onDrop`: the input lost the focus with a text that matches no item. */
    readonly unchosen?: string | undefined
  }
  readonly hint?: ReactNode
  readonly error?: ReactNode
  readonly aside?: ReactNode
  readonly labelUnseen?: boolean | undefined
  readonly placeholder?: string | undefined
  readonly required?: boolean | undefined
  readonly autoFocus?: boolean | undefined
  readonly debounceMs?: number | undefined
  readonly id?: string | undefined
}

export function SuggestField<Item>(props: SuggestFieldProps<Item>) {
  const { chosen, keyOf, labelOf, words } = props
  const ownId = useId()
  const id = props.id ?? ownId
  const input = useRef<HTMLInputElement>(null)
  /** Null while the input shows the chosen item. */
  const [typed, setTyped] = useState<string | null>(null)
  const [open, setOpen] = useState(false)
  const [active, setActive] = useState(0)
  const [isLeft, setLeft] = useState(false)
  /** Enter was pressed before the results arrived: choose the first one when they do. */
  const takesFirst = useRef(false)
  const query = typed?.trim() ?? ''
  const suggestions = useSuggestions(query, props.search, props.debounceMs ?? 160)
  const items = 'items' in suggestions ? suggestions.items : []
  const isShown = open && query !== '' && suggestions.state !== 'idle'
  const activeItem = isShown ? items[active] : undefined

  function choose(item: Item): void {
    takesFirst.current = false
    setTyped(null)
    setOpen(false)
    props.onChoose(item)
  }

  /** Typing a full name counts as a choice, unless several items share the name. */
  function onlyNamed(found: readonly Item[]): Item | undefined {
    const named = found.filter((item) => labelOf(item).toLowerCase() === query.toLowerCase())
    return named.length === 1 ? named[0] : undefined
  }

  function leave(): void {
    takesFirst.current = false
    setOpen(false)
    setLeft(true)
    if (typed === null) return
    if (query === '') {
      setTyped(null)
      props.onClear?.()
      return
    }
    const named = onlyNamed(items)
    if (named !== undefined) choose(named)
    else if (props.onDrop === undefined) setTyped(null)
  }

  const chosenKey = chosen === null ? null : keyOf(chosen)
  // An item was chosen from outside: discard the typed text.
  useEffect(() => {
    if (chosenKey !== null) setTyped(null)
  }, [chosenKey])

  const answered = useRef<(found: readonly Item[]) => void>(() => undefined)
  useLayoutEffect(() => {
    answered.current = (found) => {
      const item = takesFirst.current ? found[0] : isLeft ? onlyNamed(found) : undefined
      takesFirst.current = false
      if (item !== undefined) choose(item)
    }
  })
  useEffect(() => {
    setActive(0)
    if (suggestions.state === 'ready') answered.current(suggestions.items)
  }, [suggestions])

  useEffect(() => {
    if (activeItem === undefined) return
    document.getElementById(`${id}-option-${active}`)?.scrollIntoView({ block: 'nearest' })
  }, [id, active, activeItem])

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    // An input method is composing: Enter and arrows belong to it.
    if (event.nativeEvent.isComposing) return
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp': {
        if (query === '') return
        event.preventDefault()
        const step = event.key === 'ArrowDown' ? 1 : -1
        if (!open) setOpen(true)
        else if (items.length > 0) setActive((active + step + items.length) % items.length)
        return
      }
      case 'Enter':
        // Do not submit the form while the text differs from the chosen item.
        if (typed === null) return
        event.preventDefault()
        if (query === '') {
          setTyped(null)
          props.onClear?.()
        } else if (!open) setOpen(true)
        else if (suggestions.state === 'loading' && active === 0) takesFirst.current = true
        else if (activeItem !== undefined) choose(activeItem)
        return
      case 'Escape':
        if (typed === null) return
        // Stop the event, so that an enclosing dialog stays open.
        event.preventDefault()
        event.stopPropagation()
        if (isShown) setOpen(false)
        else setTyped(null)
        return
    }
  }

  const error =
    props.error || (isLeft && typed !== null && query !== '' && props.onDrop ? words.unchosen : null)
  const described = [error ? `${id}-error` : '', props.hint ? `${id}-hint` : ''].filter(Boolean).join(' ')
  return (
    <div className={fieldStyles.field} data-invalid={error ? true : undefined}>
      <label id={`${id}-label`} className={props.labelUnseen ? 'unseen' : fieldStyles.label} htmlFor={id}>
        {props.label}
        {props.aside ? <span className={fieldStyles.aside}> {props.aside}</span> : null}
      </label>
      {props.hint ? (
        <p id={`${id}-hint`} className={fieldStyles.hint}>
          {props.hint}
        </p>
      ) : null}
      <div className={styles.place}>
        <span className={styles.mark}>
          <Icon name="search" />
        </span>
        <input
          ref={input}
          id={id}
          name={props.name}
          type="text"
          // While empty it would run left to right, and its placeholder with it.
          dir={typed === '' || (typed === null && chosen === null) ? undefined : 'auto'}
          role="combobox"
          className={`${fieldStyles.control} ${styles.input}`}
          value={typed ?? (chosen === null ? '' : labelOf(chosen))}
          placeholder={props.placeholder}
          required={props.required}
          // biome-ignore lint/a11y/noAutofocus: only where the reader just asked for this field
          autoFocus={props.autoFocus}
          autoComplete="off"
          autoCorrect="off"
          autoCapitalize="none"
          spellCheck={false}
          enterKeyHint="done"
          aria-autocomplete="list"
          aria-expanded={isShown}
          aria-controls={isShown ? `${id}-list` : undefined}
          aria-activedescendant={activeItem === undefined ? undefined : `${id}-option-${active}`}
          aria-invalid={error ? true : undefined}
          aria-describedby={described || undefined}
          onFocus={(event) => {
            setLeft(false)
            event.target.select()
          }}
          onChange={(event) => {
            takesFirst.current = false
            if (typed === null && chosen !== null) props.onDrop?.()
            setTyped(event.target.value)
            setOpen(true)
          }}
          onClick={() => setOpen(true)}
          onKeyDown={onKeyDown}
          onBlur={leave}
        />
        {props.onClear !== undefined && chosen !== null && typed === null ? (
          <button
            type="button"
            className={styles.clear}
            aria-label={words.clear}
            onClick={() => {
              props.onClear?.()
              input.current?.focus()
            }}
          >
            <Icon name="close" />
          </button>
        ) : null}
        {isShown ? (
          <div className={styles.popup}>
            {items.length > 0 ? (
              <div
                id={`${id}-list`}
                role="listbox"
                // Keep the focus in the input when the list is pressed.
                onMouseDown={(event) => event.preventDefault()}
                aria-labelledby={`${id}-label`}
                className={styles.list}
                aria-busy={suggestions.state === 'loading' || undefined}
              >
                {items.map((item, index) => (
                  // biome-ignore lint/a11y/useKeyWithClickEvents: keys are heard by the input, as the pattern has it
                  <div
                    key={keyOf(item)}
                    id={`${id}-option-${index}`}
                    role="option"
                    tabIndex={-1}
                    aria-selected={index === active}
                    className={styles.option}
                    onPointerMove={() => setActive(index)}
                    onClick={() => choose(item)}
                  >
                    {props.render === undefined ? labelOf(item) : props.render(item)}
                  </div>
                ))}
              </div>
            ) : (
              <p id={`${id}-list`} className={styles.state}>
                {stateText(suggestions, words)}
              </p>
            )}
          </div>
        ) : null}
      </div>
      <span className="unseen" role="status" aria-live="polite">
        {!isShown || suggestions.state === 'loading'
          ? ''
          : items.length > 0
            ? words.count(items.length)
            : stateText(suggestions, words)}
      </span>
      <p id={`${id}-error`} className={fieldStyles.error} aria-live="polite">
        {error}
      </p>
    </div>
  )
}

function stateText<Item>(suggestions: Suggestions<Item>, words: SuggestFieldProps<Item>['words']): string {
  switch (suggestions.state) {
    case 'idle':
      return ''
    case 'loading':
      return words.loading
    case 'failed':
      return words.offline
    case 'ready':
      return words.nothing
  }
}
