// How often this device wants to be told numbers: a phone pays for its bytes, and a hall's screen wants every arrival at once.
import type { Pace } from '#shared/protocol/socket-events.ts'

type Connection = { readonly saveData?: boolean; readonly effectiveType?: string }

export function paceOf(
  browser: Pick<Window, 'matchMedia'>,
  { connection }: { readonly connection?: Connection | undefined },
): Pace {
  const isSaving = connection?.saveData === true || /^(slow-)?2g$|^3g$/.test(connection?.effectiveType ?? '')
  const isPhone = browser.matchMedia('(max-width: 700px) and (pointer: coarse)').matches
  return isSaving || isPhone ? 'sparing' : 'prompt'
}
