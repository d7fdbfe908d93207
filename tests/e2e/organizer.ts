// An organizer without a browser window: sets up a story over HTTP, with the commands that the pages send.
import { type APIRequestContext, expect, type PlaywrightWorkerArgs } from '@playwright/test'
import type { RunningServer } from '../support/start-server.ts'

export type Organizer = {
  readonly request: APIRequestContext
  /** Fails when it is refused. */
  readonly order: (
    name: string,
    payload: unknown,
  ) => Promise<{ readonly outcome: { readonly slug?: string } }>
  readonly placeIdOf: (city: string) => Promise<string>
  /** Creates a published gathering; returns its slug. `startsAt` in epoch ms. */
  readonly publish: (of: { readonly city: string; readonly startsAt: number }) => Promise<string>
  /** Open to all, in a hall. */
  readonly addMeeting: (of: {
    readonly meetingId: string
    readonly city: string
    readonly hostSecret: string
    readonly capacity: number | null
  }) => Promise<void>
}

export async function signInOrganizer(
  playwright: PlaywrightWorkerArgs['playwright'],
  server: RunningServer,
  gatheringId: string,
): Promise<Organizer> {
  const request = await playwright.request.newContext({
    baseURL: server.url,
    extraHTTPHeaders: { Origin: server.url },
  })
  await request.post('/api/claim', { data: { token: server.claimUrl().split('#')[1] } })
  let count = 0

  const order: Organizer['order'] = async (name, payload) => {
    count += 1
    const data = { commandId: `command-${count}`, gatheringId, name, payload }
    const answer = await (await request.post('/api/commands', { data })).json()
    expect(answer, name).toMatchObject({ ok: true })
    return answer
  }
  const placeIdOf: Organizer['placeIdOf'] = async (city) => {
    const found = await (await request.get(`/api/places?q=${city}&language=en`)).json()
    return found.places[0].placeId
  }
  return {
    request,
    order,
    placeIdOf,
    publish: async ({ city, startsAt }) => {
      await order('createGathering', { language: 'en' })
      await order('editGathering', {
        startsAt,
        leadPlaceId: await placeIdOf(city),
        texts: { en: { title: 'A shared hour' }, ar: { title: 'ساعة واحدة' } },
      })
      return (await order('publishGathering', {})).outcome.slug ?? ''
    },
    addMeeting: async ({ meetingId, city, hostSecret, capacity }) => {
      const exposure = { existence: 'public', counts: 'exact', address: 'public' }
      const hall = { hostAlias: 'Maya', venue: 'Hall', address: '', note: '', capacity }
      const plan = { ...hall, languages: ['en'], doorsMinutesBefore: 30, exposure }
      await order('addMeeting', { meetingId, placeId: await placeIdOf(city), hostSecret, plan })
    },
  }
}
