// A faulty network connection: a TCP proxy on the loopback that delays, throttles, stalls in either direction, and cuts.
import { createServer, type Server, Socket } from 'node:net'
import { pause } from './person.ts'

/** Direction: `up` from the client to the server, `down` back. */
export type Way = 'up' | 'down'

/** Faults per direction. A `stopped` direction reads nothing: the sender's buffers fill, and neither end sees an error. */
export type Treatment = {
  readonly stopped?: boolean
  readonly delayMs?: number
  readonly bytesPerSecond?: number
}

export type Connection = {
  readonly set: (way: Way, treatment: Treatment) => void
  /** Sends RST to both ends and drops all bytes in transit. */
  readonly cut: () => void
  readonly passed: (way: Way) => number
  readonly isOpen: () => boolean
}

export type FaultProxy = {
  readonly url: string
  /** All connections ever made, in order. */
  readonly connections: readonly Connection[]
  /** Applies to open connections and to all future ones. */
  readonly set: (way: Way | 'both', treatment: Treatment) => void
  readonly cut: () => void
  readonly close: () => Promise<void>
}

/** Forwards bytes to `target`, an http address on the loopback. */
export async function startFaultProxy(target: string): Promise<FaultProxy> {
  const { hostname, port } = new URL(target)
  const treatments: Record<Way, Treatment> = { up: {}, down: {} }
  const connections: Connection[] = []
  const server = createServer({ pauseOnConnect: true }, (client) => {
    connections.push(connect(client, { hostname, port: Number(port) }, treatments))
  })
  await listen(server)
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const open = () => connections.filter((connection) => connection.isOpen())
  return {
    url: `http://127.0.0.1:${address.port}`,
    connections,
    set: (ways, treatment) => {
      for (const way of ways === 'both' ? (['up', 'down'] as const) : [ways]) {
        treatments[way] = treatment
        for (const connection of open()) connection.set(way, treatment)
      }
    },
    cut: () => {
      for (const connection of open()) connection.cut()
    },
    close: () =>
      new Promise((resolve) => {
        for (const connection of open()) connection.cut()
        server.close(() => resolve())
      }),
  }
}

function connect(
  client: Socket,
  { hostname, port }: { readonly hostname: string; readonly port: number },
  treatments: Readonly<Record<Way, Treatment>>,
): Connection {
  const upstream = new Socket()
  upstream.connect(port, hostname)
  const ways = {
    up: pump(client, upstream, treatments.up),
    down: pump(upstream, client, treatments.down),
  }
  let isOpen = true
  const cut = () => {
    isOpen = false
    for (const way of Object.values(ways)) way.end()
    client.resetAndDestroy()
    upstream.resetAndDestroy()
  }
  for (const end of [client, upstream]) {
    end.setNoDelay(true)
    end.on('error', cut)
    // A stopped direction also hides that the other end has closed.
    end.on('close', cut)
  }
  return {
    set: (way, treatment) => ways[way].set(treatment),
    cut,
    passed: (way) => ways[way].passed(),
    isOpen: () => isOpen,
  }
}

/** Forwards bytes in one direction, one piece at a time, so that delays never reorder them. */
function pump(from: Socket, to: Socket, first: Treatment) {
  let treatment = first
  let passed = 0
  let isOver = false
  let carried: Promise<void> = Promise.resolve()
  let tell: () => void = () => undefined
  let changed = nextChange()

  function nextChange(): Promise<void> {
    return new Promise((resolve) => {
      tell = resolve
    })
  }

  async function carry(bytes: Buffer): Promise<void> {
    const { delayMs = 0, bytesPerSecond } = treatment
    if (delayMs > 0) await pause(delayMs)
    if (bytesPerSecond !== undefined) await pause((bytes.length / bytesPerSecond) * 1000)
    while (treatment.stopped === true && !isOver) await changed
    if (isOver) return
    passed += bytes.length
    if (!to.write(bytes)) await drained(to)
  }

  from.on('data', (bytes) => {
    // Pauses until this piece is forwarded; the rest stays in the system's buffers, as on a slow connection.
    from.pause()
    carried = carried.then(() => carry(bytes)).then(goOn)
  })
  from.on('end', () => {
    carried = carried.then(() => void to.end())
  })

  function goOn(): void {
    if (!isOver && treatment.stopped !== true) from.resume()
  }
  goOn()

  return {
    set: (next: Treatment) => {
      treatment = next
      tell()
      changed = nextChange()
      if (next.stopped === true) from.pause()
      else carried = carried.then(goOn)
    },
    passed: () => passed,
    end: () => {
      isOver = true
      tell()
    },
  }
}

function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    socket.once('drain', resolve)
    socket.once('close', resolve)
  })
}

function listen(server: Server): Promise<void> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
}
