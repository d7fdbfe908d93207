// Who can see what of a meeting: separate settings for its existence, its numbers and its address.

export type Exposure = {
  /** `invited`: only its crew and people with its invitation learn that it exists. */
  readonly existence: 'public' | 'invited'
  /** `band`: strangers see the floor of a band (`band.ts`); `hidden`: strangers see nothing. */
  readonly counts: 'exact' | 'band' | 'hidden'
  /** Who can see venue and address: everyone, people who replied, or people the host has vouched for. */
  readonly address: 'public' | 'replied' | 'vouched'
}

/** Strangers see a band or nothing. Only the crew learn whether a seat is free and how many people wait. */
export function isCountClosed({ counts }: Pick<Exposure, 'counts'>): boolean {
  return counts !== 'exact'
}

/** Strangers do not see its exact numbers, or do not learn that it exists. */
export function isClosedCity(exposure: Pick<Exposure, 'existence' | 'counts'>): boolean {
  return countsForStrangers(exposure) !== 'exact'
}

export function countsForStrangers({
  existence,
  counts,
}: Pick<Exposure, 'existence' | 'counts'>): Exposure['counts'] {
  return existence === 'invited' ? 'hidden' : counts
}

const strictness = { exact: 0, band: 1, hidden: 2 } as const satisfies Record<Exposure['counts'], number>

export function stricterCounts(one: Exposure['counts'], other: Exposure['counts']): Exposure['counts'] {
  // Stryker disable next-line EqualityOperator: of two equal rules it does not matter which one is taken.
  return strictness[one] >= strictness[other] ? one : other
}

export const exposurePresets = {
  open: { existence: 'public', counts: 'exact', address: 'public' },
  approximate: { existence: 'public', counts: 'band', address: 'replied' },
  vetted: { existence: 'public', counts: 'hidden', address: 'vouched' },
} as const satisfies Record<string, Exposure>

export type ExposurePreset = keyof typeof exposurePresets

export function presetOf(exposure: Exposure): ExposurePreset | null {
  for (const [name, preset] of Object.entries(exposurePresets)) {
    const same =
      preset.existence === exposure.existence &&
      preset.counts === exposure.counts &&
      preset.address === exposure.address
    if (same) return name as ExposurePreset
  }
  return null
}
