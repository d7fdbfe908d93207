// The header of the control room: the gathering, links to large screens, the shared clock, the director's role, the list of keys.
import { textFor } from '#shared/domain/gathering.ts'
import { placeName } from '#shared/domain/place.ts'
import { clock } from '#shared/domain/time.ts'
import { Button } from '../../components/button.tsx'
import { Written } from '../../components/written.tsx'
import { useI18n } from '../../i18n/use-i18n.tsx'
import styles from './control.module.css'
import { SeatBar } from './seat-bar.tsx'
import type { Desk } from './use-desk.ts'

export function DeskHead({ desk, onKeys }: { readonly desk: Desk; readonly onKeys: () => void }) {
  const { t, language, formatLocale } = useI18n()
  const { gathering } = desk.snapshot
  const { leadPlace } = gathering
  const named = textFor(gathering, language)
  return (
    <header className={styles.head}>
      <div>
        <p className={styles.soft}>
          <Written text={named.text.title} lang={named.language} />
        </p>
        <h1 className={styles.title}>{t('crew.control')}</h1>
        <p className={styles.screens}>
          <a href={`/g/${gathering.slug}/projector`}>{t('stage.projector')}</a>
          <a href={`/g/${gathering.slug}/wall`}>{t('stage.wall')}</a>
        </p>
      </div>
      <SeatBar seat={desk.seat} directing={desk.directing} isLive={desk.hasLine} />
      <Button size="small" kind="plain" onClick={onKeys}>
        {t('control.keys')} <kbd className={styles.key}>{t('control.key.question-mark')}</kbd>
      </Button>
      <p className={styles.wall}>
        <bdi>{clock(desk.now, desk.timeZone, formatLocale, 'time')}</bdi>
        <small>{leadPlace === null ? desk.timeZone : placeName(leadPlace.names, language)}</small>
      </p>
    </header>
  )
}
