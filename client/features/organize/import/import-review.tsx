// Review of a pasted table, with corrections before any city is added.
import type { ReactNode } from 'react'
import { type ExposurePreset, exposurePresets, presetOf } from '#shared/domain/exposure.ts'
import { limits } from '#shared/protocol/limits.ts'
import { Button } from '../../../components/button.tsx'
import { Disclosure } from '../../../components/disclosure.tsx'
import { Choice } from '../../../components/form/choice.tsx'
import { Field } from '../../../components/form/field.tsx'
import { Notice } from '../../../components/notice.tsx'
import { useI18n } from '../../../i18n/use-i18n.tsx'
import { type CityColumn, cityColumns } from './city-columns.ts'
import { mostRows } from './city-table.ts'
import { EncodingField } from './encoding-field.tsx'
import styles from './import-cities.module.css'
import { ImportRow } from './import-row.tsx'
import { columnKeys } from './import-words.ts'
import type { CityImport } from './use-city-import.ts'

export type ImportReviewProps = {
  readonly cities: CityImport
  /** Number of cities that the gathering already has. */
  readonly taken: number
  readonly onOpen: () => void
  readonly children: ReactNode
}

export function ImportReview({ cities, taken, onOpen, children }: ImportReviewProps) {
  const { t } = useI18n()
  const { rows, table, file } = cities
  const above = table?.above ?? []
  const going = rows.filter(({ goesIn }) => goesIn).length
  const isLooking = rows.some(({ match }) => match.kind === 'looking')
  const hasFailed = rows.some(({ match }) => match.kind === 'failed')
  const isTooMany = taken + going > limits.meetings
  const hasCity = cities.columns.includes('city')
  return (
    <div className={styles.review}>
      <p className={styles.summary} role="status">
        {isLooking ? (
          t('organize.import.looking-all')
        ) : (
          <>
            <strong>{t('organize.import.going', { count: going })}</strong>{' '}
            {rows.length > going ? t('organize.import.staying', { count: rows.length - going }) : null}
          </>
        )}
      </p>
      {(table?.leftOut ?? 0) > 0 ? (
        <Notice kind="care">{t('organize.import.left-out', { most: mostRows })}</Notice>
      ) : null}
      {file === null ? null : (
        <EncodingField
          encoding={file.encoding}
          onChange={(encoding) => cities.readBytes(file.bytes, encoding)}
        />
      )}
      {above.length === 0 ? null : (
        <p className={styles.soft}>
          {t('organize.import.above')} <bdi>{above.join(' · ')}</bdi>
        </p>
      )}
      {hasCity ? null : <Notice kind="care">{t('organize.import.no-city')}</Notice>}
      <Disclosure summary={t('organize.import.columns')} open={!hasCity}>
        <Columns cities={cities} />
      </Disclosure>
      {hasFailed ? (
        <Notice
          kind="care"
          action={
            <Button size="small" onClick={cities.retry}>
              {t('common.try-again')}
            </Button>
          }
        >
          {t('common.search-offline')}
        </Notice>
      ) : null}
      <ul className={styles.rows}>
        {rows.map((row) => (
          <ImportRow key={row.line} row={row} cities={cities} />
        ))}
      </ul>
      <Choice<ExposurePreset>
        name="import-exposure"
        label={t('organize.import.exposure')}
        value={presetOf(cities.exposure)}
        onChange={(name) => cities.setExposure(exposurePresets[name])}
        options={[
          { value: 'open', label: t('plan.exposure-open'), hint: t('plan.exposure-open-hint') },
          {
            value: 'approximate',
            label: t('plan.exposure-approximate'),
            hint: t('plan.exposure-approximate-hint'),
          },
          { value: 'vetted', label: t('plan.exposure-vetted'), hint: t('organize.exposure.vetted-hint') },
        ]}
      />
      {isTooMany ? (
        <Notice kind="harm">{t('organize.import.too-many', { most: limits.meetings })}</Notice>
      ) : null}
      <p className={styles.actions}>
        <Button
          kind="signal"
          aria-disabled={going === 0 || isTooMany || undefined}
          onClick={() => going > 0 && !isTooMany && onOpen()}
        >
          {t('organize.import.open-cities', { count: going })}
        </Button>
        {children}
      </p>
    </div>
  )
}

function Columns({ cities }: { readonly cities: CityImport }) {
  const { t } = useI18n()
  const first = cities.table?.rows[0]?.cells ?? []
  return (
    <div className={styles.columns}>
      {cities.columns.map((column, index) => (
        <Field
          // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place in the table
          key={index}
          kind="select"
          name={`column-${index}`}
          label={
            first[index]
              ? t('organize.import.column-like', { number: index + 1, sample: first[index] })
              : t('organize.import.column', { number: index + 1 })
          }
          value={column ?? ''}
          onChange={(value) =>
            cities.setColumn(index, cityColumns.find((candidate: CityColumn) => candidate === value) ?? null)
          }
          options={[
            { value: '', label: t('organize.import.column-none') },
            ...cityColumns.map((candidate) => ({ value: candidate, label: t(columnKeys[candidate]) })),
          ]}
        />
      ))}
    </div>
  )
}
