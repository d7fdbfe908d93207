// Input for rows pasted from a spreadsheet, or read from a file, which is never sent anywhere.
import { useId, useState } from 'react'
import { Button } from '../../../components/button.tsx'
import { Field } from '../../../components/form/field.tsx'
import { useI18n } from '../../../i18n/use-i18n.tsx'
import styles from './import-cities.module.css'
import type { CityImport } from './use-city-import.ts'

export function ImportPaste({
  cities,
  onClose,
}: {
  readonly cities: CityImport
  readonly onClose: () => void
}) {
  const { t } = useI18n()
  const id = useId()
  const [fault, setFault] = useState<'empty' | 'file' | null>(null)

  function read(): void {
    const isEmpty = cities.text.trim() === ''
    setFault(isEmpty ? 'empty' : null)
    if (!isEmpty) cities.readPasted()
  }

  async function readFile(file: File | undefined): Promise<void> {
    if (file === undefined) return
    const bytes = file.size > mostBytes ? null : new Uint8Array(await file.arrayBuffer())
    if (bytes === null || !cities.readBytes(bytes)) setFault('file')
    else setFault(bytes.length === 0 ? 'empty' : null)
  }

  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        read()
      }}
    >
      <Field
        kind="textarea"
        rows={6}
        name="rows"
        label={t('organize.import.rows')}
        hint={t('organize.import.rows-hint')}
        value={cities.text}
        onChange={(text) => {
          cities.setText(text)
          setFault(null)
        }}
        error={
          fault === null ? null : t(fault === 'empty' ? 'organize.import.empty' : 'organize.import.bad-file')
        }
        autoComplete="off"
      />
      <div className={styles.file}>
        <label htmlFor={id}>{t('organize.import.file')}</label>
        <input
          id={id}
          type="file"
          accept=".csv,.tsv,.tab,.txt,text/csv,text/tab-separated-values,text/plain"
          onChange={(event) => {
            void readFile(event.target.files?.[0])
            // Allow choosing the same file again after it was corrected.
            event.target.value = ''
          }}
        />
      </div>
      <p className={styles.actions}>
        <Button type="submit" kind="signal">
          {t('organize.import.read')}
        </Button>
        <Button kind="plain" onClick={onClose}>
          {t('common.cancel')}
        </Button>
      </p>
    </form>
  )
}

const mostBytes = 2 * 1024 * 1024
