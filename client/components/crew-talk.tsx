// The crew's conversation: cues and texts in order, pending messages, and an input line.
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import type { CrewLine } from '../i18n/crew-lines.ts'
import { Button } from './button.tsx'
import styles from './crew-talk.module.css'
import { Icon } from './icon.tsx'
import { type TalkGroup, talkGroups } from './talk-groups.ts'
import { MixedScripts, useWritten } from './written.tsx'

export type CrewTalkProps = {
  readonly label: string
  readonly lines: readonly CrewLine[]
  readonly onSend: (text: string) => void
  /** Cues that are sent with one press instead of typing. */
  readonly quick: readonly { readonly key: string; readonly label: string }[]
  readonly onQuick: (key: string) => void
  /** Sends a refused message again, or discards it. */
  readonly onAgain: (id: string) => void
  readonly onGiveUp: (id: string) => void
  /** The crew members who are connected now. */
  readonly present?: ReactNode
  /** How long messages are stored, in words. */
  readonly kept: string
  /** True if something else on the page already announces new messages. */
  readonly isQuiet?: boolean
  readonly maxLength: number
  readonly words: {
    readonly write: string
    readonly send: string
    readonly quick: string
    readonly empty: string
    readonly pending: string
    readonly failed: string
    readonly again: string
    readonly giveUp: string
    readonly to: (who: string) => string
  }
}

export function CrewTalk(props: CrewTalkProps) {
  const { label, lines, words } = props
  const lastFailed = lines.filter(({ state }) => state === 'failed').at(-1)
  return (
    <div className={styles.talk}>
      {props.present ? <div className={styles.present}>{props.present}</div> : null}
      <Log {...props} />
      {props.quick.length === 0 ? null : (
        <div className={styles.quick} role="group" aria-label={words.quick}>
          {props.quick.map((cue) => (
            <Button key={cue.key} className={styles.cueButton} onClick={() => props.onQuick(cue.key)}>
              {cue.label}
            </Button>
          ))}
        </div>
      )}
      <WriteLine label={label} words={words} maxLength={props.maxLength} onSend={props.onSend} />
      <p className={styles.kept}>{props.kept}</p>
      {/* A refused message must not be missed, however far it has scrolled away. */}
      <span className="unseen" role="status" aria-live="assertive">
        {lastFailed === undefined ? '' : `${words.failed} ${lastFailed.why ?? ''}`}
      </span>
    </div>
  )
}

function Log(props: CrewTalkProps) {
  const { lines, words } = props
  const log = useRef<HTMLDivElement>(null)
  const isAtEnd = useRef(true)
  const lastId = lines.at(-1)?.id
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new last line is what it follows
  useEffect(() => {
    const box = log.current
    if (box !== null && isAtEnd.current) box.scrollTop = box.scrollHeight
  }, [lastId])
  if (lines.length === 0) return <p className={styles.empty}>{words.empty}</p>
  return (
    <div
      ref={log}
      className={styles.log}
      role="log"
      aria-label={props.label}
      aria-live={props.isQuiet ? 'off' : 'polite'}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and a keyboard must be able to scroll it
      tabIndex={0}
      onScroll={({ currentTarget: box }) => {
        isAtEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < 40
      }}
    >
      {talkGroups(lines).map((group) => (
        <Group key={group.key} group={group} {...props} />
      ))}
    </div>
  )
}

function Group({ group, words, onAgain, onGiveUp }: CrewTalkProps & { readonly group: TalkGroup }) {
  const first = group.lines[0]
  const written = useWritten()
  return (
    <>
      {group.day === null ? null : <p className={styles.day}>{group.day}</p>}
      <div className={styles.group} data-own={group.isOwn || undefined}>
        <p className={styles.who}>
          <MixedScripts text={group.who} />
          {group.to === null ? null : <span>{words.to(group.to)}</span>}
          {first === undefined ? null : <time dateTime={new Date(first.at).toISOString()}>{first.time}</time>}
        </p>
        {group.lines.map((line) => (
          <div key={line.id} className={styles.line} data-state={line.state}>
            {line.isCue ? (
              <p className={styles.cue}>{line.text}</p>
            ) : (
              <p className={styles.words} {...written(line.text)}>
                {line.text}
              </p>
            )}
            {line.state === 'pending' ? <span className={styles.state}>{words.pending}</span> : null}
            {line.state === 'failed' ? (
              <span className={styles.failed}>
                <Icon name="warning" />
                <span>
                  {words.failed} {line.why}
                </span>
                <Button kind="plain" size="small" onClick={() => onAgain(line.id)}>
                  {words.again}
                </Button>
                <Button kind="plain" size="small" onClick={() => onGiveUp(line.id)}>
                  {words.giveUp}
                </Button>
              </span>
            ) : null}
          </div>
        ))}
      </div>
    </>
  )
}

function WriteLine(props: Pick<CrewTalkProps, 'label' | 'words' | 'maxLength' | 'onSend'>) {
  const [text, setText] = useState('')
  const line = text.trim()
  function send(event: FormEvent): void {
    event.preventDefault()
    if (line === '') return
    setText('')
    props.onSend(line)
  }
  return (
    <form className={styles.write} onSubmit={send}>
      <input
        className={styles.input}
        name="crew-message"
        value={text}
        onChange={(event) => setText(event.target.value)}
        aria-label={props.words.write}
        placeholder={props.words.write}
        maxLength={props.maxLength}
        autoComplete="off"
        enterKeyHint="send"
        dir={text === '' ? undefined : 'auto'}
      />
      <Button type="submit" aria-disabled={line === ''}>
        {props.words.send}
      </Button>
    </form>
  )
}
