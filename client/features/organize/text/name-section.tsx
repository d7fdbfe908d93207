// A gathering's title and slogan, in each of its languages.
import { ownValue } from '#shared/domain/own-value.ts'
import { limits } from '#shared/protocol/limits.ts'
import { Field } from '../../../components/form/field.tsx'
import type { Undo } from '../../../components/use-undo.ts'
import { directionOf } from '../../../i18n/direction.ts'
import { useI18n } from '../../../i18n/use-i18n.tsx'
import { textField } from '../gathering-fields.ts'
import { Section } from '../section.tsx'
import { errorText, type GatheringForm } from '../use-gathering-form.ts'
import { LanguagesField } from './languages-field.tsx'

export type WordsProps = {
  readonly form: GatheringForm
  readonly language: string
  readonly onPick: (language: string) => void
  readonly undo: Undo
}

export function NameSection({ form, language, onPick, undo }: WordsProps) {
  const i18n = useI18n()
  const { t } = i18n
  const { editing } = form
  const text = ownValue(form.gathering.texts, language)
  const spoken = { lang: language, dir: directionOf(language) }
  const title = textField(language, 'title')
  const slogan = textField(language, 'slogan')
  return (
    <Section id="name" title={t('desk.name')} hint={t('organize.name.hint')}>
      <LanguagesField form={form} language={language} onPick={onPick} undo={undo} />
      <Field
        {...spoken}
        name="title"
        label={t('desk.title')}
        hint={t('organize.name.title-hint')}
        maxLength={limits.title}
        required
        value={text?.title ?? ''}
        onChange={(value) => editing.set(title, value)}
        error={errorText(i18n, editing, title)}
      />
      <Field
        {...spoken}
        name="slogan"
        label={t('organize.name.slogan')}
        hint={t('organize.name.slogan-hint')}
        aside={t('desk.optional')}
        maxLength={limits.slogan}
        value={text?.slogan ?? ''}
        onChange={(value) => editing.set(slogan, value)}
        error={errorText(i18n, editing, slogan)}
      />
    </Section>
  )
}
