// Proposing a city without script: a form to find the city, one for the details, and the link that the host must save.
import { useState } from 'react'
import type { ExposurePreset } from '#shared/domain/exposure.ts'
import { type Place, placeName } from '#shared/domain/place.ts'
import type { ProposalForm } from '#shared/protocol/drawn-page.ts'
import { limits } from '#shared/protocol/limits.ts'
import type { GatheringView, MeetingView } from '#shared/protocol/views.ts'
import { Button } from '../../../components/button.tsx'
import { Field } from '../../../components/form/field.tsx'
import { Notice } from '../../../components/notice.tsx'
import { MixedScripts } from '../../../components/written.tsx'
import { countryName } from '../../../i18n/country-name.ts'
import { refusalText } from '../../../i18n/refusal-text.ts'
import { useI18n } from '../../../i18n/use-i18n.tsx'
import styles from './plain-propose.module.css'

type FindProps = { readonly slug: string; readonly form: ProposalForm }

export function FindCityForm({ slug, form }: FindProps) {
  const i18n = useI18n()
  const { t, language } = i18n
  const [query, setQuery] = useState(form.query)
  return (
    <form className={styles.form} method="get" action={`/g/${slug}/propose/plain`}>
      <input type="hidden" name="lang" value={language} />
      {form.refused === null ? null : (
        <Notice kind="harm" say="assertive">
          {refusalText(i18n, form.refused)}
        </Notice>
      )}
      <Field
        label={t('common.your-city')}
        hint={<MixedScripts text={t('propose.city-hint')} />}
        error={form.query === '' ? null : t('common.no-such-city')}
        name="q"
        value={query}
        onChange={setQuery}
        autoComplete="off"
        maxLength={80}
        required
      />
      <div>
        <Button type="submit" kind="signal" size="large">
          {t('propose.plain-find')}
        </Button>
      </div>
    </form>
  )
}

export type PlainProposeFormProps = {
  readonly gathering: GatheringView
  /** All public meetings. */
  readonly meetings: readonly MeetingView[]
  readonly form: ProposalForm
}

export function PlainProposeForm({ gathering, meetings, form }: PlainProposeFormProps) {
  const i18n = useI18n()
  const { t, language } = i18n
  const [typed, setTyped] = useState(form)
  const change = (patch: Partial<ProposalForm>) => setTyped({ ...typed, ...patch })
  const nameOf = ({ names, countryCode }: Place) =>
    `${placeName(names, language)}, ${countryName(countryCode, language)}`
  const meets = new Set(meetings.map(({ place }) => place.placeId))
  const here = form.places.filter(({ placeId }) => meets.has(placeId))
  const exposures: readonly ExposurePreset[] = ['approximate', 'vetted', 'open']
  return (
    <form
      className={styles.form}
      method="post"
      action={`/g/${gathering.slug}/propose/plain?lang=${language}`}
    >
      <input type="hidden" name="form" value={form.formId} />
      <input type="hidden" name="q" value={form.query} />
      {form.refused === null ? null : (
        <Notice kind="harm" say="assertive">
          {refusalText(i18n, form.refused)}
        </Notice>
      )}
      {here.map(({ placeId, names }) => (
        <p key={placeId}>{t('propose.meets-already', { city: placeName(names, language) })}</p>
      ))}
      <Field
        kind="select"
        label={form.places.length > 1 ? t('propose.plain-which') : t('common.your-city')}
        name="place"
        required
        value={typed.placeId ?? form.places[0]?.placeId ?? ''}
        onChange={(placeId) => change({ placeId })}
        options={form.places.map((place) => ({ value: place.placeId, label: nameOf(place) }))}
      />
      <p>
        <a href={`/g/${gathering.slug}/propose/plain?lang=${language}`}>{t('propose.plain-other')}</a>
      </p>
      <Field
        label={t('plan.host-alias')}
        hint={t('plan.host-alias-hint')}
        name="hostAlias"
        value={typed.hostAlias}
        onChange={(hostAlias) => change({ hostAlias })}
        autoComplete="off"
        maxLength={limits.alias}
        required
      />
      <Field
        label={t('desk.venue')}
        aside={t('desk.optional')}
        hint={t('plan.venue-hint')}
        name="venue"
        value={typed.venue}
        onChange={(venue) => change({ venue })}
        autoComplete="off"
        maxLength={limits.venue}
      />
      <Field
        label={t('desk.address')}
        aside={t('desk.optional')}
        name="address"
        value={typed.address}
        onChange={(address) => change({ address })}
        autoComplete="off"
        maxLength={limits.address}
      />
      <Field
        kind="select"
        label={t('plan.exposure')}
        hint={t('plan.exposure-hint')}
        name="exposure"
        value={typed.exposure}
        onChange={(exposure) => change({ exposure: exposure as ExposurePreset })}
        options={exposures.map((preset) => ({ value: preset, label: t(`plan.exposure-${preset}`) }))}
      />
      <ul className={styles.meanings}>
        {exposures.map((preset) => (
          <li key={preset}>
            <b>{t(`plan.exposure-${preset}`)}</b>: {t(`plan.exposure-${preset}-hint`)}
          </li>
        ))}
      </ul>
      <Field
        kind="textarea"
        rows={3}
        label={t('desk.note')}
        aside={t('desk.optional')}
        hint={t('plan.note-hint')}
        name="note"
        value={typed.note}
        onChange={(note) => change({ note })}
        maxLength={limits.note}
      />
      <p>{t('propose.key-ahead')}</p>
      <div>
        <Button type="submit" kind="signal" size="large">
          {t('propose.send')}
        </Button>
      </div>
    </form>
  )
}

export function ProposalSent({ link }: { readonly link: string }) {
  const { t } = useI18n()
  return (
    <>
      <p>{t('propose.plain-keep')}</p>
      <p>
        <a className={styles.key} dir="ltr" href={link}>
          {link}
        </a>
      </p>
      <p>{t('propose.plain-next')}</p>
    </>
  )
}
