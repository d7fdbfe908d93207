// The fields of a meeting's plan, the same for whoever proposes a city and whoever runs it.
import { useId } from 'react'
import type { Admission } from '#shared/domain/admission.ts'
import { limits } from '#shared/protocol/limits.ts'
import { Checkbox, Switch } from '../../components/checkbox.tsx'
import { Choice } from '../../components/choice.tsx'
import { Field } from '../../components/field.tsx'
import { admissionOptions } from '../../i18n/admission-options.ts'
import { timeText } from '../../i18n/clock-text.ts'
import { languageName } from '../../i18n/languages.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import styles from './host.module.css'
import { doorsChoices, type PlanDraft, type PlanField } from './plan-draft.ts'

export type PlanFieldsProps = {
  readonly draft: PlanDraft
  readonly onChange: (patch: Partial<PlanDraft>) => void
  /** What is wrong with a field, in words; null where nothing is. */
  readonly errorOf: (field: PlanField) => string | null
  /** When the doors open is said on this city's clock. */
  readonly clock: { readonly startsAt: number; readonly timeZone: string } | null
  /** Offered first: those of the gathering. */
  readonly languages: readonly string[]
  /** Whoever runs a city may also keep it from strangers altogether. */
  readonly mayBeInvited: boolean
}

/** Spoken where the diaspora of the region lives; whatever else a meeting speaks stays in its list. */
const commonLanguages = ['ar', 'ku', 'en', 'tr', 'de', 'fr', 'sv', 'nl', 'es', 'pt', 'el', 'hy', 'syr', 'ms']

export function PlanFields(props: PlanFieldsProps) {
  const { draft, onChange, errorOf } = props
  const { t } = useI18n()
  return (
    <>
      <Field
        label={t('plan.host-alias')}
        hint={t('plan.host-alias-hint')}
        name="hostAlias"
        value={draft.hostAlias}
        onChange={(hostAlias) => onChange({ hostAlias })}
        error={errorOf('hostAlias')}
        autoComplete="off"
        maxLength={limits.alias}
        required
      />
      <Field
        label={t('desk.venue')}
        aside={t('desk.optional')}
        hint={t('plan.venue-hint')}
        name="venue"
        value={draft.venue}
        onChange={(venue) => onChange({ venue })}
        error={errorOf('venue')}
        autoComplete="off"
        maxLength={limits.venue}
      />
      <Field
        label={t('desk.address')}
        aside={t('desk.optional')}
        name="address"
        value={draft.address}
        onChange={(address) => onChange({ address })}
        error={errorOf('address')}
        autoComplete="off"
        maxLength={limits.address}
      />
      <Seats {...props} />
      <Doors {...props} />
      <Languages {...props} />
      <ExposureChoice {...props} />
      <AdmissionChoice {...props} />
      <Field
        kind="textarea"
        rows={3}
        label={t('desk.note')}
        aside={t('desk.optional')}
        hint={t('plan.note-hint')}
        name="note"
        value={draft.note}
        onChange={(note) => onChange({ note })}
        error={errorOf('note')}
        maxLength={limits.note}
      />
    </>
  )
}

function Seats({ draft, onChange, errorOf }: PlanFieldsProps) {
  const { t } = useI18n()
  return (
    <div className={styles.group}>
      <Choice
        shape="segments"
        label={t('plan.seats')}
        name="seats"
        value={draft.isLimited ? 'limited' : 'open'}
        options={[
          { value: 'open', label: t('plan.seats-open') },
          { value: 'limited', label: t('plan.seats-limited') },
        ]}
        onChange={(value) => onChange({ isLimited: value === 'limited' })}
      />
      {draft.isLimited ? (
        <Field
          kind="text"
          inputMode="numeric"
          label={t('plan.capacity')}
          hint={t('plan.capacity-hint')}
          name="capacity"
          value={draft.capacity}
          onChange={(capacity) => onChange({ capacity })}
          error={errorOf('capacity')}
          autoComplete="off"
          maxLength={9}
        />
      ) : null}
    </div>
  )
}

function Doors({ draft, onChange, errorOf, clock }: PlanFieldsProps) {
  const i18n = useI18n()
  const { t, number } = i18n
  const { doorsMinutesBefore: chosen } = draft
  const choices = doorsChoices.includes(chosen)
    ? doorsChoices
    : [...doorsChoices, chosen].sort((a, b) => a - b)
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
      onChange={(minutes) => onChange({ doorsMinutesBefore: Number(minutes) })}
      error={errorOf('doorsMinutesBefore')}
      options={choices.map((minutes) => ({ value: String(minutes), label: optionOf(minutes) }))}
    />
  )
}

function Languages({ draft, onChange, errorOf, languages }: PlanFieldsProps) {
  const { t, language: readers } = useI18n()
  const id = useId()
  const offered = [...new Set([...languages, ...draft.languages])]
  // Some browsers have no name for a language and give its bare tag back.
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
              onChange({
                languages: isSpoken
                  ? [...draft.languages, language]
                  : draft.languages.filter((other) => other !== language),
              })
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
          language === '' ? undefined : onChange({ languages: [...draft.languages, language] })
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

function ExposureChoice({ draft, onChange, errorOf, mayBeInvited }: PlanFieldsProps) {
  const { t } = useI18n()
  const own = { value: 'own', label: t('plan.exposure-own'), hint: t('plan.exposure-own-hint') } as const
  return (
    <div className={styles.group}>
      <Choice
        label={t('plan.exposure')}
        hint={t('plan.exposure-hint')}
        name="exposure"
        value={draft.preset}
        error={errorOf('exposure')}
        options={[
          {
            value: 'approximate',
            label: t('plan.exposure-approximate'),
            hint: t('plan.exposure-approximate-hint'),
          },
          { value: 'vetted', label: t('plan.exposure-vetted'), hint: t('plan.exposure-vetted-hint') },
          { value: 'open', label: t('plan.exposure-open'), hint: t('plan.exposure-open-hint') },
          ...(draft.preset === 'own' ? [own] : []),
        ]}
        onChange={(preset) => onChange({ preset })}
      />
      {mayBeInvited ? (
        <Switch
          label={t('plan.invited')}
          hint={t('plan.invited-hint')}
          checked={draft.isInvited}
          onChange={(isInvited) => onChange({ isInvited })}
        />
      ) : null}
    </div>
  )
}

function AdmissionChoice({ draft, onChange }: PlanFieldsProps) {
  const i18n = useI18n()
  return (
    <Choice<Admission>
      name="admission"
      label={i18n.t('plan.admission')}
      hint={i18n.t('plan.admission-hint')}
      value={draft.admission}
      options={admissionOptions(i18n)}
      onChange={(admission) => onChange({ admission })}
    />
  )
}
