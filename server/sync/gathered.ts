// Which replies and messages changed since a room was told.

export type Gathered = {
  readonly attendances: Set<string>
  readonly left: Set<string>
  readonly messages: Set<string>
}

export const nothingGathered = (): Gathered => ({
  attendances: new Set(),
  left: new Set(),
  messages: new Set(),
})
