// How often this device wants updates of counts: a phone pays for its data, and a hall's screen wants every arrival at once.
import type { Pace } from '#shared/protocol/socket-events.ts'
import { type Connection, savesData } from '../sync/connection.ts'

export function paceOf(browser: Pick<Window, 'matchMedia'>, connection: Connection | undefined): Pace {
  const isPhone = browser.matchMedia('(max-width: 700px) and (pointer: coarse)').matches
  return savesData(connection) || isPhone ? 'sparing' : 'prompt'
}
