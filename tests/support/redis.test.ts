import { connect } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { startRedis } from './redis.ts'

/** The answer to one inline command. */
function say(url: string, line: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url)
    const socket = connect(Number(port), hostname, () => socket.write(`${line}\r\n`))
    socket.once('error', reject)
    socket.once('data', (bytes) => {
      socket.destroy()
      resolve(bytes.toString('utf8').trim())
    })
  })
}

test('a Redis of our own can be stopped, started again and emptied', async () => {
  const redis = await startRedis()
  onTestFinished(redis.remove)
  expect(await say(redis.url, 'SET word here')).toBe('+OK')
  expect(await say(redis.url, 'EXISTS word')).toBe(':1')
  await redis.flush()
  expect(await say(redis.url, 'EXISTS word')).toBe(':0')
  await redis.stop()
  await expect(say(redis.url, 'PING')).rejects.toThrow(/ECONNREFUSED/)
  await redis.start()
  expect(await say(redis.url, 'PING')).toBe('+PONG')
}, 60_000)
