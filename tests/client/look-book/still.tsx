// The front page as the server renders it: the map is a picture that needs no script.
import { groundMarkup, stillSkiesMarkup } from '#client/components/world/world-ground.ts'
import { WorldStillContext } from '#client/components/world/world-still.ts'
import type { I18n } from '#client/i18n/i18n.ts'
import { FrontPageBook } from './front-page-book.tsx'
import type { BookLanguage } from './words.ts'

export function drawStill(language: BookLanguage, i18n: I18n) {
  return (
    <WorldStillContext value={{ ground: groundMarkup, skies: stillSkiesMarkup }}>
      <FrontPageBook language={language} phase="to-come" i18n={i18n} />
    </WorldStillContext>
  )
}
