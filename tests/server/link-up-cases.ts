// The commands of a link-up's crew, one by one, for the suite that compares updates with fresh snapshots.
import { exposurePresets } from '#shared/domain/exposure.ts'
import type { CommandInput, CommandName } from '#shared/protocol/commands.ts'
import type { Person } from '../support/person.ts'
import {
  accepted,
  invited,
  makeTestId,
  type TestCity,
  type TestGathering,
} from '../support/test-gathering.ts'

type Scene = {
  readonly gathering: TestGathering
  readonly participant: Person
  readonly cities: Readonly<Record<'open' | 'invited', TestCity>>
}
type Act = (scene: Scene) => Promise<unknown>
type Case = { readonly command: CommandName; readonly what: string; readonly before?: Act; readonly act: Act }

const seatId = 'seat-of-the-test'
const rollId = 'roll-of-the-test'
const rehearsalId = 'rehearsal-of-the-test'
const seat = { seatId, term: 1 }
const recordingAddress = 'https://videos.example.org/watch'

export function segmentOf(
  meetingId: string | null,
  segmentId = 'segment-of-the-test',
): CommandInput<'putSegment'> {
  const segment = {
    segmentId,
    meetingId,
    kind: 'report',
    language: 'ar',
    title: 'From here',
    lengthMs: 300_000,
    pinnedMs: null,
    overrun: 'push',
  } as const
  return { segment, afterSegmentId: null }
}

const sit: Act = ({ gathering }) => gathering.order('takeSeat', { seatId, alias: 'Layla', seenTerm: 0 })
const rehearse: Act = ({ gathering }) => gathering.order('startRehearsal', { rehearsalId })
const call: Act = ({ gathering }) => gathering.order('callRoll', { rollId })
let directorId = ''
const appoint: Act = ({ gathering }) => {
  directorId = makeTestId()
  return gathering.order('appointDirector', {
    directorId,
    alias: 'Sami',
    directorSecret: `d_${'s'.repeat(32)}`,
  })
}

async function asHost<Name extends CommandName>(
  { gathering, participant }: Scene,
  { hostSecret }: TestCity,
  name: Name,
  payload: CommandInput<Name>,
): Promise<unknown> {
  return accepted(await participant.ask(name, gathering.gatheringId, payload, { credential: hostSecret }))
}

const putOnAir =
  (city: 'open' | 'invited'): Act =>
  async ({ gathering, cities }) => {
    const { meetingId } = cities[city]
    const address = 'https://live.example.org/one.m3u8'
    await gathering.order('addStream', { meetingId, streamId: 'stream-main', role: 'main', address })
    await gathering.order('setLink', { meetingId, status: 'ready' })
  }

const both =
  (...acts: readonly Act[]): Act =>
  async (scene) => {
    for (const act of acts) await act(scene)
  }

export const linkUpCases: readonly Case[] = [
  ...(['open', 'invited'] as const).flatMap((city): Case[] => [
    {
      command: 'putSegment',
      what: `given to the ${city} city`,
      act: ({ gathering, cities }) => gathering.order('putSegment', segmentOf(cities[city].meetingId)),
    },
    {
      command: 'handStage',
      what: `to a segment of the ${city} city`,
      before: both(putOnAir(city), ({ gathering, cities }) =>
        gathering.order('putSegment', segmentOf(cities[city].meetingId)),
      ),
      act: ({ gathering, cities }) =>
        gathering.order('handStage', {
          meetingId: cities[city].meetingId,
          segmentId: 'segment-of-the-test',
          seenFence: 0,
        }),
    },
    {
      command: 'setRecording',
      what: `of the ${city} city, by its host`,
      act: (scene) =>
        asHost(scene, scene.cities[city], 'setRecording', {
          meetingId: scene.cities[city].meetingId,
          segmentId: null,
          address: recordingAddress,
        }),
    },
    {
      command: 'setRecording',
      what: `of a segment of the ${city} city, which then leaves and comes back`,
      before: ({ gathering, cities }) => gathering.order('putSegment', segmentOf(cities[city].meetingId)),
      act: async ({ gathering, cities }) => {
        const segmentId = 'segment-of-the-test'
        await gathering.order('setRecording', { meetingId: null, segmentId, address: recordingAddress })
        await gathering.order('removeSegment', { segmentId })
        await gathering.order('putSegment', segmentOf(cities[city].meetingId))
      },
    },
    {
      command: 'answerRoll',
      what: `by the ${city} city`,
      before: call,
      act: (scene) =>
        asHost(scene, scene.cities[city], 'answerRoll', { rollId, meetingId: scene.cities[city].meetingId }),
    },
    {
      command: 'answerRoll',
      what: `by the ${city} city in the rehearsal`,
      before: both(rehearse, ({ gathering }) => gathering.order('callRoll', { rollId, isRehearsal: true })),
      act: (scene) =>
        asHost(scene, scene.cities[city], 'answerRoll', {
          rollId,
          meetingId: scene.cities[city].meetingId,
          isRehearsal: true,
        }),
    },
    {
      command: 'sendCue',
      what: `to the ${city} city`,
      act: ({ gathering, cities }) =>
        gathering.order('sendCue', {
          messageId: 'message-of-the-test',
          meetingId: cities[city].meetingId,
          cue: 'stand-by',
        }),
    },
    {
      command: 'sendMessage',
      what: `from the ${city} city`,
      act: (scene) =>
        asHost(scene, scene.cities[city], 'sendMessage', {
          messageId: 'message-of-the-test',
          meetingId: scene.cities[city].meetingId,
          text: 'We are ready',
        }),
    },
  ]),
  {
    command: 'editMeeting',
    what: 'a hidden city with a segment and an answer is opened',
    before: both(
      ({ gathering, cities }) => gathering.order('putSegment', segmentOf(cities.invited.meetingId)),
      call,
      (scene) =>
        asHost(scene, scene.cities.invited, 'answerRoll', {
          rollId,
          meetingId: scene.cities.invited.meetingId,
        }),
    ),
    act: ({ gathering, cities }) =>
      gathering.order('editMeeting', {
        meetingId: cities.invited.meetingId,
        edit: { exposure: { existence: 'public', counts: 'exact', address: 'public' } },
      }),
  },
  {
    command: 'countWalkIns',
    what: 'in a city with a segment, which its crew alone reads',
    before: ({ gathering, cities }) => gathering.order('putSegment', segmentOf(cities.open.meetingId)),
    act: (scene) =>
      asHost(scene, scene.cities.open, 'countWalkIns', {
        meetingId: scene.cities.open.meetingId,
        walkIns: 3,
      }),
  },
  {
    command: 'removeSegment',
    what: 'the only one',
    before: ({ gathering }) => gathering.order('putSegment', segmentOf(null)),
    act: ({ gathering }) => gathering.order('removeSegment', { segmentId: 'segment-of-the-test' }),
  },
  {
    command: 'removeSegment',
    what: 'the one that runs, on both stages',
    before: both(
      putOnAir('open'),
      ({ gathering }) => gathering.order('putSegment', segmentOf(null, 'segment-before')),
      ({ gathering, cities }) =>
        gathering.order('putSegment', {
          ...segmentOf(cities.open.meetingId),
          afterSegmentId: 'segment-before',
        }),
      rehearse,
      async ({ gathering, cities }) => {
        const { meetingId } = cities.open
        for (const isRehearsal of [false, true]) {
          const hand = { meetingId, segmentId: 'segment-of-the-test', seenFence: 0, isRehearsal }
          await gathering.order('handStage', hand)
        }
      },
    ),
    act: ({ gathering }) => gathering.order('removeSegment', { segmentId: 'segment-of-the-test' }),
  },
  {
    command: 'handStage',
    what: 'in the rehearsal, to a city that strangers do not learn of',
    before: both(putOnAir('invited'), rehearse),
    act: ({ gathering, cities }) =>
      gathering.order('handStage', { meetingId: cities.invited.meetingId, seenFence: 0, isRehearsal: true }),
  },
  {
    command: 'holdStage',
    what: 'a slate',
    before: both(putOnAir('open'), ({ gathering, cities }) =>
      gathering.order('handStage', { meetingId: cities.open.meetingId, seenFence: 0 }),
    ),
    act: ({ gathering }) => gathering.order('holdStage', { isHeld: true, seenFence: 1 }),
  },
  ...(['open', 'invited'] as const).map((city) => ({
    command: 'putNext' as const,
    what: city === 'open' ? 'an open city' : 'a city that strangers do not learn of',
    before: putOnAir('open'),
    act: ({ gathering, cities }: Scene) => gathering.order('putNext', { meetingId: cities[city].meetingId }),
  })),
  ...(['open', 'invited'] as const).map((city) => ({
    command: 'editMeeting' as const,
    what: city === 'open' ? 'closes the city that was put next' : 'opens the city that was put next',
    before: ({ gathering, cities }: Scene) =>
      gathering.order('putNext', { meetingId: cities[city].meetingId }),
    act: ({ gathering, cities }: Scene) =>
      gathering.order('editMeeting', {
        meetingId: cities[city].meetingId,
        edit: { exposure: city === 'open' ? invited : exposurePresets.open },
      }),
  })),
  {
    command: 'putNext',
    what: 'in the rehearsal, and left to the programme again',
    before: both(rehearse, ({ gathering, cities }) =>
      gathering.order('putNext', { meetingId: cities.invited.meetingId, isRehearsal: true }),
    ),
    act: ({ gathering }) => gathering.order('putNext', { meetingId: null, isRehearsal: true }),
  },
  { command: 'callRoll', what: 'of all cities', act: call },
  {
    command: 'endRoll',
    what: 'with one answer',
    before: both(call, (scene) =>
      asHost(scene, scene.cities.open, 'answerRoll', { rollId, meetingId: scene.cities.open.meetingId }),
    ),
    act: ({ gathering }) => gathering.order('endRoll', { rollId }),
  },
  { command: 'startRehearsal', what: 'before the crew alone', act: rehearse },
  {
    command: 'endRehearsal',
    what: 'with what was said in it',
    before: both(rehearse, ({ gathering }) =>
      gathering.order('sendMessage', {
        messageId: 'message-of-the-test',
        meetingId: null,
        text: 'Only now',
        isRehearsal: true,
      }),
    ),
    act: ({ gathering }) => gathering.order('endRehearsal', { rehearsalId }),
  },
  { command: 'takeSeat', what: 'that is free', act: sit },
  {
    command: 'askForSeat',
    what: 'that is taken',
    before: sit,
    act: ({ gathering }) => gathering.order('askForSeat', { seatId: 'another-seat', alias: 'Sami' }),
  },
  {
    command: 'giveSeat',
    what: 'to whoever asks',
    before: both(sit, ({ gathering }) =>
      gathering.order('askForSeat', { seatId: 'another-seat', alias: 'Sami' }),
    ),
    act: ({ gathering }) => gathering.order('giveSeat', { seat, toSeatId: 'another-seat' }),
  },
  {
    command: 'leaveSeat',
    what: 'to nobody',
    before: sit,
    act: ({ gathering }) => gathering.order('leaveSeat', { seat }),
  },
  { command: 'appointDirector', what: 'by a link', act: appoint },
  {
    command: 'dismissDirector',
    what: 'another one than watches',
    before: appoint,
    act: ({ gathering }) => gathering.order('dismissDirector', { directorId }),
  },
]
