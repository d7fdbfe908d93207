// The language of the page: chosen, asked for by the browser, or Arabic; loaded before anything is drawn in it.
import { createStore } from 'zustand/vanilla'
import { createI18n, type I18n } from '../i18n/i18n.ts'
import { loadMessages, pickLanguage } from '../i18n/languages.ts'
import { settingsStore } from './settings.ts'

export const i18nStore = createStore<{ readonly i18n: I18n | null }>(() => ({ i18n: null }))

async function apply(): Promise<void> {
  const { language: chosen, digits, theme } = settingsStore.getState()
  const fromLink = new URLSearchParams(location.search).get('lang')
  const language = pickLanguage(chosen ?? fromLink, navigator.languages)
  const messages = await loadMessages(language)
  const i18n = createI18n(language, messages, { digits: digits ?? undefined })
  document.documentElement.lang = language
  document.documentElement.dir = i18n.direction
  if (theme === null) delete document.documentElement.dataset['theme']
  else document.documentElement.dataset['theme'] = theme
  i18nStore.setState({ i18n })
}

/** Resolves when the first language is there; follows the settings from then on. */
export async function startLanguage(): Promise<void> {
  settingsStore.subscribe(() => void apply())
  await apply()
}
