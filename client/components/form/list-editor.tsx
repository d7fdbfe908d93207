// An editable list: lines are added with Enter, pasted in bulk, moved by button or key, removed and restored.
import {
  type ClipboardEvent,
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react'
import { Button } from '../button.tsx'
import { Icon } from '../icon.tsx'
import fieldStyles from './field.module.css'
import styles from './list-editor.module.css'
import { insertedAt, linesOf, moved, without } from './list-lines.ts'

export type ListEditorProps<Item> = {
  readonly label: ReactNode
  readonly hint?: ReactNode
  readonly error?: ReactNode
  readonly items: readonly Item[]
  readonly onChange: (items: readonly Item[]) => void
  /** Called after a non-empty line was removed, so that it can be restored. */
  readonly onRemoved?: (item: Item, index: number) => void
  readonly make: (text: string) => Item
  readonly textOf: (item: Item) => string
  readonly withText: (item: Item, text: string) => Item
  /** Further controls of a line, beside its text. */
  readonly beside?: (item: Item, change: (item: Item) => void, index: number) => ReactNode
  readonly most: number
  readonly maxLength: number
  readonly lang?: string | undefined
  readonly dir?: 'rtl' | 'ltr' | undefined
  /** Positions count from 1; texts show them in the reader's digits. */
  readonly words: {
    readonly add: string
    readonly line: (position: number) => string
    readonly up: (position: number) => string
    readonly down: (position: number) => string
    readonly remove: (position: number) => string
    readonly movedTo: (position: number) => string
    readonly number: (position: number) => string
  }
}

type Target = 'text' | 'up' | 'down'

export function ListEditor<Item>(props: ListEditorProps<Item>) {
  const { items, onChange, textOf, withText, make, words } = props
  const id = useId()
  const list = useRef<HTMLOListElement>(null)
  const goTo = useRef<{ readonly index: number; readonly target: Target } | null>(null)
  const [said, setSaid] = useState('')
  const room = props.most - items.length

  useEffect(() => {
    const wanted = goTo.current
    if (wanted === null) return
    goTo.current = null
    const row = list.current?.children[Math.min(wanted.index, items.length - 1)]
    const found = row?.querySelector<HTMLElement>(`[data-target='${wanted.target}']`)
    const isBlocked = found?.getAttribute('aria-disabled') === 'true'
    const other = wanted.target === 'up' ? 'down' : 'up'
    ;(isBlocked ? row?.querySelector<HTMLElement>(`[data-target='${other}']`) : found)?.focus()
  }, [items])

  function put(index: number, item: Item): void {
    onChange(items.map((old, at) => (at === index ? item : old)))
  }

  function add(index: number, texts: readonly string[]): void {
    if (room <= 0) return
    const added = texts.slice(0, room).map(make)
    goTo.current = { index: index + added.length - 1, target: 'text' }
    onChange(insertedAt(items, index, added))
  }

  function move(from: number, to: number, target: Target): void {
    const after = moved(items, from, to)
    if (after === items) return
    goTo.current = { index: to, target }
    setSaid(words.movedTo(to + 1))
    onChange(after)
  }

  function remove(index: number): void {
    const item = items[index]
    if (item === undefined) return
    goTo.current = { index: Math.max(0, index - 1), target: 'text' }
    onChange(without(items, index))
    if (textOf(item).trim() !== '') props.onRemoved?.(item, index)
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>, index: number): void {
    if (event.nativeEvent.isComposing) return
    const isEmpty = event.currentTarget.value === ''
    if (event.altKey && event.key === 'ArrowUp') move(index, index - 1, 'text')
    else if (event.altKey && event.key === 'ArrowDown') move(index, index + 1, 'text')
    else if (event.key === 'Enter' && !isEmpty) add(index + 1, [''])
    else if (event.key === 'Backspace' && isEmpty && items.length > 1) remove(index)
    else if (event.key !== 'Enter') return
    event.preventDefault()
  }

  function onPaste(event: ClipboardEvent<HTMLTextAreaElement>, index: number): void {
    const lines = linesOf(event.clipboardData.getData('text/plain'))
    const item = items[index]
    if (lines.length < 2 || item === undefined) return
    event.preventDefault()
    const { selectionStart, selectionEnd, value } = event.currentTarget
    const rest = value.slice(0, selectionStart) + value.slice(selectionEnd)
    const added = lines.map(make).slice(0, rest === '' ? room + 1 : room)
    const at = rest === '' ? index : index + 1
    goTo.current = { index: at + added.length - 1, target: 'text' }
    onChange(insertedAt(rest === '' ? without(items, index) : items, at, added))
  }

  return (
    <fieldset className={styles.editor} aria-describedby={props.hint ? `${id}-hint` : undefined}>
      <legend className={styles.label}>{props.label}</legend>
      {props.hint ? (
        <p id={`${id}-hint`} className={fieldStyles.hint}>
          {props.hint}
        </p>
      ) : null}
      <ol ref={list} className={styles.list}>
        {items.map((item, index) => (
          // Rows have no identity besides their position: each renders the item now at that position.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <li key={index} className={styles.row}>
            <span className={styles.number} aria-hidden="true">
              {words.number(index + 1)}
            </span>
            <textarea
              data-target="text"
              className={`${fieldStyles.control} ${styles.text}`}
              rows={1}
              lang={props.lang}
              dir={props.dir ?? (textOf(item) === '' ? undefined : 'auto')}
              aria-label={words.line(index + 1)}
              maxLength={props.maxLength}
              value={textOf(item)}
              onChange={(event) => put(index, withText(item, event.target.value.replace(/\n/g, ' ')))}
              onKeyDown={(event) => onKeyDown(event, index)}
              onPaste={(event) => onPaste(event, index)}
            />
            {props.beside ? (
              <div className={styles.beside}>
                {props.beside(item, (changed) => put(index, changed), index)}
              </div>
            ) : null}
            <div className={styles.tools}>
              <Tool
                target="up"
                label={words.up(index + 1)}
                off={index === 0}
                onPress={() => move(index, index - 1, 'up')}
              />
              <Tool
                target="down"
                label={words.down(index + 1)}
                off={index === items.length - 1}
                onPress={() => move(index, index + 1, 'down')}
              />
              <button
                type="button"
                className={styles.tool}
                aria-label={words.remove(index + 1)}
                onClick={() => remove(index)}
              >
                <Icon name="close" />
              </button>
            </div>
          </li>
        ))}
      </ol>
      {room > 0 ? (
        <Button kind="plain" icon={<Icon name="plus" />} onClick={() => add(items.length, [''])}>
          {words.add}
        </Button>
      ) : null}
      <p className={fieldStyles.error} aria-live="polite">
        {props.error}
      </p>
      <span className="unseen" role="status" aria-live="polite">
        {said}
      </span>
    </fieldset>
  )
}

function Tool(props: {
  readonly target: 'up' | 'down'
  readonly label: string
  readonly off: boolean
  readonly onPress: () => void
}) {
  return (
    <button
      type="button"
      className={styles.tool}
      data-target={props.target}
      aria-label={props.label}
      aria-disabled={props.off}
      onClick={props.onPress}
    >
      <span className={props.target === 'up' ? styles.up : styles.down}>
        <Icon name="chevron" />
      </span>
    </button>
  )
}
