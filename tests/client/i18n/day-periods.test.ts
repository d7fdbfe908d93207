// A 24-hour clock has no word for the part of the day next to the time, as in the confusing “17:00 مساءً”.
import { describe, expect, test } from 'vitest'
import { timeText } from '#client/i18n/clock-text.ts'
import { createI18n, type Messages } from '#client/i18n/i18n.ts'
import { loadMessages } from '#client/i18n/languages.ts'
import { regions } from '#client/i18n/region.ts'

const evening = Date.UTC(2027, 0, 20, 17)
const parts = /صباحًا|مساءً|ظهرًا|بعد الظهر|فجرًا|ليلًا|بعد منتصف الليل/
const ofDay = Array.from({ length: 24 }, (_, hour) => Date.UTC(2027, 0, 20, hour))

describe.each(regions)('in Arabic of %s', (region) => {
  test.each([
    ['latn', false],
    ['arab', false],
    ['arab', true],
  ] as const)(
    'a part of the day stands beside hours up to twelve, and only there (%s digits, hijri %s)',
    async (digits, hijri) => {
      const messages: Messages = await loadMessages('ar')
      const i18n = createI18n('ar', messages, { region, digits, hijri })
      for (const instant of ofDay) {
        const said = timeText(i18n, instant, 'UTC')
        const hour = new Date(instant).getUTCHours()
        const written = new Intl.NumberFormat(i18n.formatLocale).format(hour)
        const isOfTwentyFour = hour > 12 && said.includes(`${written}:`)
        expect({ said, hasPart: parts.test(said) }).toEqual({
          said,
          hasPart: !isOfTwentyFour && region !== 'MA',
        })
      }
    },
  )
})

test('in Morocco it is seventeen, in Syria five in the evening', async () => {
  const messages = await loadMessages('ar')
  expect(timeText(createI18n('ar', messages, { region: 'MA' }), evening, 'UTC')).toBe('17:00')
  expect(timeText(createI18n('ar', messages, { region: 'SY' }), evening, 'UTC')).toMatch(/٥:٠٠.*مساءً/)
})
