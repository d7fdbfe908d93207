// A gathering to test with: an organizer signed in, one gathering published, and cities in it.
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
  /** As the organizer; throws when refused. */
  readonly order: <Name extends CommandName>(
    name: Name,
    payload: CommandInput<Name>,
  ) => Promise<Answer & { ok: true }>
  /**
   * Changes the slogan and waits until the organizer and these readers are told of it: all that was done before has been told then, or never
   * will be. Readers must have joined and may be of any audience.
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
  // Tests send more replies at one moment of their clock than a city gets; those of bursts say another one.
  admission: 'open',
}

export function accepted(answer: Answer): Answer & { ok: true } {
  if (!answer.ok) throw new Error(`refused: ${JSON.stringify(answer)}`)
  return answer
}

/** A draft with a title, an instant and a lead place, published unless told otherwise. */
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
    /** Of the organizer who makes it; the operator's own unless given. */
    readonly cookie?: string
    /** Epoch ms; of servers whose clock is the machine's another one than the tests'. */
    readonly startsAt?: number
  } = {},
): Promise<TestGathering> {
  const cookie = given ?? (await app.signIn())
  const organizer = await app.connect({ cookie })
  const gatheringId = makeTestId()
  const order: TestGathering['order'] = async (name, payload) => {
    for (;;) {
      const answer = await organizer.ask(name, gatheringId, payload)
      // A test asks faster than a person: what its socket's budget holds back is asked once more.
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
