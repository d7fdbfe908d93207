// One test app per file: started before the first test and closed after the last, which fails if the operator was notified of trouble.
import { afterAll, beforeAll, expect } from 'vitest'
import { startTestApp, type TestApp } from './test-app.ts'

/** Call at the top of a file. The app is available from the first `beforeAll` registered after this call. */
export function startFileApp(options?: Parameters<typeof startTestApp>[0]): TestApp {
  let started: TestApp | undefined
  const app = (): TestApp => {
    if (started === undefined) throw new Error('the app is used before it is started')
    return started
  }
  beforeAll(async () => {
    started = await startTestApp(options)
  })
  afterAll(async () => {
    await app().close()
    expect(app().trouble).toEqual([])
  })
  return {
    everythingKept: () => app().everythingKept(),
    url: () => app().url(),
    store: () => app().store(),
    app: () => app().app(),
    get trouble() {
      return app().trouble
    },
    get clock() {
      return app().clock
    },
    connect: (connecting) => app().connect(connecting),
    signIn: () => app().signIn(),
    restart: () => app().restart(),
    close: () => app().close(),
  }
}
