// The reply as a plain form, submitted by the browser itself; repeated submissions create only one reply.
import { useState } from 'react'
import { maxPartySize } from '#shared/domain/attendance.ts'
import type { ReplyForm } from '#shared/protocol/drawn-page.ts'
import { Button } from '../../components/button.tsx'
import { Field } from '../../components/form/field.tsx'
import { Notice } from '../../components/notice.tsx'
import type { I18n } from '../../i18n/i18n.ts'
import { refusalText } from '../../i18n/refusal-text.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import type { CityOption } from './city-option.ts'
import styles from './plain-reply.module.css'

export type PlainReplyFormProps = {
  readonly slug: string
  readonly form: ReplyForm
  readonly cities: readonly CityOption[]
}

export function PlainReplyForm({ slug, form, cities }: PlainReplyFormProps) {
  const i18n = useI18n()
  const { t, language } = i18n
  const [meetingId, setMeetingId] = useState(
    cities.some((city) => city.meetingId === form.meetingId) ? (form.meetingId ?? '') : '',
  )
  const [partySize, setPartySize] = useState(form.partySize)
  return (
    <form className={styles.form} method="post" action={`/g/${slug}/come?lang=${language}`}>
      <input type="hidden" name="form" value={form.formId} />
      {form.refused === null ? null : (
        <Notice kind="harm" say="assertive">
          {refusalText(i18n, { reason: form.refused })}
        </Notice>
      )}
      <Field
        kind="select"
        label={t('common.your-city')}
        name="city"
        required
        value={meetingId}
        onChange={setMeetingId}
        options={[
          { value: '', label: t('reply.choose-city') },
          ...cities.map((city) => plainCityOption(city, t)),
        ]}
      />
      <PartySizeField value={partySize} onChange={setPartySize} />
      <p>{t('reply.promise')}</p>
      <div>
        <Button type="submit" kind="signal" size="large">
          {t('reply.open')}
        </Button>
      </div>
    </form>
  )
}

/** A city as an option of a plain select: where, when, and whether one would join a waiting list. */
export function plainCityOption(
  { name, country, when, isFull, isHostConfirming, meetingId }: CityOption,
  t: I18n['t'],
): { readonly value: string; readonly label: string } {
  const admission = isHostConfirming ? t('plain.host-confirms') : isFull ? t('plain.city-full') : null
  const words = [`${name}, ${country}`, when, admission]
  return { value: meetingId, label: words.filter((word) => word !== null).join(' · ') }
}

export function PartySizeField({
  value,
  onChange,
  least = 1,
  most = maxPartySize,
  label,
}: {
  readonly value: number
  readonly onChange: (value: number) => void
  readonly least?: number
  readonly most?: number
  /** Set if the question is not how many come. */
  readonly label?: string
}) {
  const { t, number } = useI18n()
  const sizes = Array.from({ length: most - least + 1 }, (_, index) => least + index)
  return (
    <Field
      kind="select"
      label={label ?? t('reply.party')}
      {...(label === undefined ? { hint: t('reply.party-hint') } : {})}
      name="people"
      value={`${value}`}
      onChange={(size) => onChange(Number(size))}
      options={sizes.map((size) => ({
        value: `${size}`,
        label: t('people.count', { count: size, shown: number(size) }),
      }))}
    />
  )
}
