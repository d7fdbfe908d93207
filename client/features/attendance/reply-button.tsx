// The button of the first tap. With script it opens the sheet; before it has come, and without it, it leads to the plain form.
import { Button } from '../../components/button.tsx'
import { useI18n } from '../../i18n/use-i18n.tsx'

export type ReplyButtonProps = {
  readonly slug: string
  /** The city of the page it stands on. */
  readonly meetingId?: string
  readonly kind: 'signal' | 'quiet'
  /** The public counts say that the city is full. */
  readonly isFull?: boolean
  readonly onOpen: () => void
}

export function ReplyButton({ slug, meetingId, kind, isFull = false, onOpen }: ReplyButtonProps) {
  const { t, language } = useI18n()
  return (
    <form
      method="get"
      action={`/g/${slug}/come`}
      onSubmit={(event) => {
        event.preventDefault()
        onOpen()
      }}
    >
      {meetingId === undefined ? null : <input type="hidden" name="city" value={meetingId} />}
      <input type="hidden" name="lang" value={language} />
      <Button type="submit" kind={kind} size="large" aria-haspopup="dialog">
        {t(isFull ? 'common.join-waiting-list' : 'reply.open')}
      </Button>
    </form>
  )
}
