// The checks of the matrix tests: output contains no stored value and no field that the tables do not permit.
import type { JoinAnswer } from '#shared/protocol/socket-events.ts'
import type { Snapshot, Update } from '#shared/protocol/views.ts'
import type { TestApp } from '../../support/test-app.ts'
import { found, mayRead, type Reader } from './may-read.ts'
import type { Scene } from './scene.ts'
import { viewFields } from './view-fields.ts'

export const stranger = { kind: 'public', own: null } as const
export const allowed = (scene: Scene, reader: Pick<Reader, 'kind' | 'own'>) =>
  scene.canaries
    .filter((canary) => mayRead(reader, canary))
    .map(({ name }) => name)
    .sort()
/** Never sent on a socket: the log of what happened is on a page only. */
export const isOnSocket = (name: string) => !/^run at /.test(name)

/** The stored values in the output that the tables do not permit. */
export function leaks(
  scene: Scene,
  output: unknown,
  reader: Pick<Reader, 'kind' | 'own'>,
): readonly string[] {
  const may = new Set(allowed(scene, reader))
  return found(output, scene.canaries).filter((name) => !may.has(name))
}

/** Each object in a snapshot, with the name of its field table. */
export function objectsIn(snapshot: Snapshot): readonly (readonly [keyof typeof viewFields, object])[] {
  const { gathering, stage, programme, recordings, rollCall, meetings, counts, control } = snapshot
  const all = <Table extends keyof typeof viewFields>(table: Table, of: readonly (object | null)[]) =>
    of.filter((each) => each !== null).map((each) => [table, each] as const)
  const places = meetings.flatMap(({ place, formerPlace, mergedFrom }) => [
    place,
    formerPlace,
    ...mergedFrom.map((merged) => merged.place),
  ])
  const rehearsal = control?.rehearsal ?? null
  return [
    ...all('snapshot', [snapshot]),
    ...all('gathering', [gathering]),
    ...all('stage', [stage, rehearsal?.stage ?? null]),
    ...all('segment', programme),
    ...all('recording', recordings),
    ...all('rollCall', [rollCall, rehearsal?.rollCall ?? null]),
    ...all('meeting', meetings),
    ...all('place', places),
    ...all(
      'address',
      meetings.map(({ address }) => address),
    ),
    ...all(
      'meetingCrew',
      meetings.map(({ crew }) => crew),
    ),
    ...all('counts', counts),
    ...all('control', [control]),
    ...all('rehearsal', [rehearsal]),
    ...all('message', snapshot.messages),
    ...all('attendance', snapshot.attendances),
  ]
}

/** Fields that no table names. A place has `kind` only if it is a camp, so a field may be missing. */
export function unknownFields(objects: ReturnType<typeof objectsIn>): readonly string[] {
  const unknown = objects.flatMap(([table, object]) =>
    Object.keys(object)
      .filter((field) => !Object.hasOwn(viewFields[table], field))
      .map((field) => `${table}.${field}`),
  )
  return [...new Set(unknown)]
}

export const unknownUpdateFields = (updates: readonly Update[]) => [
  ...new Set(
    updates.flatMap((update) =>
      Object.keys(update).filter((field) => !Object.hasOwn(viewFields.update, field)),
    ),
  ),
]

export async function readerJoins(app: TestApp, reader: Reader): Promise<JoinAnswer> {
  const person = await app.connect({ cookie: reader.cookie })
  const answer = await person.join(reader.request)
  person.socket.close()
  return answer
}

export const readerNamed = (scene: Scene, name: string) => {
  const reader = scene.readers.find((each) => each.name === name)
  if (reader === undefined) throw new Error(`nobody reads as ${name}`)
  return reader
}
