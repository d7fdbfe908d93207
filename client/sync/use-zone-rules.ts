// The clocks of all zones, which organizing needs for whatever is typed; and which rules they follow.
import { useEffect, useState } from 'react'
import { learnAllZones, type ZoneRulesFacts } from './all-zones.ts'

/** Null until they are known, and while there is no network. */
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
