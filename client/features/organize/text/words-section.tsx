// A gathering's texts: statement, goals, agenda, organizers and funding.
import { agendaItemOf } from '#shared/domain/agenda-line.ts'
import type { AgendaItem } from '#shared/domain/gathering.ts'
import { readWhole } from '#shared/domain/typed-digits.ts'
import { limits } from '#shared/protocol/limits.ts'
import { Field } from '../../../components/form/field.tsx'
import { ListEditor } from '../../../components/form/list-editor.tsx'
import { insertedAt } from '../../../components/form/list-lines.ts'
import { directionOf } from '../../../i18n/direction.ts'
import { useI18n } from '../../../i18n/use-i18n.tsx'
import { type TextField, textField, textOf } from '../gathering-fields.ts'
import { Section } from '../section.tsx'
import { errorText } from '../use-gathering-form.ts'
import { LanguagePick } from './languages-field.tsx'
import type { WordsProps } from './name-section.tsx'
import { StatementField } from './statement-field.tsx'
import styles from './words-section.module.css'

export function CallSection({ form, language, onPick }: WordsProps) {
  const i18n = useI18n()
  const { t } = i18n
  const { editing } = form
  const statement = textField(language, 'statement')
  return (
    <Section id="call" title={t('common.statement')} hint={t('organize.call.hint')}>
      <LanguagePick form={form} language={language} onPick={onPick} />
      <StatementField
        language={language}
        value={textOf(editing.fields, language).statement}
        onChange={(value) => editing.set(statement, value)}
        error={errorText(i18n, editing, statement)}
      />
    </Section>
  )
}

export function PlanSection(props: WordsProps) {
  const { t } = useI18n()
  return (
    <Section id="plan" title={t('organize.plan.section')} hint={t('organize.plan.hint')}>
      <LanguagePick form={props.form} language={props.language} onPick={props.onPick} />
      <Goals {...props} />
      <Agenda {...props} />
    </Section>
  )
}

/** The list editor's labels for goals or agenda items. */
function useListWords(kind: 'goal' | 'agenda') {
  const { t, number } = useI18n()
  const at = (position: number) => ({ position: number(position) })
  return {
    add: kind === 'goal' ? t('organize.goals.add') : t('organize.agenda.add'),
    line: (position: number) =>
      kind === 'goal' ? t('organize.goals.line', at(position)) : t('organize.agenda.line', at(position)),
    up: (position: number) => t('organize.list.up', at(position)),
    down: (position: number) => t('organize.list.down', at(position)),
    remove: (position: number) => t('organize.list.remove', at(position)),
    movedTo: (position: number) => t('organize.list.moved', at(position)),
    number,
  }
}

function useList<Item>({ form, language, undo }: WordsProps, name: TextField, message: string) {
  const i18n = useI18n()
  const field = textField(language, name)
  return {
    items: textOf(form.editing.fields, language)[name] as unknown as readonly Item[],
    onChange: (items: readonly Item[]) => form.editing.set(field, items),
    onRemoved: (item: Item, index: number) =>
      undo.offer({
        message,
        undo: () =>
          form.editing.set(field, (now: unknown) =>
            insertedAt((now as readonly Item[] | undefined) ?? [], index, [item]),
          ),
      }),
    error: errorText(i18n, form.editing, field),
    lang: language,
    dir: directionOf(language),
  }
}

function Goals(props: WordsProps) {
  const { t } = useI18n()
  const list = useList<string>(props, 'goals', t('organize.goals.removed'))
  return (
    <ListEditor
      {...list}
      label={t('common.goals')}
      hint={t('organize.goals.hint')}
      make={(text) => text}
      textOf={(goal) => goal}
      withText={(_, text) => text}
      most={limits.goals}
      maxLength={limits.goal}
      words={useListWords('goal')}
    />
  )
}

function Agenda(props: WordsProps) {
  const { t, number } = useI18n()
  const list = useList<AgendaItem>(props, 'agenda', t('organize.agenda.removed'))
  const minutes = list.items.reduce((sum, item) => sum + (item.minutes ?? 0), 0)
  return (
    <div>
      <ListEditor
        {...list}
        label={t('common.agenda')}
        hint={t('organize.agenda.hint')}
        make={agendaItemOf}
        textOf={(item) => item.title}
        withText={(item, title) => (item.minutes === null ? agendaItemOf(title) : { ...item, title })}
        beside={(item, change, index) => (
          <label className={styles.minutes}>
            <input
              className={styles.number}
              inputMode="numeric"
              dir="ltr"
              aria-label={t('organize.agenda.minutes-of', { position: number(index + 1) })}
              value={item.minutes === null ? '' : number(item.minutes)}
              maxLength={5}
              onChange={(event) => {
                const read = readWhole(event.target.value)
                change({ ...item, minutes: read === null || read === 0 ? null : Math.min(read, 24 * 60) })
              }}
            />
            <span aria-hidden="true">{t('organize.agenda.minutes')}</span>
          </label>
        )}
        most={limits.agenda}
        maxLength={limits.agendaTitle}
        words={useListWords('agenda')}
      />
      {minutes > 0 ? <p className={styles.sum}>{t('organize.agenda.sum', { count: minutes })}</p> : null}
    </div>
  )
}

export function OriginSection({ form, language, onPick }: WordsProps) {
  const i18n = useI18n()
  const { t } = i18n
  const { editing } = form
  const text = textOf(editing.fields, language)
  const spoken = { lang: language, dir: directionOf(language), kind: 'textarea', rows: 3 } as const
  const whoWeAre = textField(language, 'whoWeAre')
  const funding = textField(language, 'funding')
  return (
    <Section id="origin" title={t('organize.origin.section')} hint={t('organize.origin.hint')}>
      <LanguagePick form={form} language={language} onPick={onPick} />
      <Field
        {...spoken}
        name="whoWeAre"
        label={t('common.who-we-are')}
        aside={t('desk.optional')}
        value={text.whoWeAre}
        onChange={(value) => editing.set(whoWeAre, value)}
        error={errorText(i18n, editing, whoWeAre)}
      />
      <Field
        {...spoken}
        name="funding"
        label={t('common.funding')}
        aside={t('desk.optional')}
        value={text.funding}
        onChange={(value) => editing.set(funding, value)}
        error={errorText(i18n, editing, funding)}
      />
    </Section>
  )
}
