// The keys of the desk. Letters are told by their place on the keyboard, so that they work in every layout, the Arabic one too.
import type { MessageKey } from '../../i18n/i18n.ts'

export type DeskKey = 'next' | 'hold' | 'cut' | 'back' | 'follow' | 'roll' | 'seat' | 'undo' | 'say' | 'keys'

export const deskKeys: readonly {
  readonly name: DeskKey
  readonly code: string
  readonly shown: string
  readonly words: MessageKey
}[] = [
  { name: 'next', code: 'KeyN', shown: 'N', words: 'control.key.next' },
  { name: 'back', code: 'KeyB', shown: 'B', words: 'control.key.back' },
  { name: 'hold', code: 'KeyH', shown: 'H', words: 'control.key.hold' },
  { name: 'cut', code: 'KeyX', shown: 'X', words: 'control.key.cut' },
  { name: 'follow', code: 'KeyF', shown: 'F', words: 'control.key.follow' },
  { name: 'roll', code: 'KeyR', shown: 'R', words: 'control.key.roll' },
  { name: 'seat', code: 'KeyS', shown: 'S', words: 'control.key.seat' },
  { name: 'undo', code: 'KeyZ', shown: 'Z', words: 'control.key.undo' },
  { name: 'say', code: 'KeyC', shown: 'C', words: 'control.key.say' },
]

type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'altKey' | 'ctrlKey' | 'metaKey' | 'repeat'>

/** What a key means on the desk: an act, the place of a city's tile (0 is the first), or nothing. */
export function meantBy(pressed: Pressed): DeskKey | number | null {
  if (pressed.altKey || pressed.ctrlKey || pressed.metaKey || pressed.repeat) return null
  if (pressed.key === '?' || pressed.key === '؟') return 'keys'
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(pressed.code)?.[1]
  if (digit !== undefined) return Number(digit) - 1
  return deskKeys.find(({ code }) => code === pressed.code)?.name ?? null
}
