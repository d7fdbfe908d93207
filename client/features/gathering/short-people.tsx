// The count at the end of a list row: a number, a lower bound, or nothing when the count is 0 or hidden.
import type { CountsView } from '#shared/protocol/views.ts'
import { shortPeopleText } from '../../i18n/people-text.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'

export function ShortPeople({ counts }: { readonly counts: CountsView | undefined }) {
  const text = shortPeopleText(useI18n(), counts)
  return text === null ? null : <bdi>{text}</bdi>
}
