// One row of a pasted table: the written text, the place it was matched with, and its errors.
import { type ReactNode, useState } from 'react'
import { type Place, placeName } from '#shared/domain/place.ts'
import { Button } from '../../../components/button.tsx'
import { Checkbox } from '../../../components/form/checkbox.tsx'
import { Field } from '../../../components/form/field.tsx'
import { countryName } from '../../../i18n/country-name.ts'
import { durationText } from '../../../i18n/duration-text.ts'
import type { I18n } from '../../../i18n/i18n.ts'
import { languageName } from '../../../i18n/languages.ts'
import { useI18n } from '../../../i18n/use-i18n.tsx'
import { type CityColumn, cityColumns } from './city-columns.ts'
import styles from './import-cities.module.css'
import { columnKeys, faultText } from './import-words.ts'
import type { ReviewedRow } from './review-cities.ts'
import type { CityImport } from './use-city-import.ts'

type Props = { readonly row: ReviewedRow; readonly cities: CityImport }

export function ImportRow({ row, cities }: Props) {
  const i18n = useI18n()
  const { t } = i18n
  const { line, cells, place } = row
  const written = [cells.city, cells.country].filter(Boolean).join(' · ')
  const plan = place === null ? '' : planText(i18n, row)
  const refusal = cities.outcomes.get(line)
  /** The fields of a row are rendered only when opened: there may be hundreds of rows. */
  const [isOpen, setOpen] = useState(false)
  return (
    <li className={styles.row} data-out={!row.goesIn || undefined}>
      <div className={styles.head}>
        <Checkbox
          label={
            <>
              <span className={styles.line}>{t('organize.import.row', { line })}</span>{' '}
              <bdi className={styles.written}>{written === '' ? '–' : written}</bdi>
            </>
          }
          checked={row.goesIn}
          disabled={!row.canGoIn}
          onChange={(isTicked) => cities.tick(line, isTicked)}
        />
        <Meant row={row} cities={cities} />
      </div>
      {plan === '' ? null : <p className={styles.plan}>{plan}</p>}
      <Faults row={row} isRefused={refusal !== undefined && refusal !== 'added'} />
      <p className={styles.tools}>
        <Button kind="plain" size="small" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {t('organize.import.correct')}
        </Button>
      </p>
      {isOpen ? (
        <div className={styles.cells}>
          {cityColumns.map((column) => (
            <Cell
              key={`${column} ${cells[column] ?? ''}`}
              column={column}
              value={cells[column] ?? ''}
              onChange={(value) => cities.setCell(line, column, value)}
            />
          ))}
        </div>
      ) : null}
    </li>
  )
}

function Meant({ row, cities }: Props) {
  const i18n = useI18n()
  const { t } = i18n
  const { match, place, candidates, line } = row
  const isSure = match.kind === 'exact' && candidates.length < 2
  if (match.kind === 'looking') return <p className={styles.soft}>{t('organize.import.looking')}</p>
  if (match.kind === 'failed' || match.kind === 'unknown') return null
  if (isSure) return <p className={styles.place}>{placeText(i18n, match.place)}</p>
  return (
    <Field
      kind="select"
      name={`place-${line}`}
      label={t('organize.import.place', { line })}
      labelUnseen
      value={place?.placeId ?? ''}
      onChange={(value) => cities.choose(line, candidates.find(({ placeId }) => placeId === value) ?? null)}
      options={[
        { value: '', label: t('organize.import.choose') },
        ...candidates.map((candidate) => ({
          value: candidate.placeId,
          label: placeText(i18n, candidate),
        })),
      ]}
    />
  )
}

/** What needs attention, in the order in which to fix it. */
function Faults({ row, isRefused }: { readonly row: ReviewedRow; readonly isRefused: boolean }) {
  const i18n = useI18n()
  const { t } = i18n
  const { match, place, duplicate } = row
  const said: { readonly text: ReactNode; readonly stops: boolean }[] = []
  if (match.kind === 'unknown' && !row.faults.some(({ kind }) => kind === 'missing'))
    said.push({ text: t('organize.import.unknown'), stops: true })
  if (match.kind === 'ambiguous' && place === null)
    said.push({ text: t('organize.import.ambiguous'), stops: true })
  if (match.kind === 'near' && place !== null) said.push({ text: t('organize.import.near'), stops: false })
  if (duplicate === 'meets') said.push({ text: t('organize.import.meets'), stops: false })
  else if (duplicate !== null)
    said.push({ text: t('organize.import.same-as', { line: duplicate }), stops: false })
  for (const fault of row.faults) said.push({ text: faultText(i18n, fault), stops: fault.stops })
  if (isRefused) said.push({ text: t('organize.import.was-refused'), stops: false })
  if (said.length === 0) return null
  return (
    <ul className={styles.faults}>
      {said.map(({ text, stops }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they have no other name, and are drawn anew together
        <li key={index} data-stops={stops || undefined}>
          {text}
        </li>
      ))}
    </ul>
  )
}

/** Takes effect when the field loses the focus, so that no search starts for half a name. */
function Cell(props: {
  readonly column: CityColumn
  readonly value: string
  readonly onChange: (value: string) => void
}) {
  const { t } = useI18n()
  const [typed, setTyped] = useState(props.value)
  return (
    <Field
      name={props.column}
      label={t(columnKeys[props.column])}
      value={typed}
      onChange={setTyped}
      onBlur={() => typed !== props.value && props.onChange(typed)}
      autoComplete="off"
    />
  )
}

function placeText({ language, t }: I18n, { names, countryCode }: Place): string {
  return t('organize.import.place-in', {
    city: placeName(names, language),
    country: countryName(countryCode, language),
  })
}

function planText({ t, language, formatLocale }: I18n, { plan, cells }: ReviewedRow): string {
  return [
    plan.venue,
    plan.address,
    plan.capacity === null ? '' : t('organize.import.seats', { count: plan.capacity }),
    plan.hostAlias,
    cells.languages ? plan.languages.map((tag) => languageName(tag, language)).join(' + ') : '',
    cells.doors
      ? t('organize.import.doors', { length: durationText(plan.doorsMinutesBefore, formatLocale) })
      : '',
  ]
    .filter((part) => part !== '')
    .join(' – ')
}
