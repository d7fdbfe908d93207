// Copies a text and confirms it in place; if the browser refuses, selects the text so that it can be copied manually.
import { useEffect, useRef, useState } from 'react'
import { Button, type ButtonKind } from './button.tsx'
import styles from './copy-button.module.css'
import { Icon } from './icon.tsx'

export type CopyButtonProps = {
  readonly text: string
  readonly labels: { readonly copy: string; readonly copied: string; readonly byHand: string }
  readonly kind?: ButtonKind
  /** Shows the text above the button, for secrets that must be saved. */
  readonly shown?: boolean
}

export function CopyButton({ text, labels, kind = 'quiet', shown = false }: CopyButtonProps) {
  const [state, setState] = useState<'idle' | 'copied' | 'by-hand'>('idle')
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (state !== 'copied') return
    const timer = setTimeout(() => setState('idle'), 4000)
    return () => clearTimeout(timer)
  }, [state])
  useEffect(() => {
    if (state === 'by-hand') field.current?.select()
  }, [state])
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      setState('copied')
    } catch {
      setState('by-hand')
    }
  }
  return (
    <span className={styles.copy}>
      {shown || state === 'by-hand' ? (
        <input
          ref={field}
          className={styles.text}
          readOnly
          dir="ltr"
          value={text}
          aria-label={labels.copy}
          onFocus={(event) => event.target.select()}
        />
      ) : null}
      <Button
        kind={kind}
        icon={<Icon name={state === 'copied' ? 'check' : 'copy'} />}
        onClick={() => void copy()}
      >
        {state === 'copied' ? labels.copied : labels.copy}
      </Button>
      <span className="unseen" aria-live="polite">
        {state === 'copied' ? labels.copied : state === 'by-hand' ? labels.byHand : ''}
      </span>
    </span>
  )
}
