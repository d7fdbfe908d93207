// A city's page: open with free seats, or closed and full with a long name.
import { Button } from '#client/components/button.tsx'
import { CityFront } from '#client/features/meeting/city-front.tsx'
import type { I18n } from '#client/i18n/i18n.ts'
import { I18nProvider } from '#client/i18n/use-i18n.tsx'
import { clock } from '#shared/domain/time.ts'
import { bookCities } from './cities.ts'
import { type BookLanguage, words } from './words.ts'

const startsAt = Date.UTC(2027, 0, 20, 15)

export function CityBook(props: {
  readonly language: BookLanguage
  readonly id: string
  readonly i18n: I18n
}) {
  return (
    <I18nProvider value={props.i18n}>
      <City {...props} />
    </I18nProvider>
  )
}

function City({ language, id }: { readonly language: BookLanguage; readonly id: string }) {
  const city = bookCities.find((one) => one.id === id)
  const w = words[language]
  if (city === undefined) return null
  const ar = language === 'ar'
  const closed = city.people === null
  return (
    <CityFront
      city={city}
      startsAt={startsAt}
      at={startsAt}
      back={{ href: '?', label: w.title }}
      words={{
        name: city[language],
        country: closed ? (ar ? 'سوريا' : 'Syria') : ar ? 'تركيا' : 'Türkiye',
        clock: clock(startsAt, city.timeZone, w.locale, 'weekday-time'),
        date: clock(startsAt, city.timeZone, w.locale, 'date'),
        rule: language === 'ar' ? 'في اللحظة نفسها في كل مكان' : 'At the same moment everywhere',
        zone: '',
        mine: w.mine,
        doors: ar ? 'تُفتح الأبواب في ٥:٣٠ مساءً' : 'Doors open at 17:30',
        host: ar ? 'أم سعيد' : 'Umm Said',
        languages: ar ? 'العربية، التركية' : 'Arabic, Turkish',
        spoken: ['ar'],
        note: ar ? 'أحضروا أولادكم، فعندنا غرفة لهم.' : 'Bring the children, there is a room for them.',
      }}
      address={
        closed
          ? {
              kind: 'closed',
              reason: ar
                ? 'يُرسل العنوان إلى من قُبل حضوره، قبل اللقاء بيوم.'
                : 'The address goes to those accepted, a day before.',
            }
          : {
              kind: 'open',
              venue: ar ? 'قاعة البلدية' : 'Town hall',
              lines: ar ? 'شارع غازي مختار باشا ١٢\nالطابق الثاني' : 'Gazi Muhtar Paşa Blv. 12\nSecond floor',
            }
      }
      seats={{
        people: closed
          ? ar
            ? 'العدد غير معلن'
            : 'The number is not told'
          : ar
            ? 'القادمون: ٤١٢'
            : 'Coming: 412',
        left: closed
          ? ar
            ? 'ممتلئ. يُضاف حجزكم إلى قائمة الانتظار.'
            : 'Full. You’d join the waiting list.'
          : ar
            ? 'بقي ٨٨ مقعدًا'
            : '88 seats left',
        taken: closed ? null : 0.82,
      }}
      reply={
        <Button kind="signal" size="large">
          {w.action}
        </Button>
      }
    />
  )
}
