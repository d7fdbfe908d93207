// Takes an organizer's unsaved words about cities that were erased off their device.
import { useEffect, useState } from 'react'
import type { MeetingView, Snapshot } from '#shared/protocol/views.ts'
import { dropErased } from '../../../sync/kept-changes.ts'

/** `isCurrent`: `shown` is what the server has now. `isGone`: the gathering was removed. */
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

/** A city that is erased and public stays as withdrawn, with nothing that its host wrote. */
function isErased({ status, hostAlias, note, address }: MeetingView): boolean {
  const texts = [hostAlias, note, address?.venue ?? '', address?.address ?? '']
  return status === 'withdrawn' && texts.every((text) => text === '')
}
