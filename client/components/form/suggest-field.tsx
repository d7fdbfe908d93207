// A text input that suggests what to choose while one types: the combobox with a listbox of the ARIA Authoring Practices, over items of any kind.
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
  /** Best first. Rejects when the network is gone; what is no longer wanted is aborted. */
  readonly search: (query: string, signal: AbortSignal) => Promise<readonly Item[]>
  readonly keyOf: (item: Item) => string
  /** What stands in the input once the item is chosen. */
  readonly labelOf: (item: Item) => string
  /** An option of the list; its label where nothing richer is wanted. */
  readonly render?: ((item: Item) => ReactNode) | undefined
  readonly chosen: Item | null
  readonly onChoose: (item: Item) => void
  /** Present where choosing nothing is allowed: emptying the input says so. */
  readonly onClear?: (() => void) | undefined
  /**
   * Present where the form around the field is sent with what is chosen: another text takes the earlier choice away at once, and stays
   * in the input until an item is chosen. Without it the input returns to the choice when it is left.
   */
  readonly onDrop?: (() => void) | undefined
  readonly words: {
    readonly loading: string
    /** Nothing found: say what to try. */
    readonly nothing: string
    /** The search could not be made. */
    readonly offline: string
    /** “5 suggestions”, to ears. */
    readonly count: (count: number) => string
    readonly clear: string
    /** The input was left with a text that is no item: with `onDrop`. */
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
  /** Null while the input shows what is chosen. */
  const [typed, setTyped] = useState<string | null>(null)
  const [open, setOpen] = useState(false)
  const [active, setActive] = useState(0)
  const [isLeft, setLeft] = useState(false)
  /** Enter came before the answer: the first suggestion is taken when it is there. */
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

  /** A name that was typed to its end is a choice, unless several items have it. */
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
  // Chosen from outside: what was typed before is over.
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
    // An input method still composes the word: its Enter and arrows are not ours.
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
        // The form is not sent while another text stands in the input than what is chosen.
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
        // Not further: a dialog around the field stays open.
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
          // Empty, it would turn left to right and take the placeholder along.
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
                // The focus stays in the input while a finger or a mouse is on the list.
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
