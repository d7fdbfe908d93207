// The approved cities of a gathering; recomputed only when something about them changed.
import { useMemo } from 'react'
import type { Point } from '#shared/domain/place.ts'
import type { Snapshot } from '#shared/protocol/views.ts'
import { type City, listCities } from './cities.ts'

export function useCities(snapshot: Snapshot, language: string, near: Point | null): readonly City[] {
  const { meetings, counts, stage } = snapshot
  return useMemo(
    () => listCities({ meetings, counts, stage }, language, near),
    [meetings, counts, stage, language, near],
  )
}
