// Where rows of a spreadsheet are pasted, or read from a file that never leaves this device.
import { useId, useState } from 'react'
import { Button } from '../../components/button.tsx'
import { Field } from '../../components/field.tsx'
import { useI18n } from '../../i18n/use-i18n.tsx'
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

  function read(text: string): void {
    setFault(text.trim() === '' ? 'empty' : null)
    if (text.trim() !== '') cities.read(text)
  }

  async function readFile(file: File | undefined): Promise<void> {
    if (file === undefined) return
    const text = await readText(file)
    if (text === null) setFault('file')
    else read(text)
  }

  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        read(cities.text)
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
          accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain"
          onChange={(event) => {
            void readFile(event.target.files?.[0])
            // The same file, mended, may be chosen again.
            event.target.value = ''
          }}
        />
      </div>
      <p className={styles.actions}>
        <Button type="submit" kind="signal">
          {t('organize.import.read')}
        </Button>
        <Button kind="plain" onClick={onClose}>
          {t('organize.cancel')}
        </Button>
      </p>
    </form>
  )
}

const mostBytes = 2 * 1024 * 1024

/** UTF-8, UTF-16 with its mark, or what Arabic spreadsheets save (windows-1256); null for what is no text. */
async function readText(file: File): Promise<string | null> {
  if (file.size > mostBytes) return null
  const bytes = new Uint8Array(await file.arrayBuffer())
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes.includes(0)) return null
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1256').decode(bytes)
  }
}
