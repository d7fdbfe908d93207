// All benchmarks by name, in the order in which they run.
import { benchAcknowledgementToScreen } from './acknowledgement-to-screen.ts'
import { benchAcknowledgements } from './acknowledgements.ts'
import { benchCalendar } from './calendar.ts'
import { benchFanOut } from './fan-out.ts'
import { benchFirstLoad } from './first-load.ts'
import { benchFloods } from './floods.ts'
import { benchHttp } from './http.ts'
import { benchLarge } from './large.ts'
import { benchLiveHour } from './live-hour.ts'
import type { Row } from './measure.ts'
import { benchMemory } from './memory.ts'
import type { Options } from './options.ts'
import { benchProcesses } from './processes.ts'
import { benchReplyToScreen } from './reply-to-screen.ts'
import { benchReturn } from './return.ts'
import { benchSearch } from './search.ts'
import { benchSqlite } from './sqlite.ts'
import { benchStartUp } from './start-up.ts'
import { benchStorm } from './storm.ts'

export type Benchmark = {
  readonly name: string
  readonly what: string
  readonly measure: (options: Options) => Promise<Row[]>
}

export const benchmarks: readonly Benchmark[] = [
  { name: 'fan-out', what: 'one update to very many screens', measure: benchFanOut },
  { name: 'memory', what: 'the memory of one screen that watches', measure: benchMemory },
  { name: 'replies', what: 'replies answered after they are on disk', measure: benchAcknowledgements },
  { name: 'storm', what: 'many reply while many watch, and the work it makes', measure: benchStorm },
  { name: 'processes', what: 'the work of four processes beside that of one', measure: benchProcesses },
  { name: 'return', what: 'all screens come back at once after a kill', measure: benchReturn },
  { name: 'large', what: '300 cities and very many replies', measure: benchLarge },
  { name: 'live-hour', what: 'bytes of a live hour to one phone', measure: benchLiveHour },
  { name: 'http', what: 'pages and files', measure: benchHttp },
  { name: 'search', what: 'a city in the whole gazetteer, slips included', measure: benchSearch },
  {
    name: 'calendar',
    what: 'a calendar of very many gatherings: the list, a month, filters, pages',
    measure: benchCalendar,
  },
  { name: 'sqlite', what: 'replies beside rows of the bare binding', measure: benchSqlite },
  { name: 'single', what: 'one reply, to its answer and to another screen', measure: benchReplyToScreen },
  {
    name: 'tick',
    what: 'from an answer to another screen, alone and while others reply',
    measure: benchAcknowledgementToScreen,
  },
  {
    name: 'floods',
    what: 'a reply and a page while a bot asks for ever new addresses',
    measure: benchFloods,
  },
  { name: 'start-up', what: 'from starting the process to its first answer', measure: benchStartUp },
  { name: 'first-load', what: 'what a first visit fetches, in a browser', measure: benchFirstLoad },
]
