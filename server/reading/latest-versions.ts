// The newest version of each gathering and of each of its layers that this process knows of, and notifications of changes.
import type { Change } from '#shared/protocol/changes.ts'
import type { Audience } from '#shared/protocol/views.ts'
import { guestLayer, hostLayer, joinVersions, type Layer, layersOf } from './layers.ts'

/** A gathering moved from one version to a later one. */
export type Moved = {
  readonly gatheringId: string
  readonly from: number
  readonly to: number
  /** All changes between the two; null when another process made them, so that they are only in the log. */
  readonly changes: readonly Change[] | null
}

export type Heads = {
  /** The gathering's own version: it counts commits, and only processes compare it with one another. */
  readonly get: (gatheringId: string) => number | undefined
  /** The version that an audience may see; undefined until it is known. */
  readonly versionFor: (gatheringId: string, audience: Audience) => number | undefined
  /** Call with a version that was read or announced. Older versions are ignored. */
  readonly raise: (gatheringId: string, version: number) => void
  /** Call with versions of layers that were read. `isNumbers`: whether only counts changed since; false when missing. */
  readonly learn: (
    gatheringId: string,
    layers: Iterable<readonly [Layer, number]>,
    isNumbers?: (layer: Layer) => boolean,
  ) => void
  /** Call after this process committed these changes. */
  readonly advance: (
    gatheringId: string,
    from: number,
    to: number,
    changes: readonly Change[],
    layers: ReadonlyMap<Layer, RaisedLayer>,
  ) => void
  readonly remove: (gatheringId: string) => void
  /** These meetings were deleted: forgets the versions of their hosts and guests. */
  readonly removeOwn: (gatheringId: string, meetingIds: readonly string[]) => void
  /** Meetings with a known host or guest version. */
  readonly ownMeetings: (gatheringId: string) => readonly string[]
  /** Call after a city, or all of the gathering, was erased. */
  readonly erased: (gatheringId: string) => void
  readonly followErased: (onErased: (gatheringId: string) => void) => void
  /** `onMoved` is called for every step, in order; `onRemoved` for removed gatherings. */
  readonly follow: (onMoved: (moved: Moved) => void, onRemoved: (gatheringId: string) => void) => void
  /** Called with the layers that have something new; the value is true where only counts changed. */
  readonly followLayers: (onRaised: OnRaised) => void
}

export type RaisedLayer = { readonly version: number; readonly isNumbers: boolean }
type OnRaised = (gatheringId: string, layers: ReadonlyMap<Layer, boolean>) => void

export function createHeads(): Heads {
  const versions = new Map<string, number>()
  const layersOfEach = new Map<string, Map<Layer, number>>()
  const followers: { onMoved: (moved: Moved) => void; onRemoved: (gatheringId: string) => void }[] = []
  const layerFollowers: OnRaised[] = []
  const erasedFollowers: ((gatheringId: string) => void)[] = []

  function move(moved: Moved): void {
    versions.set(moved.gatheringId, moved.to)
    for (const { onMoved } of followers) onMoved(moved)
  }

  function learn(
    gatheringId: string,
    layers: Iterable<readonly [Layer, number]>,
    isNumbers: (layer: Layer) => boolean = () => false,
  ): void {
    const known = layersOfEach.get(gatheringId) ?? new Map<Layer, number>()
    layersOfEach.set(gatheringId, known)
    const raised = new Map<Layer, boolean>()
    for (const [layer, version] of layers) {
      const before = known.get(layer)
      if (before !== undefined && before >= version) continue
      known.set(layer, version)
      if (before !== undefined) raised.set(layer, isNumbers(layer))
    }
    if (raised.size > 0) for (const onRaised of layerFollowers) onRaised(gatheringId, raised)
  }

  return {
    get: (gatheringId) => versions.get(gatheringId),
    versionFor: (gatheringId, audience) => {
      const layers = layersOf(audience)
      const known = layersOfEach.get(gatheringId)
      const common = known?.get(layers.common)
      const own = layers.own === null ? 0 : known?.get(layers.own)
      return common === undefined || own === undefined ? undefined : joinVersions(audience, { common, own })
    },
    raise: (gatheringId, version) => {
      const known = versions.get(gatheringId)
      // The first version learned: nobody here has read an older one.
      if (known === undefined) versions.set(gatheringId, version)
      else if (version > known) move({ gatheringId, from: known, to: version, changes: null })
    },
    learn,
    advance: (gatheringId, from, to, changes, layers) => {
      const known = versions.get(gatheringId)
      if (known === undefined || to > known) {
        const isNext = known === undefined || known === from
        move({ gatheringId, from: known ?? from, to, changes: isNext ? changes : null })
      }
      const read = [...layers].map(([layer, { version }]) => [layer, version] as const)
      learn(gatheringId, read, (layer) => layers.get(layer)?.isNumbers === true)
    },
    remove: (gatheringId) => {
      versions.delete(gatheringId)
      layersOfEach.delete(gatheringId)
      for (const { onRemoved } of followers) onRemoved(gatheringId)
    },
    removeOwn: (gatheringId, meetingIds) => {
      for (const meetingId of meetingIds)
        for (const layer of [hostLayer(meetingId), guestLayer(meetingId)])
          layersOfEach.get(gatheringId)?.delete(layer)
    },
    erased: (gatheringId) => {
      for (const onErased of erasedFollowers) onErased(gatheringId)
    },
    followErased: (onErased) => erasedFollowers.push(onErased),
    ownMeetings: (gatheringId) => {
      const layers = layersOfEach.get(gatheringId)?.keys() ?? []
      const own = [...layers].filter((layer) => layer.includes(':'))
      return [...new Set(own.map((layer) => layer.slice(layer.indexOf(':') + 1)))]
    },
    follow: (onMoved, onRemoved) => followers.push({ onMoved, onRemoved }),
    followLayers: (onRaised) => layerFollowers.push(onRaised),
  }
}
