// A gathering's languages: which one is being edited, which one is the main one, adding and removing.

import { useState } from 'react'
import { ownValue } from '#shared/domain/own-value.ts'
import { limits } from '#shared/protocol/limits.ts'
import { Button } from '../../../components/button.tsx'
import { Field } from '../../../components/form/field.tsx'
import { Icon } from '../../../components/icon.tsx'
import type { Undo } from '../../../components/use-undo.ts'
import { languageName } from '../../../i18n/languages.ts'
import { useI18n } from '../../../i18n/use-i18n.tsx'
import { type TextField, textField, textOf } from '../gathering-fields.ts'
import type { GatheringForm } from '../use-gathering-form.ts'
import { commonLanguages } from './common-languages.ts'
import styles from './languages-field.module.css'

type Props = {
  readonly form: GatheringForm
  readonly language: string
  readonly onPick: (language: string) => void
}

/** Selects the language to edit. Renders nothing if there is only one. */
export function LanguagePick({ form, language, onPick }: Props) {
  const i18n = useI18n()
  const { languages, texts } = form.gathering
  if (languages.length < 2) return null
  return (
    <div className={styles.pick} role="group" aria-label={i18n.t('organize.languages.writing')}>
      {languages.map((tag) => (
        <button
          key={tag}
          type="button"
          className={styles.tag}
          aria-pressed={tag === language}
          onClick={() => onPick(tag)}
        >
          {languageName(tag, i18n.language)}
          {ownValue(texts, tag)?.title.trim() ? null : (
            <span className={styles.missing}>{i18n.t('organize.languages.untitled')}</span>
          )}
        </button>
      ))}
    </div>
  )
}

export function LanguagesField({ form, language, onPick, undo }: Props & { readonly undo: Undo }) {
  const { t, language: readers } = useI18n()
  const { editing, gathering } = form
  const { languages } = gathering
  const [adding, setAdding] = useState('')
  const open = commonLanguages.filter((tag) => !languages.includes(tag))
  const name = (tag: string) => languageName(tag, readers)

  function add(): void {
    if (adding === '') return
    editing.set('languages', [...languages, adding])
    onPick(adding)
    setAdding('')
  }

  function remove(): void {
    const text = textOf(editing.fields, language)
    const fields = Object.keys(text) as TextField[]
    const at = languages.indexOf(language)
    const after = languages.filter((tag) => tag !== language)
    for (const field of fields) editing.takeTheirs(textField(language, field))
    editing.set('languages', after)
    onPick(after[0] ?? language)
    undo.offer({
      message: t('organize.languages.removed', { language: name(language) }),
      undo: () => {
        // Insert into the current list: another language may have been added since.
        editing.set('languages', (now: unknown) => {
          const others = ((now as readonly string[] | undefined) ?? []).filter((tag) => tag !== language)
          return [...others.slice(0, at), language, ...others.slice(at)]
        })
        for (const field of fields) editing.set(textField(language, field), text[field])
        onPick(language)
      },
    })
  }

  return (
    <div className={styles.languages}>
      <LanguagePick form={form} language={language} onPick={onPick} />
      {languages.length > 1 ? (
        <p className={styles.tools}>
          {languages[0] === language ? (
            <span className={styles.main}>
              {t('organize.languages.is-main', { language: name(language) })}
            </span>
          ) : (
            <Button
              kind="plain"
              size="small"
              onClick={() =>
                editing.set('languages', [language, ...languages.filter((tag) => tag !== language)])
              }
            >
              {t('organize.languages.make-main', { language: name(language) })}
            </Button>
          )}
          <Button kind="plain" size="small" onClick={remove}>
            {t('organize.languages.remove', { language: name(language) })}
          </Button>
        </p>
      ) : (
        <p className={styles.main}>{t('organize.languages.only', { language: name(language) })}</p>
      )}
      {languages.length < limits.languages ? (
        <form
          className={styles.adding}
          onSubmit={(event) => {
            event.preventDefault()
            add()
          }}
        >
          <Field
            kind="select"
            name="add-language"
            label={t('desk.add-language')}
            value={adding}
            onChange={setAdding}
            options={[
              { value: '', label: t('organize.languages.choose') },
              ...open.map((tag) => ({ value: tag, label: name(tag) })),
            ]}
          />
          <Button type="submit" icon={<Icon name="plus" />} aria-disabled={adding === ''}>
            {t('desk.add')}
          </Button>
        </form>
      ) : null}
    </div>
  )
}
