// A test gathering: a signed-in organizer, one published gathering, and cities in it.
import { randomBytes } from 'node:crypto'
import { type Exposure, exposurePresets } from '#shared/domain/exposure.ts'
import type { Answer } from '#shared/protocol/answers.ts'
import type { CommandInput, CommandName } from '#shared/protocol/commands.ts'
import type { Update } from '#shared/protocol/views.ts'
import { eventually, type Person, pause, snapshotOf } from './person.ts'
import { type TestApp, testInstant } from './test-app.ts'

export const cityIds = {
  gaziantep: '314830',
  berlin: '2950159',
  idlib: '169389',
  aleppo: '170063',
  toronto: '6167865',
}

export type TestCity = { readonly meetingId: string; readonly hostSecret: string }

export type TestGathering = {
  readonly gatheringId: string
  readonly slug: string
  readonly cookie: string
  readonly organizer: Person
  /** Sends a command as the organizer; throws when it is refused. */
  readonly order: <Name extends CommandName>(
    name: Name,
    payload: CommandInput<Name>,
  ) => Promise<Answer & { ok: true }>
  /**
   * Changes the slogan and waits until the organizer and these readers have received it; every earlier update has arrived by then, or
   * never will. Readers must have joined and may be of any audience.
   */
  readonly allTold: (...readers: readonly Person[]) => Promise<void>
  readonly addCity: (placeId: string, plan?: Partial<CommandInput<'addMeeting'>['plan']>) => Promise<TestCity>
}

export const makeSecret = (opens: 'r' | 'h' | 'i' | 'd') =>
  `${opens}_${randomBytes(24).toString('base64url')}`
export const makeTestId = () => randomBytes(12).toString('base64url')
export const invited: Exposure = { ...exposurePresets.open, existence: 'invited' }

export const openPlan: CommandInput<'addMeeting'>['plan'] = {
  hostAlias: 'Nour',
  venue: 'Hall',
  address: '1 Long Street',
  note: '',
  capacity: null,
  languages: ['ar'],
  doorsMinutesBefore: 30,
  exposure: exposurePresets.open,
  // At one moment of the test clock, tests send more replies than a city's limit allows; tests of bursts override this.
  admission: 'open',
}

export function accepted(answer: Answer): Answer & { ok: true } {
  if (!answer.ok) throw new Error(`refused: ${JSON.stringify(answer)}`)
  return answer
}

/** A draft with a title, an instant and a main place; published by default. */
export async function makeGathering(
  app: TestApp,
  {
    published = true,
    title = 'One hour',
    cookie: given,
    startsAt = testInstant,
  }: {
    readonly published?: boolean
    readonly title?: string
    /** The cookie of the organizer who makes it; by default the operator's. */
    readonly cookie?: string
    /** Epoch ms; servers that use the machine's clock need another instant than the default. */
    readonly startsAt?: number
  } = {},
): Promise<TestGathering> {
  const cookie = given ?? (await app.signIn())
  const organizer = await app.connect({ cookie })
  const gatheringId = makeTestId()
  const order: TestGathering['order'] = async (name, payload) => {
    for (;;) {
      const answer = await organizer.ask(name, gatheringId, payload)
      // A test sends faster than a person: repeats what the socket's rate limit refuses.
      if (answer.ok || answer.reason !== 'too-fast') return accepted(answer)
      await pause(50)
    }
  }
  await order('createGathering', { language: 'en' })
  await order('editGathering', {
    startsAt,
    lengthMs: 2 * 60 * 60_000,
    leadPlaceId: cityIds.gaziantep,
    texts: { en: { title, slogan: 'Together', statement: 'We meet.' } },
  })
  if (published) await order('publishGathering', {})
  const { gathering } = snapshotOf(await organizer.join({ gathering: gatheringId, as: 'organizer' }))
  let marks = 0
  const allTold: TestGathering['allTold'] = async (...readers) => {
    marks += 1
    const slogan = `Mark ${marks}`
    await order('editGathering', { texts: { en: { slogan } } })
    const isTold = ({ gathering: told }: Update) => told?.texts.en?.slogan === slogan
    for (const reader of [organizer, ...readers]) {
      await eventually(() => {
        if (!reader.updates().some(isTold)) throw new Error(`somebody was not told of ${slogan}`)
      }, 5000)
    }
  }
  return {
    gatheringId,
    slug: gathering.slug,
    cookie,
    organizer,
    order,
    allTold,
    addCity: async (placeId, plan = {}) => {
      const meetingId = makeTestId()
      const hostSecret = makeSecret('h')
      await order('addMeeting', { meetingId, placeId, hostSecret, plan: { ...openPlan, ...plan } })
      return { meetingId, hostSecret }
    },
  }
}
