// Every suite derives clocks as the server does. Tests of what a browser knows put `learnedOffset` in its place, and this back.
import { installZoneRules } from '#server/zones/zone-rules.ts'

installZoneRules()
