// The map of a roll-call: every city of the gathering, highlighted once it has answered.

import { useMemo } from 'react'
import { ownValue } from '#shared/domain/own-value.ts'
import type { RollCallView, Snapshot } from '#shared/protocol/views.ts'
import { LiveWorld } from '../../features/gathering/live-world.tsx'
import { useCities } from '../../features/gathering/use-cities.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { useNow } from '../../sync/use-sync.ts'

export function RollWorld(props: {
  readonly snapshot: Snapshot
  readonly roll: RollCallView
  readonly onPick: (meetingId: string) => void
}) {
  const { snapshot, roll } = props
  const { gathering, counts } = snapshot
  const { t, language } = useI18n()
  const cities = useCities(snapshot, language, null)
  const minute = useNow(60_000)
  const called = useMemo(
    () => ({
      label: t('control.roll-world'),
      hasAnswered: (meetingId: string) => ownValue(roll.answers, meetingId) !== undefined,
      say: (hasAnswered: boolean) => t(hasAnswered ? 'control.roll-answered' : 'control.roll-silent'),
    }),
    [t, roll],
  )
  return (
    <LiveWorld
      slug={gathering.slug}
      cities={cities}
      counts={counts}
      instant={minute}
      shownIn={() => minute}
      isLive={false}
      rolls={true}
      centre={gathering.leadPlace?.longitude}
      onPick={props.onPick}
      roll={called}
    />
  )
}
