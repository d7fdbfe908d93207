// Under the map, what is pointed at there or in a list beside it: in words, with a way to go there.
import { useMarked } from '../marked-together.tsx'
import styles from './world.module.css'

export type WorldCaptionProps = {
  /** In words, for one city or several. */
  readonly say: (ids: readonly string[]) => string | null
  /** Null for several. */
  readonly hrefOf: (ids: readonly string[]) => string | null
  readonly open: string
  readonly onPick: ((id: string) => void) | undefined
}

/** Silent: whoever hears the page has just heard the same from the mark itself. */
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
          // For fingers: keys open the mark itself, and when they leave it these words go.
          tabIndex={-1}
          // Stays there to be pressed while the mark itself gives the focus away.
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
