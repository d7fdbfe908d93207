// Layers of readers: one per common audience, plus one per host and per guest meeting. An audience's version combines those of its layers.
import type { Audience } from '#shared/protocol/views.ts'
import { type AudienceVersions, noVersions } from '../store/gathering-rows.ts'
import type { MeetingRecord } from '../store/meeting-rows.ts'

/** `public`, `preview`, `organizer`, `director`, `host:<meetingId>`, `guest:<meetingId>`. */
export type Layer = string

export const commonKinds = ['public', 'preview', 'organizer', 'director'] as const
export type CommonKind = (typeof commonKinds)[number]

export const hostLayer = (meetingId: string): Layer => `host:${meetingId}`
export const guestLayer = (meetingId: string): Layer => `guest:${meetingId}`

/** A host or guest reads two layers, every other audience one. */
export type LayersOf = { readonly common: CommonKind; readonly own: Layer | null }

export function layersOf(audience: Audience): LayersOf {
  switch (audience.kind) {
    case 'host':
      return { common: 'public', own: hostLayer(audience.meetingId) }
    case 'guest':
      return { common: 'public', own: guestLayer(audience.meetingId) }
    default:
      return { common: audience.kind, own: null }
  }
}

/** A host's or guest's version packs two versions into one number that grows when either grows. */
const ownBits = 2 ** 26

export type Versions = { readonly common: number; readonly own: number }

export function joinVersions(audience: Audience, { common, own }: Versions): number {
  return layersOf(audience).own === null ? common : common * ownBits + own
}

export function splitVersion(audience: Audience, version: number): Versions {
  if (layersOf(audience).own === null) return { common: version, own: 0 }
  return { common: Math.floor(version / ownBits), own: version % ownBits }
}

/** This audience's version according to these rows. `own`: the host's or guest's own meeting. */
export function versionIn(
  { versions = noVersions }: { readonly versions?: AudienceVersions },
  own: Pick<MeetingRecord, 'hostVersion' | 'guestVersion'> | null,
  audience: Audience,
): number {
  const version = audience.kind === 'host' ? own?.hostVersion : own?.guestVersion
  return joinVersions(audience, { common: versions[layersOf(audience).common], own: version ?? 0 })
}
