// The language of the page: chosen, asked for by the browser, or Arabic; loaded before anything is drawn in it.
import { createStore } from 'zustand/vanilla'
import { createI18n, type I18n } from '../i18n/i18n.ts'
import { loadMessages, pickLanguage } from '../i18n/languages.ts'
import { guessRegion } from '../i18n/region.ts'
import { loadSettings, settingsStore } from './settings.ts'

export const i18nStore = createStore<{ readonly i18n: I18n | null }>(() => ({ i18n: null }))

/** The words of that language as the server draws them: in its usual digits and habits. */
export async function loadI18n(language: string): Promise<I18n> {
  return createI18n(language, await loadMessages(language))
}

async function apply(): Promise<I18n> {
  const { language: chosen, region, digits, hijri, theme } = settingsStore.getState()
  const fromLink = new URLSearchParams(location.search).get('lang')
  const language = pickLanguage(chosen ?? fromLink, navigator.languages)
  const usual = await loadI18n(language)
  const i18n = createI18n(language, await loadMessages(language), {
    digits: digits ?? undefined,
    region: region ?? guessRegion(language, navigator.languages),
    hijri,
  })
  document.documentElement.lang = language
  document.documentElement.dir = i18n.direction
  if (theme === null) delete document.documentElement.dataset['theme']
  else document.documentElement.dataset['theme'] = theme
  i18nStore.setState({ i18n })
  return usual
}

/**
 * Resolves with the first language in its usual digits and habits when it is there, and follows the settings from then on; the reader's own
 * are in the store.
 */
export async function startLanguage(): Promise<I18n> {
  loadSettings()
  settingsStore.subscribe(() => void apply())
  return apply()
}
