// The caption under the map: the city pointed at on the map or in a list, in words, with a link to it.
import { useMarked } from '../marked-together.tsx'
import styles from './world.module.css'

export type WorldCaptionProps = {
  /** Describes one city or several. */
  readonly say: (ids: readonly string[]) => string | null
  /** Null for several cities. */
  readonly hrefOf: (ids: readonly string[]) => string | null
  readonly open: string
  readonly onPick: ((id: string) => void) | undefined
}

/** Hidden from screen readers, which have just announced the same text from the mark. */
export function WorldCaption({ say, hrefOf, open, onPick }: WorldCaptionProps) {
  const ids = useMarked()
  const words = ids.length === 0 ? null : say(ids)
  if (words === null) return null
  const href = hrefOf(ids)
  const [id] = ids
  return (
    <p className={styles.caption} data-screen-only="">
      <span aria-hidden="true">{words}</span>{' '}
      {href === null || id === undefined ? null : (
        <a
          href={href}
          // For touch only: the keyboard opens the mark itself, and this caption disappears when the mark loses the focus.
          tabIndex={-1}
          // Keeps the caption in place while it is pressed, although the mark loses the focus.
          onMouseDown={(event) => event.preventDefault()}
          onClick={(event) => {
            if (onPick === undefined || event.metaKey || event.ctrlKey) return
            event.preventDefault()
            onPick(id)
          }}
        >
          {open}
        </a>
      )}
    </p>
  )
}
