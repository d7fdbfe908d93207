// One test app for a whole file: started before its first test and closed after its last, which fails where the operator was told of trouble.
import { afterAll, beforeAll, expect } from 'vitest'
import { startTestApp, type TestApp } from './test-app.ts'

/** Called at the top of a file. The app may be used from the first `beforeAll` behind it on. */
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
