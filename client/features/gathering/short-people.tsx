// How many people, at the end of a line: a figure, a floor in small words, or a dash that says to ears what it means.
import type { CountsView } from '#shared/protocol/views.ts'
import { shortPeopleText } from '../../i18n/people-text.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import styles from './short-people.module.css'

export function ShortPeople({ counts }: { readonly counts: CountsView | undefined }) {
  const i18n = useI18n()
  const text = shortPeopleText(i18n, counts)
  if (counts === undefined || counts.confirmed === null) {
    return (
      <>
        <span className={styles.closed} aria-hidden="true">
          –
        </span>
        <span className="unseen">{text}</span>
      </>
    )
  }
  return counts.rounded && counts.confirmed === 0 ? (
    <span className={styles.few}>{text}</span>
  ) : (
    <bdi>{text}</bdi>
  )
}
