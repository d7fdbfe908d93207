// What the reader chose for themselves: language, digits, light. Kept on this device; nothing else is.
import { createStore } from 'zustand/vanilla'
import type { Digits } from '../i18n/i18n.ts'

export type Theme = 'paper' | 'night'

export type Settings = {
  readonly language: string | null
  readonly digits: Digits | null
  /** Null: as the device has it. */
  readonly theme: Theme | null
}

const key = 'multaqa.settings'

const none: Settings = { language: null, digits: null, theme: null }

function load(): Settings {
  try {
    return { ...none, ...(JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Settings>) }
  } catch {
    return none
  }
}

/** Begins with nothing chosen, as the server draws; what was chosen comes right after, by `loadSettings`. */
export const settingsStore = createStore<Settings>(() => none)

export function loadSettings(): void {
  settingsStore.setState(load())
}

export function changeSettings(change: Partial<Settings>): void {
  settingsStore.setState(change)
  try {
    localStorage.setItem(key, JSON.stringify(settingsStore.getState()))
  } catch {
    // A private window may refuse; the choice then lasts as long as the page.
  }
}
