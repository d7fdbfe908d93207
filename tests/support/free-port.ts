// A port for a test server, which it keeps through restarts.
import { once } from 'node:events'
import { createServer } from 'node:net'

/**
 * Below the ephemeral ports (from 32768 on Linux, from 49152 elsewhere). Tests open thousands of connections, one of which
 * could otherwise take the port before the server listens or while it restarts.
 */
const ports = { from: 12_000, to: 32_000 }

/** A random free port of 127.0.0.1. Throws after twenty taken ones in a row. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 20; tries += 1) {
    const port = ports.from + Math.floor(Math.random() * (ports.to - ports.from))
    if (await isFree(port)) return port
  }
  throw new Error('no free port')
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer()
  try {
    await once(probe.listen(port, '127.0.0.1'), 'listening')
  } catch {
    return false
  }
  probe.close()
  await once(probe, 'close')
  return true
}
