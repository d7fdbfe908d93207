// Imports a draft's texts and date from a file: first shows what was understood and what was not, then writes.
import { type DragEvent, lazy, Suspense, useId, useState } from 'react'
import { Disclosure } from '../../../components/disclosure.tsx'
import { Icon } from '../../../components/icon.tsx'
import { Notice } from '../../../components/notice.tsx'
import { useI18n } from '../../../i18n/use-i18n.tsx'
import type { GatheringEditInput } from '../gathering-fields.ts'
import { longestFile, type ReadFile, readFile } from './import-file.ts'
import styles from './import-part.module.css'
import type { Encoding } from './text-encoding.ts'
import type { NamedPlace, Understood } from './understood.ts'

/** Loaded only for those who import a file. */
const ImportPreview = lazy(() =>
  import('./import-preview.tsx').then((module) => ({ default: module.ImportPreview })),
)
const EncodingField = lazy(() =>
  import('./encoding-field.tsx').then((module) => ({ default: module.EncodingField })),
)

export type ImportPartProps = {
  /** The assumed language of a calendar's texts. */
  readonly language: string
  /** Resolves with whether the import was written. */
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
  const [bytes, setBytes] = useState<Uint8Array | null>(null)
  /** Set if another encoding would read the file differently. */
  const [encoding, setEncoding] = useState<Encoding | null>(null)

  async function read(file: File | undefined): Promise<void> {
    if (file === undefined) return
    // Refuse a large file without reading it.
    if (file.size > 4 * longestFile) hear({ ok: false, reason: 'too-large' }, null)
    else {
      const content = new Uint8Array(await file.arrayBuffer())
      hear(await readFile(content), content)
    }
  }

  function hear(found: ReadFile, content: Uint8Array | null): void {
    setEntries(found.ok ? found.entries : [])
    setFailed(found.ok ? null : found.reason)
    setEncoding(found.encoding ?? null)
    setBytes(content)
  }

  return (
    <div className={styles.import}>
      <Disclosure summary={t('import.title')}>
        <p className={styles.hint}>{t('import.hint')}</p>
        <FileDrop onFile={(file) => void read(file)} />
        {failed === null ? null : <Notice kind="care">{t(failedKeys[failed])}</Notice>}
        <Suspense>
          {encoding === null || bytes === null ? null : (
            <EncodingField
              encoding={encoding}
              onChange={async (chosen) => hear(await readFile(bytes, chosen), bytes)}
            />
          )}
          {entries.length === 0 ? null : (
            <ImportPreview
              entries={entries}
              language={language}
              onTake={async (edit, cities) => {
                if (!(await onTake(edit, cities))) return
                setEntries([])
                setEncoding(null)
              }}
            />
          )}
        </Suspense>
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
        accept=".ics,.ical,.ifb,.icalendar,.vcs,.json,text/calendar,text/x-vcalendar,application/json"
        onChange={(event) => {
          onFile(event.target.files?.[0])
          // Allow choosing the same file again.
          event.target.value = ''
        }}
      />
    </label>
  )
}
