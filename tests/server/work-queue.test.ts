// Sources take turns in a queue, and none can fill it for the others.
import { expect, test } from 'vitest'
import { answerAs } from '#server/sources/request-source.ts'
import { TooBusy } from '#server/too-busy.ts'
import { createWorkQueue } from '#server/work-queue.ts'

test('F22: a source that fills a queue makes room for another, whose turn comes next', async () => {
  const queue = createWorkQueue(1, { pages: 10 })
  const done: string[] = []
  const held = deferred()
  const ask = (source: string | null, name: string) =>
    new Promise<string>((resolve) => {
      answerAs(source, () => {
        const work = async () => {
          await held.promise
          done.push(name)
          return name
        }
        queue.run('pages', work).then(resolve, (error: unknown) => {
          resolve(error instanceof TooBusy ? 'too busy' : String(error))
        })
      })
    })
  const flood = Array.from({ length: 30 }, (_, index) => ask('one', `flood ${index}`))
  const person = ask('two', 'person')
  const unknown = ask(null, 'unknown')
  expect(queue.waiting('pages')).toBe(10)
  held.resolve()
  expect(await person).toBe('person')
  expect(await unknown).toBe('unknown')
  const floodAnswers = await Promise.all(flood)
  expect(floodAnswers.filter((answer) => answer === 'too busy').length).toBe(21)
  expect(done.indexOf('person')).toBeLessThanOrEqual(2)
  expect(done.indexOf('unknown')).toBeLessThanOrEqual(4)
})

function deferred(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve: () => void = () => undefined
  const promise = new Promise<void>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}
