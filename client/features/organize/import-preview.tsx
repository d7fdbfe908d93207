// What was understood of a file, as it would stand in the draft, and what stays behind; nothing is written before it is taken.
import { useEffect, useState } from 'react'
import { placeName } from '#shared/domain/place.ts'
import { clock, instantFromLocal } from '#shared/domain/time.ts'
import { Button } from '../../components/button.tsx'
import { Choice } from '../../components/choice.tsx'
import { whenText } from '../../i18n/clock-text.ts'
import { durationText } from '../../i18n/duration-text.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import type { GatheringEditInput } from './gathering-fields.ts'
import styles from './import-part.module.css'
import { type GuessedPlace, guessPlace } from './import-place.ts'
import type { NamedPlace, Understood } from './understood.ts'

export type ImportPreviewProps = {
  readonly entries: readonly Understood[]
  readonly language: string
  readonly onTake: (edit: GatheringEditInput, cities: readonly NamedPlace[]) => Promise<void>
}

export function ImportPreview({ entries, language, onTake }: ImportPreviewProps) {
  const { t } = useI18n()
  const [picked, setPicked] = useState(0)
  const [isTaking, setTaking] = useState(false)
  const entry = entries[picked] ?? entries[0]
  const guessed = useGuess(entry)
  if (entry === undefined) return null
  const place = guessed?.place ?? null
  const startsAt = instantOf(entry, place)

  async function take(of: Understood): Promise<void> {
    setTaking(true)
    await onTake(editFrom(of, place, { startsAt, language }), of.cities)
    setTaking(false)
  }

  return (
    <div className={styles.preview}>
      {entries.length > 1 ? (
        <Choice
          label={t('import.which', { count: entries.length })}
          name="import-entry"
          value={String(picked)}
          options={entries.map(({ title }, index) => ({
            value: String(index),
            label: title === '' ? t('import.untitled') : title,
          }))}
          onChange={(value) => setPicked(Number(value))}
        />
      ) : null}
      <h3 className={styles.title}>{t('import.understood')}</h3>
      <Facts entry={entry} guessed={guessed} startsAt={startsAt} />
      {entry.left.length === 0 ? null : (
        <>
          <h3 className={styles.title}>{t('import.left')}</h3>
          <ul className={styles.left}>
            {entry.left.map((reason) => (
              <li key={reason}>{t(`import.left-${reason}`)}</li>
            ))}
          </ul>
        </>
      )}
      <Button kind="quiet" busy={isTaking || guessed === null} onClick={() => void take(entry)}>
        {t('import.take')}
      </Button>
    </div>
  )
}

/** Null until it is known, which takes a question or two to the server. */
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

/** A clock's time without a zone is that of the place. */
function instantOf({ start }: Understood, place: GuessedPlace | null): number | null {
  if (start?.kind === 'instant') return start.at
  if (start?.kind !== 'local' || place === null) return null
  return instantFromLocal(start.local, place.place.timeZone)
}

function editFrom(
  entry: Understood,
  guessed: GuessedPlace | null,
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
  readonly guessed: { readonly place: GuessedPlace | null } | null
  readonly startsAt: number | null
}) {
  const i18n = useI18n()
  const { t, language, formatLocale } = i18n
  const { entry, guessed, startsAt } = props
  const place = guessed?.place?.place ?? null
  const zone = place?.timeZone ?? 'UTC'
  const day =
    entry.start?.kind === 'day' ? clock(Date.parse(entry.start.day), 'UTC', formatLocale, 'long-date') : null
  const city = place === null ? null : placeName(place.names, language)
  return (
    <dl className={styles.facts}>
      <Fact name={t('import.name')}>{entry.title === '' ? null : <bdi>{entry.title}</bdi>}</Fact>
      <Fact name={t('import.when')}>
        {startsAt !== null
          ? [whenText(i18n, startsAt, zone), clock(startsAt, zone, formatLocale, 'date'), city ?? zone].join(
              ' · ',
            )
          : day === null
            ? null
            : t('import.day-only', { day })}
      </Fact>
      <Fact name={t('import.length')}>
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
      <Fact name={t('import.statement')}>
        {entry.edit !== null ? (
          t('import.all-words', { count: entry.edit.languages?.length ?? 0 })
        ) : entry.statement === '' ? null : (
          <span className={styles.excerpt} dir="auto">
            {entry.statement}
          </span>
        )}
      </Fact>
      {entry.cities.length === 0 ? null : (
        <Fact name={t('import.cities')}>
          {t('import.cities-count', { count: entry.cities.length })}
          <span className={styles.hint}>{t('import.cities-hint')}</span>
          <span className={styles.excerpt}>
            <bdi>{entry.cities.map(({ name }) => name).join(' · ')}</bdi>
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
