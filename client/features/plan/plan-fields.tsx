// The fields of a meeting's plan, the same for hosts, proposers and organizers.
import { useId } from 'react'
import type { Admission } from '#shared/domain/admission.ts'
import { limits } from '#shared/protocol/limits.ts'
import { Checkbox } from '../../components/form/checkbox.tsx'
import { Choice } from '../../components/form/choice.tsx'
import { Field } from '../../components/form/field.tsx'
import { admissionOptions } from '../../i18n/admission-options.ts'
import { timeText } from '../../i18n/clock-text.ts'
import { languageName } from '../../i18n/languages.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { ExposureFields } from './exposure-fields.tsx'
import styles from './plan.module.css'
import type { PlanFieldsProps } from './plan-draft.ts'

const doorsChoices: readonly number[] = [0, 15, 30, 45, 60, 90, 120]

/** Languages common in the region's diaspora; other languages of a meeting stay in its list. */
const commonLanguages = ['ar', 'ku', 'en', 'tr', 'de', 'fr', 'sv', 'nl', 'es', 'pt', 'el', 'hy', 'syr', 'ms']

export function PlanFields(props: PlanFieldsProps) {
  const { draft, set, errorOf, by } = props
  const { t } = useI18n()
  const text = (name: 'hostAlias' | 'venue' | 'address' | 'note') => ({
    name,
    value: draft[name],
    onChange: (value: string) => set(name, value),
    error: errorOf(name),
  })
  const isOrganizer = by === 'organizer'
  return (
    <>
      <Field
        {...text('hostAlias')}
        label={isOrganizer ? t('common.host') : t('plan.host-alias')}
        hint={isOrganizer ? t('organize.plan.alias-hint') : t('plan.host-alias-hint')}
        aside={isOrganizer ? t('desk.optional') : undefined}
        autoComplete="off"
        maxLength={limits.alias}
        required={!isOrganizer}
      />
      <Field
        {...text('venue')}
        label={t('desk.venue')}
        aside={t('desk.optional')}
        hint={t('plan.venue-hint')}
        autoComplete="off"
        maxLength={limits.venue}
      />
      <Field
        {...text('address')}
        label={t('desk.address')}
        aside={t('desk.optional')}
        hint={isOrganizer ? t('organize.plan.address-hint') : undefined}
        autoComplete="off"
        maxLength={limits.address}
      />
      <Seats {...props} />
      <Doors {...props} />
      <Languages {...props} />
      <ExposureFields {...props} />
      <AdmissionChoice {...props} />
      <Field
        {...text('note')}
        kind="textarea"
        rows={3}
        label={t('desk.note')}
        aside={t('desk.optional')}
        hint={t('plan.note-hint')}
        maxLength={limits.note}
      />
    </>
  )
}

function Seats({ draft, set, errorOf }: PlanFieldsProps) {
  const { t } = useI18n()
  const { capacity } = draft
  return (
    <div className={styles.group}>
      <Choice
        shape="segments"
        label={t('plan.seats')}
        name="seats"
        value={capacity === null ? 'open' : 'limited'}
        options={[
          { value: 'open', label: t('plan.seats-open') },
          { value: 'limited', label: t('plan.seats-limited') },
        ]}
        onChange={(value) => set('capacity', value === 'limited' ? '' : null)}
      />
      {capacity === null ? null : (
        <Field
          kind="text"
          inputMode="numeric"
          label={t('plan.capacity')}
          hint={t('plan.capacity-hint')}
          name="capacity"
          value={String(capacity)}
          onChange={(typed) => set('capacity', typed)}
          error={errorOf('capacity')}
          autoComplete="off"
          maxLength={9}
        />
      )}
    </div>
  )
}

function Doors({ draft, set, errorOf, clock }: PlanFieldsProps) {
  const i18n = useI18n()
  const { t, number } = i18n
  const { doorsMinutesBefore: chosen } = draft
  const choices = [...new Set([...doorsChoices, chosen])].sort((a, b) => a - b)
  const optionOf = (minutes: number) => {
    const before =
      minutes === 0
        ? t('plan.doors-at-start')
        : t('plan.doors-before', { count: minutes, shown: number(minutes) })
    if (clock === null) return before
    const time = timeText(i18n, clock.startsAt - minutes * 60_000, clock.timeZone)
    return t('plan.doors-option', { time, before })
  }
  return (
    <Field
      kind="select"
      label={t('common.doors-open')}
      name="doors"
      value={String(chosen)}
      onChange={(minutes) => set('doorsMinutesBefore', Number(minutes))}
      error={errorOf('doorsMinutesBefore')}
      options={choices.map((minutes) => ({ value: String(minutes), label: optionOf(minutes) }))}
    />
  )
}

function Languages({ draft, set, errorOf, languages }: PlanFieldsProps) {
  const { t, language: readers } = useI18n()
  const id = useId()
  const offered = [...new Set([...languages, ...draft.languages])]
  // Some browsers have no name for a language and return the tag itself.
  const others = commonLanguages.filter(
    (language) => !offered.includes(language) && languageName(language, readers) !== language,
  )
  const error = errorOf('languages')
  return (
    <fieldset className={styles.fieldset} aria-describedby={error === null ? undefined : id}>
      <legend className={styles.legend}>{t('desk.languages-spoken')}</legend>
      <div className={styles.checks}>
        {offered.map((language) => (
          <Checkbox
            key={language}
            name={`language-${language}`}
            label={languageName(language, readers)}
            checked={draft.languages.includes(language)}
            onChange={(isSpoken) =>
              set(
                'languages',
                isSpoken
                  ? [...draft.languages, language]
                  : draft.languages.filter((other) => other !== language),
              )
            }
          />
        ))}
      </div>
      <Field
        kind="select"
        label={t('desk.add-language')}
        labelUnseen
        name="language-more"
        value=""
        onChange={(language) =>
          language === '' ? undefined : set('languages', [...draft.languages, language])
        }
        options={[
          { value: '', label: t('desk.add-language') },
          ...others.map((language) => ({ value: language, label: languageName(language, readers) })),
        ]}
      />
      <p id={id} className={styles.error}>
        {error}
      </p>
    </fieldset>
  )
}

function AdmissionChoice({ draft, set }: PlanFieldsProps) {
  const i18n = useI18n()
  return (
    <Choice<Admission>
      name="admission"
      label={i18n.t('plan.admission')}
      hint={i18n.t('plan.admission-hint')}
      value={draft.admission}
      options={admissionOptions(i18n)}
      onChange={(admission) => set('admission', admission)}
    />
  )
}
