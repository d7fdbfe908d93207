// The page's language: the chosen one, else the browser's, else Arabic. Its messages load before anything is rendered in it.
import { createStore } from 'zustand/vanilla'
import { createI18n, type I18n } from '../i18n/i18n.ts'
import { loadMessages, pickLanguage } from '../i18n/languages.ts'
import { guessRegion } from '../i18n/region.ts'
import { loadSettings, settingsStore } from './settings.ts'

export const i18nStore = createStore<{ readonly i18n: I18n | null }>(() => ({ i18n: null }))

/** The i18n of a language as the server renders it: with the language's default digits and region. */
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
 * Resolves with the first language in its default digits and region once its messages are loaded, then follows the settings. The
 * reader's own digits and region are in the store.
 */
export async function startLanguage(): Promise<I18n> {
  loadSettings()
  settingsStore.subscribe(() => void apply())
  return apply()
}
