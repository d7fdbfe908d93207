// Who may see what of a meeting: its existence, its numbers and its address are three separate switches.

export type Exposure = {
  /** `invited`: only its crew, and whoever holds its invitation, learn that it exists. */
  readonly existence: 'public' | 'invited'
  /** `band`: strangers read the floor of a band (`band.ts`); `hidden`: nothing. */
  readonly counts: 'exact' | 'band' | 'hidden'
  /** Who reads venue and address: everyone, those who replied, or those the host has vouched for. */
  readonly address: 'public' | 'replied' | 'vouched'
}

/** Strangers read a band or nothing: whether a seat is free, and how many wait, is told to nobody but the crew. */
export function isCountClosed({ counts }: Pick<Exposure, 'counts'>): boolean {
  return counts !== 'exact'
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
