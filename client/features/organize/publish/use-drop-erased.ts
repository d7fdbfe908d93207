// Removes an organizer's unsaved texts about erased cities from their device.
import { useEffect, useState } from 'react'
import type { MeetingView, Snapshot } from '#shared/protocol/views.ts'
import { dropErased } from '../../../sync/stored-changes.ts'

/** `isCurrent`: `shown` is up to date with the server. `isGone`: the gathering was removed. */
export function useDropErased(shown: Snapshot | null, isCurrent: boolean, isGone: boolean): void {
  const [known, setKnown] = useState<string | null>(null)
  const gatheringId = shown?.gathering.gatheringId ?? null
  if (gatheringId !== null && gatheringId !== known) setKnown(gatheringId)
  const there =
    shown === null || !isCurrent
      ? null
      : shown.meetings
          .filter((meeting) => !isErased(meeting))
          .map(({ meetingId }) => meetingId)
          .sort()
          .join(' ')
  useEffect(() => {
    if (gatheringId !== null && there !== null) dropErased(gatheringId, new Set(there.split(' ')))
  }, [gatheringId, there])
  useEffect(() => {
    if (isGone && known !== null) dropErased(known, null)
  }, [isGone, known])
}

/** A public city that was erased stays as withdrawn, without any text of its host. */
function isErased({ status, hostAlias, note, address }: MeetingView): boolean {
  const texts = [hostAlias, note, address?.venue ?? '', address?.address ?? '']
  return status === 'withdrawn' && texts.every((text) => text === '')
}
