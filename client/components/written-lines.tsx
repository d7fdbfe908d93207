// What a host wrote about a place: a line for each language, each in its own direction, all beginning at the reader's side.
import { writtenLines } from '#shared/domain/written-lines.ts'
import { LinkedText } from './linked-text.tsx'
import styles from './written-lines.module.css'

export function WrittenLines({ text }: { readonly text: string }) {
  return writtenLines(text).map((line) => (
    <span key={line} className={styles.line}>
      <bdi>
        <LinkedText text={line} />
      </bdi>
    </span>
  ))
}
