// Pages for reviewing the design, selected by URL: `?page=front&phase=live&language=en&theme=night&count=300&rule=rolls`.
import '#client/look/fonts.css'
import '#client/look/base.css'
import { createRoot } from 'react-dom/client'
import { Icon } from '#client/components/icon.tsx'
import { LiveSign } from '#client/components/live-sign.tsx'
import { PageFrame } from '#client/components/page-frame.tsx'
import { createI18n } from '#client/i18n/i18n.ts'
import { loadMessages, openDesks } from '#client/i18n/languages.ts'
import { CityBook } from './city-book.tsx'
import { type BookPhase, FrontPageBook } from './front-page-book.tsx'
import { PiecesBook } from './pieces-book.tsx'
import { type BookLanguage, words } from './words.ts'

const query = new URLSearchParams(location.search)
const language: BookLanguage = query.get('language') === 'en' ? 'en' : 'ar'
const phase = (query.get('phase') ?? 'to-come') as BookPhase
const page = query.get('page') ?? 'front'
const theme = query.get('theme')
const root = document.documentElement
root.lang = language
root.dir = language === 'ar' ? 'rtl' : 'ltr'
if (theme !== null) root.dataset['theme'] = theme

await openDesks()
const i18n = createI18n(language, await loadMessages(language))
const w = words[language]
const live = phase === 'live'

function Book() {
  return (
    <PageFrame
      homeHref="#"
      bleed={page !== 'pieces'}
      live={live}
      labels={{
        wordmark: w.wordmark,
        home: w.wordmark,
        skip: '↓',
        navigation: w.wordmark,
        choices: w.otherLanguage,
      }}
      navigation={w.nav.map((label) => (
        <a key={label} href={`#${label}`}>
          {label}
        </a>
      ))}
      choices={
        <>
          <button type="button" aria-label={w.theme}>
            <Icon name="moon" />
          </button>
          <a href="?" className="other-script" lang={language === 'ar' ? 'en' : 'ar'}>
            {w.otherLanguage}
          </a>
        </>
      }
      sign={live ? <LiveSign state="live" label={w.live} /> : undefined}
    >
      {page === 'pieces' ? (
        <PiecesBook language={language} />
      ) : page === 'city' ? (
        <CityBook language={language} id={query.get('city') ?? 'gaziantep'} i18n={i18n} />
      ) : (
        <FrontPageBook
          language={language}
          phase={phase}
          i18n={i18n}
          count={Number(query.get('count') ?? 27)}
          clockRule={query.get('rule') === 'rolls' ? 'same-local-hour' : 'same-instant'}
        />
      )}
    </PageFrame>
  )
}

const place = document.getElementById('root')
if (place !== null) createRoot(place).render(<Book />)
