// Loads the clocks of all time zones, which organizing needs for any place typed, and returns which tz rules they follow.
import { useEffect, useState } from 'react'
import { learnAllZones, type ZoneRulesFacts } from './all-zones.ts'

/** Null while loading and without a network. */
export function useZoneRules(): ZoneRulesFacts | null {
  const [rules, setRules] = useState<ZoneRulesFacts | null>(null)
  useEffect(() => {
    let isWanted = true
    learnAllZones().then(
      (known) => isWanted && setRules(known),
      () => undefined,
    )
    return () => {
      isWanted = false
    }
  }, [])
  return rules
}
