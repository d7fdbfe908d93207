// Being written.
import { Shell } from '../shell.tsx'

export function MeetingPage({ slug, meetingId }: { readonly slug: string; readonly meetingId: string }) {
  return (
    <Shell>
      {slug} {meetingId}
    </Shell>
  )
}
