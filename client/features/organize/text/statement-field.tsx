// The statement: an editor on one side and a preview as it will be shown on the other.
import { useDeferredValue, useState } from 'react'
import { limits } from '#shared/protocol/limits.ts'
import { Choice } from '../../../components/form/choice.tsx'
import { Field } from '../../../components/form/field.tsx'
import { Markdown } from '../../../components/markdown.tsx'
import { directionOf } from '../../../i18n/direction.ts'
import { useI18n } from '../../../i18n/use-i18n.tsx'
import styles from './statement-field.module.css'

/** From this length on, the remaining room is shown. */
const nearLimit = limits.statement * 0.9

export function StatementField(props: {
  readonly language: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly error: string | null
}) {
  const { t } = useI18n()
  const [face, setFace] = useState<'write' | 'read'>('write')
  // Deferred, so that rendering a long text does not block typing.
  const source = useDeferredValue(props.value)
  const left = limits.statement - props.value.trim().length
  const room =
    left < 0
      ? t('organize.statement.over', { count: -left })
      : limits.statement - left > nearLimit
        ? t('organize.statement.left', { count: left })
        : null
  return (
    <div className={styles.statement} data-face={face}>
      <div className={styles.faces}>
        <Choice
          shape="segments"
          name="face"
          label={t('organize.statement.face')}
          labelUnseen
          value={face}
          onChange={setFace}
          options={[
            { value: 'write', label: t('organize.statement.write') },
            { value: 'read', label: t('organize.statement.read') },
          ]}
        />
      </div>
      <div className={styles.write}>
        <Field
          kind="textarea"
          rows={12}
          name="statement"
          lang={props.language}
          dir={directionOf(props.language)}
          label={t('organize.statement.label')}
          hint={t('organize.statement.hint', { most: limits.statement })}
          aside={t('desk.optional')}
          value={props.value}
          onChange={props.onChange}
          error={left < 0 ? room : props.error}
        />
        <p className={styles.room} role="status">
          {left < 0 ? null : room}
        </p>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so keys must be able to reach it */}
      <section className={styles.read} aria-labelledby="statement-read" tabIndex={0}>
        <h3 id="statement-read" className={styles.heading}>
          {t('organize.statement.preview')}
        </h3>
        {source.trim() === '' ? (
          <p className={styles.nothing}>{t('organize.statement.nothing')}</p>
        ) : (
          <Markdown source={source} headingLevel={4} lang={props.language} />
        )}
      </section>
    </div>
  )
}
