// Vite's part in the messages: every language file is compiled from ICU text when it is loaded, so that no parser is shipped.
import { compileMessage } from '@lingui/message-utils/compileMessage'
import type { Plugin } from 'vite'

export function compileMessages(): Plugin {
  return {
    name: 'multaqa-messages',
    enforce: 'pre',
    transform(code, id) {
      if (!/\/i18n\/messages\/[\w-]+\.json(\?|$)/.test(id)) return null
      const messages = JSON.parse(code) as Record<string, string>
      const compiled = Object.fromEntries(
        Object.entries(messages).map(([key, text]) => [key, compileMessage(text)]),
      )
      return { code: JSON.stringify(compiled), map: null }
    },
  }
}
