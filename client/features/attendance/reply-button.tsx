// The button that starts a reply. It opens the sheet; while or where there is no script, it leads to the plain form.
import { Button } from '../../components/button.tsx'
import { useI18n } from '../../i18n/use-i18n.tsx'

export type ReplyButtonProps = {
  readonly slug: string
  /** The city whose page this is. */
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
