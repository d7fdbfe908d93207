// Detects pages opened at another address than PUBLIC_URL: they get no WebSocket, and sign-in and forms are refused.

export const openedElsewhereLine =
  'A page was opened at another address than PUBLIC_URL. There it gets no WebSocket, and signing in and forms are refused: set PUBLIC_URL to the address that people open.'

export type AddressWatch = {
  /** Call it when a page of another origin was refused although its address leads to this server. */
  readonly refused: () => void
  /** Set for an hour after the last such page; null otherwise. */
  readonly trouble: () => 'opened-elsewhere' | null
}

const remembersMs = 60 * 60_000

/** `onFirst` is called for the first such page. `now`: monotonic, ms. */
export function createAddressWatch(now: () => number, onFirst: () => void): AddressWatch {
  let lastAt: number | null = null
  return {
    refused: () => {
      if (lastAt === null) onFirst()
      lastAt = now()
    },
    trouble: () => (lastAt !== null && now() - lastAt < remembersMs ? 'opened-elsewhere' : null),
  }
}
