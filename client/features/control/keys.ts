// Keyboard shortcuts. Letters are identified by their physical key, so that they work in every layout, including Arabic.
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

/** The meaning of a key: an action, the index of a city's tile, or null. */
export function meantBy(pressed: Pressed): DeskKey | number | null {
  if (pressed.altKey || pressed.ctrlKey || pressed.metaKey || pressed.repeat) return null
  if (pressed.key === '?' || pressed.key === '؟') return 'keys'
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(pressed.code)?.[1]
  if (digit !== undefined) return Number(digit) - 1
  return deskKeys.find(({ code }) => code === pressed.code)?.name ?? null
}
