// The reader's settings: language, region, digits, theme. They are stored on this device.
import { createStore } from 'zustand/vanilla'
import type { Digits } from '../i18n/i18n.ts'

export type Theme = 'paper' | 'night'

export type Settings = {
  readonly language: string | null
  /** ISO 3166-1 alpha-2; null: guessed from the browser's languages. */
  readonly region: string | null
  readonly digits: Digits | null
  /** Show the Umm al-Qura date beside the Gregorian one. */
  readonly hijri: boolean
  /** Null follows the device's setting. */
  readonly theme: Theme | null
}

const key = 'multaqa.settings'

const none: Settings = { language: null, region: null, digits: null, hijri: false, theme: null }

function load(): Settings {
  try {
    return { ...none, ...(JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Settings>) }
  } catch {
    return none
  }
}

/** Empty at first, to match the server's render; `loadSettings` then adds the stored settings. */
export const settingsStore = createStore<Settings>(() => none)

export function loadSettings(): void {
  settingsStore.setState(load())
}

export function changeSettings(change: Partial<Settings>): void {
  settingsStore.setState(change)
  try {
    localStorage.setItem(key, JSON.stringify(settingsStore.getState()))
  } catch {
    // A private window may refuse storage; the choice then lasts as long as the page.
  }
}
