// Every suite computes local times as the server does. Tests of the browser's behaviour install `learnedOffset` instead, then restore this.
import { installZoneRules } from '#server/zones/zone-rules.ts'

installZoneRules()
