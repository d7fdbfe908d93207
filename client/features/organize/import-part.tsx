// Takes a draft's words and moment from a file: first shows what was understood of it and what was not, and only then writes.
import { type DragEvent, useId, useState } from 'react'
import { Disclosure } from '../../components/disclosure.tsx'
import { Icon } from '../../components/icon.tsx'
import { Notice } from '../../components/notice.tsx'
import { useI18n } from '../../i18n/use-i18n.tsx'
import type { GatheringEditInput } from './gathering-fields.ts'
import { longestFile, type ReadFile, readFile } from './import-file.ts'
import styles from './import-part.module.css'
import { ImportPreview } from './import-preview.tsx'
import type { NamedPlace, Understood } from './understood.ts'

export type ImportPartProps = {
  /** The language in which a calendar's words are taken to be. */
  readonly language: string
  /** Resolves with whether it was written. */
  readonly onTake: (edit: GatheringEditInput, cities: readonly NamedPlace[]) => Promise<boolean>
}

type Failed = Extract<ReadFile, { ok: false }>

const failedKeys = {
  'too-large': 'import.too-large',
  'not-readable': 'import.not-readable',
  empty: 'import.empty',
} as const

export function ImportPart({ language, onTake }: ImportPartProps) {
  const { t } = useI18n()
  const [entries, setEntries] = useState<readonly Understood[]>([])
  const [failed, setFailed] = useState<Failed['reason'] | null>(null)

  async function read(file: File | undefined): Promise<void> {
    if (file === undefined) return
    // The text is never longer than its bytes, and a large file need not be read to be refused.
    const found: ReadFile =
      file.size > 4 * longestFile ? { ok: false, reason: 'too-large' } : await readFile(await file.text())
    setEntries(found.ok ? found.entries : [])
    setFailed(found.ok ? null : found.reason)
  }

  return (
    <div className={styles.import}>
      <Disclosure summary={t('import.title')}>
        <p className={styles.hint}>{t('import.hint')}</p>
        <FileDrop onFile={(file) => void read(file)} />
        {failed === null ? null : <Notice kind="care">{t(failedKeys[failed])}</Notice>}
        {entries.length === 0 ? null : (
          <ImportPreview
            entries={entries}
            language={language}
            onTake={async (edit, cities) => {
              if (await onTake(edit, cities)) setEntries([])
            }}
          />
        )}
      </Disclosure>
    </div>
  )
}

function FileDrop({ onFile }: { readonly onFile: (file: File | undefined) => void }) {
  const { t } = useI18n()
  const id = useId()
  const [isOver, setOver] = useState(false)
  const dragged = (isNowOver: boolean) => (event: DragEvent) => {
    event.preventDefault()
    setOver(isNowOver)
  }
  return (
    <label
      htmlFor={id}
      className={styles.drop}
      data-over={isOver || undefined}
      onDragOver={dragged(true)}
      onDragLeave={dragged(false)}
      onDrop={(event) => {
        dragged(false)(event)
        onFile(event.dataTransfer.files[0])
      }}
    >
      <Icon name="calendar" />
      <span>{t('import.choose')}</span>
      <input
        id={id}
        className="unseen"
        type="file"
        name="import"
        accept=".ics,.ical,.json,text/calendar,application/json"
        onChange={(event) => {
          onFile(event.target.files?.[0])
          // The same file again is a new choice.
          event.target.value = ''
        }}
      />
    </label>
  )
}
