// Conflicts: two people changed the same field. Shows both versions and lets the organizer choose.
import { ownValue } from '#shared/domain/own-value.ts'
import { type Place, placeName } from '#shared/domain/place.ts'
import { clock } from '#shared/domain/time.ts'
import { Button } from '../../../components/button.tsx'
import { Notice } from '../../../components/notice.tsx'
import { useWritten } from '../../../components/written.tsx'
import { durationText } from '../../../i18n/duration-text.ts'
import type { I18n } from '../../../i18n/i18n.ts'
import { languageName } from '../../../i18n/languages.ts'
import { useI18n } from '../../../i18n/use-i18n.tsx'
import { gatheringFields, type TextField } from '../gathering-fields.ts'
import type { GatheringForm } from '../use-gathering-form.ts'
import styles from './conflicts.module.css'

const textKeys = {
  title: 'desk.title',
  slogan: 'organize.name.slogan',
  statement: 'organize.statement.label',
  goals: 'common.goals',
  agenda: 'common.agenda',
  whoWeAre: 'common.who-we-are',
  funding: 'common.funding',
} as const satisfies Record<TextField, string>

/** The label of a field in the form, with its language if it has one. */
export function fieldLabel({ t, language: readers }: I18n, field: string): string {
  const [head, language = '', name = ''] = field.split('.')
  if (head === 'texts') {
    return t('organize.conflict.field-in', {
      field: t(textKeys[name as TextField]),
      language: languageName(language, readers),
    })
  }
  if (field === 'startsAt') return t('organize.moment.when')
  if (field === 'lengthMs') return t('common.length')
  if (field === 'clockRule') return t('organize.moment.rule')
  return field === 'leadPlace' ? t('organize.moment.city') : t('organize.languages-label')
}

function valueText(i18n: I18n, field: string, value: unknown, zone: string): string {
  if (value === null || value === undefined || value === '') return i18n.t('organize.conflict.nothing')
  if (field === 'startsAt') {
    const instant = value as number
    return `${clock(instant, zone, i18n.formatLocale, 'long-date')}, ${clock(instant, zone, i18n.formatLocale, 'time')}`
  }
  if (field === 'lengthMs') return durationText((value as number) / 60_000, i18n.formatLocale)
  if (field === 'clockRule')
    return i18n.t(value === 'same-instant' ? 'rule.same-instant' : 'rule.same-local-hour-open')
  if (field === 'leadPlace') return placeName((value as Place).names, i18n.language)
  if (field === 'languages')
    return (value as readonly string[]).map((tag) => languageName(tag, i18n.language)).join(' · ')
  if (!Array.isArray(value)) return String(value)
  return value
    .map((item: unknown) => (typeof item === 'string' ? item : (item as { title: string }).title))
    .join(' · ')
}

export function Conflicts({ form }: { readonly form: GatheringForm }) {
  const i18n = useI18n()
  const { t } = i18n
  const { editing, confirmed, gathering } = form
  if (editing.conflicts.length === 0) return null
  const theirs = gatheringFields(confirmed)
  const zone = (gathering.leadPlace ?? confirmed.leadPlace)?.timeZone ?? 'UTC'
  return (
    <div className={styles.conflicts}>
      <Notice kind="care" say="assertive">
        {t('organize.conflict.title')}
      </Notice>
      {editing.conflicts.map((field) => (
        <section key={field} className={styles.conflict} aria-label={fieldLabel(i18n, field)}>
          <h2 className={styles.field}>{fieldLabel(i18n, field)}</h2>
          <div className={styles.versions}>
            <div>
              <p className={styles.whose}>{t('organize.conflict.mine')}</p>
              <Value field={field}>{valueText(i18n, field, ownValue(editing.fields, field), zone)}</Value>
              <Button size="small" onClick={() => editing.keepMine(field)}>
                {t('organize.conflict.keep-mine')}
              </Button>
            </div>
            <div>
              <p className={styles.whose}>{t('organize.conflict.theirs')}</p>
              <Value field={field}>{valueText(i18n, field, ownValue(theirs, field), zone)}</Value>
              <Button size="small" onClick={() => editing.takeTheirs(field)}>
                {t('organize.conflict.take-theirs')}
              </Button>
            </div>
          </div>
        </section>
      ))}
    </div>
  )
}

function Value({ field, children }: { readonly field: string; readonly children: string }) {
  const written = useWritten()
  const lang = field.startsWith('texts.') ? field.split('.')[1] : undefined
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and keys must be able to reach it
    <p className={styles.value} tabIndex={0} {...written(children, { lang })}>
      {children}
    </p>
  )
}
