// The benchmark's side of a load generator: starts it, sends orders, waits for the results.
import { fork } from 'node:child_process'
import { join } from 'node:path'
import type { DoneMessage, OrderMessage, Orders } from './generator.ts'

type Result<Name extends keyof Orders> = Awaited<ReturnType<Orders[Name]>>

export type Generator = {
  readonly order: <Name extends keyof Orders>(
    name: Name,
    ...order: Parameters<Orders[Name]>
  ) => Promise<Result<Name>>
  readonly stop: () => void
}

export function startGenerator(): Generator {
  const child = fork(join(import.meta.dirname, 'generator.ts'), {
    execArgv: ['--import', 'tsx', '--max-semi-space-size=64'],
    serialization: 'advanced',
    env: { ...process.env, NODE_ENV: 'production' },
  })
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>()
  let lastId = 0
  child.on('message', ({ id, value, failure }: DoneMessage) => {
    const waits = waiting.get(id)
    waiting.delete(id)
    if (failure === undefined) waits?.resolve(value as never)
    else waits?.reject(new Error(failure))
  })
  child.once('exit', (code, signal) => {
    for (const { reject } of waiting.values())
      reject(new Error(`The load generator ended (${signal ?? code}).`))
  })
  return {
    order: (name, ...[order]) =>
      new Promise((resolve, reject) => {
        if (!child.connected) {
          reject(new Error('The load generator is gone.'))
          return
        }
        lastId += 1
        waiting.set(lastId, { resolve, reject })
        child.send({ id: lastId, name, order } satisfies OrderMessage)
      }),
    stop: () => void child.kill('SIGKILL'),
  }
}
