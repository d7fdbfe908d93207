// Preview of an import: what was understood, as it would appear in the draft, and what is ignored. Nothing is written before the press.
import { useEffect, useMemo, useState } from 'react'
import { type Place, placeName } from '#shared/domain/place.ts'
import { clock, instantFromLocal } from '#shared/domain/time.ts'
import { Button } from '../../../components/button.tsx'
import { Notice } from '../../../components/notice.tsx'
import { useWritten, Written } from '../../../components/written.tsx'
import { dateTimeText } from '../../../i18n/clock-text.ts'
import { durationText } from '../../../i18n/duration-text.ts'
import { useI18n } from '../../../i18n/use-i18n.tsx'
import { useSync } from '../../../sync/use-sync.ts'
import type { GatheringEditInput } from '../gathering-fields.ts'
import { type ChosenClock, ImportClock } from './import-clock.tsx'
import { ImportEntries, inOrder, startText } from './import-entries.tsx'
import styles from './import-part.module.css'
import { type GuessedPlace, guessPlace } from './import-place.ts'
import type { NamedPlace, Understood } from './understood.ts'

type FoundPlace = GuessedPlace | { readonly place: Place; readonly by: 'chosen' }

/** The most unread lines to show. */
const mostUnread = 12

export type ImportPreviewProps = {
  readonly entries: readonly Understood[]
  readonly language: string
  readonly onTake: (edit: GatheringEditInput, cities: readonly NamedPlace[]) => Promise<void>
}

export function ImportPreview({ entries, language, onTake }: ImportPreviewProps) {
  const { t } = useI18n()
  const sync = useSync()
  const ordered = useMemo(() => inOrder(entries, sync.now()), [entries, sync])
  const [picked, setPicked] = useState<Understood | null>(null)
  const [answer, setAnswer] = useState<{ of: Understood; clock: ChosenClock } | null>(null)
  const [isTaking, setTaking] = useState(false)
  const entry = picked !== null && entries.includes(picked) ? picked : ordered[0]
  const guessed = useGuess(entry)
  if (entry === undefined) return null
  const chosen = answer?.of === entry ? answer.clock : null
  const clockCity = chosen === 'open' ? null : chosen
  const place = guessed?.place ?? (clockCity === null ? null : ({ place: clockCity, by: 'chosen' } as const))
  const startsAt = instantOf(entry, clockCity)
  const isAsking = entry.start?.kind === 'local' && chosen === null

  async function take(of: Understood): Promise<void> {
    if (isAsking) return
    setTaking(true)
    await onTake(editFrom(of, place, { startsAt, language }), of.cities)
    setTaking(false)
  }

  return (
    <div className={styles.preview}>
      {ordered.length > 1 ? <ImportEntries entries={ordered} picked={entry} onPick={setPicked} /> : null}
      <h2 className={styles.title}>{t('import.understood')}</h2>
      {entry.left.includes('cancelled') ? (
        <div className={styles.wide}>
          <Notice kind="care">{t('import.left-cancelled')}</Notice>
        </div>
      ) : null}
      <Facts entry={entry} guessed={guessed && { place }} startsAt={startsAt} />
      {entry.start?.kind === 'local' ? (
        <ImportClock
          key={entries.indexOf(entry)}
          entry={entry}
          suggested={guessed?.place?.place ?? null}
          chosen={chosen}
          onChoose={(clock) => setAnswer({ of: entry, clock })}
        />
      ) : null}
      <LeftOut entry={entry} />
      <Button
        kind="quiet"
        busy={isTaking || guessed === null}
        aria-disabled={isAsking || undefined}
        onClick={() => void take(entry)}
      >
        {t('import.take')}
      </Button>
      {isAsking ? <p className={styles.hint}>{t('import.clock-first')}</p> : null}
    </div>
  )
}

function LeftOut({ entry: { left, unread = [] } }: { readonly entry: Understood }) {
  const { t } = useI18n()
  const reasons = left.filter((reason) => reason !== 'cancelled')
  if (reasons.length + unread.length === 0) return null
  return (
    <>
      <h2 className={styles.title}>{t('import.left')}</h2>
      <ul className={styles.left}>
        {reasons.map((reason) => (
          <li key={reason}>{t(`import.left-${reason}`)}</li>
        ))}
        {unread.length === 0 ? null : (
          <li>
            {t('import.unread', { count: unread.length })}
            <ul className={styles.unread}>
              {unread.slice(0, mostUnread).map((line) => (
                <li key={line}>
                  <Written text={line} />
                </li>
              ))}
              {unread.length > mostUnread ? <li>…</li> : null}
            </ul>
          </li>
        )}
      </ul>
    </>
  )
}

/** Null while loading, which takes one or two requests. */
function useGuess(entry: Understood | undefined): { readonly place: GuessedPlace | null } | null {
  const { language } = useI18n()
  const [guess, setGuess] = useState<{ of: Understood; place: GuessedPlace | null } | null>(null)
  useEffect(() => {
    if (entry === undefined) return
    let isWanted = true
    void guessPlace(entry.hints, language).then((place) => {
      if (isWanted) setGuess({ of: entry, place })
    })
    return () => {
      isWanted = false
    }
  }, [entry, language])
  return guess?.of === entry ? guess : null
}

/** A local time without a zone needs a city before it is an instant. */
function instantOf({ start }: Understood, clockCity: Place | null): number | null {
  if (start?.kind === 'instant') return start.at
  if (start?.kind !== 'local' || clockCity === null) return null
  return instantFromLocal(start.local, clockCity.timeZone)
}

function editFrom(
  entry: Understood,
  guessed: FoundPlace | null,
  { startsAt, language }: { readonly startsAt: number | null; readonly language: string },
): GatheringEditInput {
  const { title, statement, lengthMs } = entry
  return {
    ...(entry.edit ?? { texts: { [language]: { title, statement } } }),
    ...(startsAt === null || startsAt < 0 ? {} : { startsAt }),
    ...(lengthMs === null ? {} : { lengthMs }),
    ...(guessed === null ? {} : { leadPlaceId: guessed.place.placeId }),
  }
}

function Facts(props: {
  readonly entry: Understood
  readonly guessed: { readonly place: FoundPlace | null } | null
  readonly startsAt: number | null
}) {
  const i18n = useI18n()
  const { t, language, formatLocale } = i18n
  const { entry, guessed, startsAt } = props
  const place = guessed?.place?.place ?? null
  const zone = place?.timeZone ?? entry.hints.timeZone ?? 'UTC'
  const day =
    entry.start?.kind === 'day' ? clock(Date.parse(entry.start.day), 'UTC', formatLocale, 'long-date') : null
  const city = place === null ? null : placeName(place.names, language)
  const written = useWritten()
  return (
    <dl className={styles.facts}>
      <Fact name={t('desk.name')}>{entry.title === '' ? null : <Written text={entry.title} />}</Fact>
      <Fact name={t('import.when')}>
        {startsAt !== null
          ? [dateTimeText(i18n, startsAt, zone), city ?? zone].join(' · ')
          : day !== null
            ? t('import.day-only', { day })
            : entry.start === null
              ? null
              : startText(i18n, entry)}
      </Fact>
      <Fact name={t('common.length')}>
        {entry.lengthMs === null ? null : durationText(Math.round(entry.lengthMs / 60_000), formatLocale)}
      </Fact>
      <Fact name={t('import.place')}>
        {guessed === null || guessed.place === null || city === null ? null : (
          <>
            <bdi>{city}</bdi>
            <span className={styles.hint}>{t(`import.by-${guessed.place.by}`)}</span>
          </>
        )}
      </Fact>
      <Fact name={t('common.statement')}>
        {entry.edit !== null ? (
          t('import.all-words', { count: entry.edit.languages?.length ?? 0 })
        ) : entry.statement === '' ? null : (
          <span className={styles.excerpt} {...written(entry.statement)}>
            {entry.statement}
          </span>
        )}
      </Fact>
      {entry.cities.length === 0 ? null : (
        <Fact name={t('common.cities')}>
          {t('import.cities-count', { count: entry.cities.length })}
          <span className={styles.hint}>{t('import.cities-hint')}</span>
          <span className={styles.excerpt}>
            <Written text={entry.cities.map(({ name }) => name).join(' · ')} />
          </span>
        </Fact>
      )}
    </dl>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  const { t } = useI18n()
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children ?? <span className={styles.none}>{t('import.none')}</span>}</dd>
    </div>
  )
}
