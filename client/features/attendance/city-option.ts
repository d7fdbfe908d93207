// A city as it can be chosen for a reply, already worded for the reader.
export type CityOption = {
  readonly meetingId: string
  readonly name: string
  readonly country: string
  /** Its clock at the instant, with the weekday; null until the instant is chosen. */
  readonly when: string | null
  /** Null where no number is told. */
  readonly people: string | null
  /** “340 km”; null where the reader's place is not known. */
  readonly distance: string | null
  /** From `skyColourAt`. */
  readonly sky: string | null
  readonly isFull: boolean
  /** The host confirms each reply. */
  readonly isHostConfirming: boolean
  /** What a search looks through: its names in all languages. */
  readonly searched: string
}
