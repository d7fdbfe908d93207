// Keeps text rendered by the server as it is, and loads the Markdown parser only when another text must be shown.
import { type ComponentType, lazy, Suspense, useState } from 'react'
import styles from '#client/components/markdown.module.css'
import type { MarkdownProps } from '#client/components/markdown.tsx'
import { useWritten } from '#client/components/written.tsx'
import { useDrawn, useOwnEyes } from '../../sync/drawn.ts'

let loaded: ComponentType<MarkdownProps> | null = null

/** Call on the server before rendering. */
export async function loadMarkdown(): Promise<void> {
  loaded = (await import('#client/components/markdown.tsx')).Markdown
}

const Later = lazy(() =>
  import('#client/components/markdown.tsx').then(
    ({ Markdown }) => ({ default: Markdown }),
    // The parser did not load: show the source text.
    () => ({ default: ({ source }: MarkdownProps) => <p>{source}</p> }),
  ),
)

export function LaterMarkdown(props: MarkdownProps) {
  const wasDrawn = useDrawn() !== null
  const hasOwnEyes = useOwnEyes()
  const written = useWritten()
  const [first] = useState({ source: props.source, isTakenOver: wasDrawn && !hasOwnEyes })
  if (loaded !== null) {
    const Markdown = loaded
    return <Markdown {...props} />
  }
  if (first.isTakenOver && first.source === props.source) {
    return (
      <div
        className={styles.text}
        data-columns={props.columns || undefined}
        {...written(props.source, { lang: props.lang })}
        suppressHydrationWarning
        // biome-ignore lint/security/noDangerouslySetInnerHtml: nothing is set; the browser leaves what the server drew
        dangerouslySetInnerHTML={{ __html: '' }}
      />
    )
  }
  return (
    <Suspense fallback={null}>
      <Later {...props} />
    </Suspense>
  )
}
