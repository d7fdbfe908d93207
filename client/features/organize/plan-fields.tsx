// The fields of one city's meeting: who hosts it, where, for how many, and who may see what of it.

import type { Admission } from '#shared/domain/admission.ts'
import { type Exposure, type ExposurePreset, exposurePresets, presetOf } from '#shared/domain/exposure.ts'
import { ownValue } from '#shared/domain/own-value.ts'
import { readWhole } from '#shared/domain/typed-digits.ts'
import { limits } from '#shared/protocol/limits.ts'
import { Checkbox } from '../../components/checkbox.tsx'
import { Choice } from '../../components/choice.tsx'
import { Disclosure } from '../../components/disclosure.tsx'
import { Field } from '../../components/field.tsx'
import { admissionOptions } from '../../i18n/admission-options.ts'
import { durationText } from '../../i18n/duration-text.ts'
import { languageName } from '../../i18n/languages.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import type { Fields } from '../../sync/form-changes.ts'
import styles from './plan-fields.module.css'

export type PlanFieldsProps = {
  readonly fields: Fields
  readonly set: (field: string, value: unknown) => void
  /** What is wrong with a field of the plan, in words. */
  readonly errorOf: (field: string) => string | null
  /** Of the gathering: offered for the meeting. */
  readonly languages: readonly string[]
}

const doors = [0, 15, 30, 45, 60, 90, 120]

export function PlanFields(props: PlanFieldsProps) {
  const { fields, set, errorOf } = props
  const { t, formatLocale } = useI18n()
  const text = (name: string) => ({
    name,
    value: String(ownValue(fields, name) ?? ''),
    error: errorOf(name),
    onChange: (value: string) => set(name, value),
  })
  const minutes = Number(fields['doorsMinutesBefore'])
  return (
    <div className={styles.plan}>
      <Field
        {...text('hostAlias')}
        label={t('organize.plan.alias')}
        hint={t('organize.plan.alias-hint')}
        maxLength={limits.alias}
        aside={t('organize.optional')}
        autoComplete="off"
      />
      <Field
        {...text('venue')}
        label={t('organize.plan.venue')}
        maxLength={limits.venue}
        aside={t('organize.optional')}
        autoComplete="off"
      />
      <Field
        {...text('address')}
        label={t('organize.plan.address')}
        hint={t('organize.plan.address-hint')}
        maxLength={limits.address}
        aside={t('organize.optional')}
        autoComplete="off"
      />
      <Capacity {...props} />
      <Languages {...props} />
      <Field
        kind="select"
        name="doorsMinutesBefore"
        label={t('organize.plan.doors')}
        value={String(minutes)}
        onChange={(value) => set('doorsMinutesBefore', Number(value))}
        options={[...new Set([...doors, minutes])]
          .sort((a, b) => a - b)
          .map((value) => ({
            value: String(value),
            label:
              value === 0
                ? t('organize.plan.doors-at-start')
                : t('organize.plan.doors-before', { length: durationText(value, formatLocale) }),
          }))}
      />
      <ExposureFields {...props} />
      <AdmissionChoice {...props} />
      <Field
        {...text('note')}
        kind="textarea"
        rows={2}
        label={t('organize.plan.note')}
        hint={t('organize.plan.note-hint')}
        maxLength={limits.note}
        aside={t('organize.optional')}
      />
    </div>
  )
}

function Capacity({ fields, set, errorOf }: PlanFieldsProps) {
  const { t, number } = useI18n()
  const { capacity } = fields
  return (
    <div>
      {capacity === null ? null : (
        <Field
          name="capacity"
          inputMode="numeric"
          label={t('organize.plan.capacity')}
          value={typeof capacity === 'number' ? number(capacity) : String(capacity ?? '')}
          // What is no number yet stays as it was typed, and is told at the field.
          onChange={(value) => set('capacity', readWhole(value) ?? value)}
          error={capacity === '' ? t('field-error.missing') : errorOf('capacity')}
        />
      )}
      <Checkbox
        label={t('organize.plan.no-limit')}
        checked={capacity === null}
        onChange={(isUnlimited) => set('capacity', isUnlimited ? null : 50)}
      />
    </div>
  )
}

function Languages({ fields, set, languages }: PlanFieldsProps) {
  const { t, language } = useI18n()
  const spoken = fields['languages'] as readonly string[]
  const offered = [...new Set([...languages, ...spoken, 'ar', 'en', 'tr', 'de', 'fr', 'ku'])]
  return (
    <fieldset className={styles.languages}>
      <legend className={styles.legend}>{t('organize.plan.languages')}</legend>
      <div className={styles.tags}>
        {offered.map((tag) => (
          <Checkbox
            key={tag}
            label={languageName(tag, language)}
            checked={spoken.includes(tag)}
            onChange={(isSpoken) =>
              set('languages', isSpoken ? [...spoken, tag] : spoken.filter((other) => other !== tag))
            }
          />
        ))}
      </div>
    </fieldset>
  )
}

function ExposureFields({ fields, set }: PlanFieldsProps) {
  const { t } = useI18n()
  const exposure = fields['exposure'] as Exposure
  const preset = presetOf(exposure)
  const put = (part: Partial<Exposure>) => set('exposure', { ...exposure, ...part })
  return (
    <div>
      <Choice<ExposurePreset>
        name="exposure"
        label={t('organize.exposure.label')}
        hint={preset === null ? t('organize.exposure.own') : undefined}
        value={preset}
        onChange={(name) => set('exposure', exposurePresets[name])}
        options={[
          { value: 'open', label: t('organize.exposure.open'), hint: t('organize.exposure.open-hint') },
          {
            value: 'approximate',
            label: t('organize.exposure.approximate'),
            hint: t('organize.exposure.approximate-hint'),
          },
          { value: 'vetted', label: t('organize.exposure.vetted'), hint: t('organize.exposure.vetted-hint') },
        ]}
      />
      <Disclosure summary={t('organize.exposure.more')} open={preset === null}>
        <div className={styles.switches}>
          <Field
            kind="select"
            name="existence"
            label={t('organize.exposure.existence')}
            value={exposure.existence}
            onChange={(value) => put({ existence: value as Exposure['existence'] })}
            options={[
              { value: 'public', label: t('organize.exposure.existence-public') },
              { value: 'invited', label: t('organize.exposure.existence-invited') },
            ]}
          />
          <Field
            kind="select"
            name="counts"
            label={t('organize.exposure.counts')}
            value={exposure.counts}
            onChange={(value) => put({ counts: value as Exposure['counts'] })}
            options={[
              { value: 'exact', label: t('organize.exposure.counts-exact') },
              { value: 'band', label: t('organize.exposure.counts-band') },
              { value: 'hidden', label: t('organize.exposure.counts-hidden') },
            ]}
          />
          <Field
            kind="select"
            name="address-exposure"
            label={t('organize.exposure.address')}
            value={exposure.address}
            onChange={(value) => put({ address: value as Exposure['address'] })}
            options={[
              { value: 'public', label: t('organize.exposure.address-public') },
              { value: 'replied', label: t('organize.exposure.address-replied') },
              { value: 'vouched', label: t('organize.exposure.address-vouched') },
            ]}
          />
        </div>
      </Disclosure>
    </div>
  )
}

function AdmissionChoice({ fields, set }: PlanFieldsProps) {
  const i18n = useI18n()
  return (
    <Choice<Admission>
      name="admission"
      label={i18n.t('plan.admission')}
      hint={i18n.t('plan.admission-hint')}
      value={fields['admission'] as Admission}
      options={admissionOptions(i18n)}
      onChange={(admission) => set('admission', admission)}
    />
  )
}
