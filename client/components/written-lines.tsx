// A host's text about a place: one line per language, each in its own direction, all aligned to the start of the page's direction.
import { writtenLines } from '#shared/domain/written-lines.ts'
import { LinkedText } from './linked-text.tsx'
import { useWritten } from './written.tsx'
import styles from './written-lines.module.css'

export function WrittenLines({
  text,
  likely,
}: {
  readonly text: string
  /** The languages spoken there. */
  readonly likely?: readonly string[]
}) {
  const written = useWritten()
  return writtenLines(text).map((line) => (
    <span key={line} className={styles.line}>
      <bdi {...written(line, { likely })}>
        <LinkedText text={line} />
      </bdi>
    </span>
  ))
}
