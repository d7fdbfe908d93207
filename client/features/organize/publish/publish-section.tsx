// Publishing a draft and undoing it: what is missing, the button, and the link to share.

import { useState } from 'react'
import { ownValue } from '#shared/domain/own-value.ts'
import type { Answer } from '#shared/protocol/answers.ts'
import type { MeetingView } from '#shared/protocol/views.ts'
import { Button, ButtonLink } from '../../../components/button.tsx'
import { CopyButton } from '../../../components/copy-button.tsx'
import { Icon } from '../../../components/icon.tsx'
import { Notice } from '../../../components/notice.tsx'
import type { Undo } from '../../../components/use-undo.ts'
import { languageName } from '../../../i18n/languages.ts'
import { refusalText } from '../../../i18n/refusal-text.ts'
import { useI18n } from '../../../i18n/use-i18n.tsx'
import { useNow, useSync } from '../../../sync/use-sync.ts'
import { Section } from '../section.tsx'
import type { GatheringForm } from '../use-gathering-form.ts'
import { usePageOrigin } from '../use-page-origin.ts'
import { type Missing, whatIsMissing } from './checklist.ts'
import styles from './publish-section.module.css'

type Refused = Extract<Answer, { ok: false }>

export type PublishProps = {
  readonly form: GatheringForm
  readonly meetings: readonly MeetingView[]
  /** Number of people who replied: if there are any, the gathering cannot become a draft again. */
  readonly replies: number
  readonly undo: Undo
  /** Goes to the missing field. */
  readonly onGo: (field: string | undefined) => void
}

export function PublishSection(props: PublishProps) {
  const { t } = useI18n()
  return props.form.isDraft ? (
    <Section id="publish" title={t('organize.publish.section')} hint={t('organize.publish.hint')}>
      <Publish {...props} />
    </Section>
  ) : (
    <Section id="publish" title={t('organize.status.published')} hint={t('organize.published.hint')}>
      <Published {...props} />
    </Section>
  )
}

function Publish({ form, meetings, undo, onGo }: PublishProps) {
  const i18n = useI18n()
  const { t } = i18n
  const sync = useSync()
  const now = useNow(30_000)
  const { gathering, editing } = form
  const missing = whatIsMissing(gathering, now)
  const main = gathering.languages[0] ?? ''
  const hasStatement = (ownValue(gathering.texts, main)?.statement ?? '').trim() !== ''
  const [sending, setSending] = useState(false)
  const [refused, setRefused] = useState<Refused | null>(null)

  async function publish(): Promise<void> {
    setSending(true)
    setRefused(null)
    // Commands of one gathering keep their order, so the latest edits are saved before publishing.
    void editing.save()
    const answer = await sync.dispatch('publishGathering', gathering.gatheringId, {})
    setSending(false)
    if (!answer.ok) return setRefused(answer)
    undo.offer({
      message: t('organize.publish.done'),
      undo: () => void sync.dispatch('unpublishGathering', gathering.gatheringId, {}),
    })
  }

  return (
    <div className={styles.publish}>
      <ul className={styles.list} aria-label={t('organize.publish.checklist')}>
        {missing.map((one) => (
          <li key={`${one.reason} ${one.field}`} className={styles.item} data-state="missing">
            <Icon name="warning" />
            <Button kind="plain" onClick={() => onGo(one.field)}>
              <MissingText missing={one} />
            </Button>
          </li>
        ))}
        {missing.length === 0 ? (
          <li className={styles.item} data-state="done">
            <Icon name="check" />
            <span>{t('organize.publish.complete')}</span>
          </li>
        ) : null}
        {gathering.startsAt === null ? (
          <li className={styles.item}>
            <Icon name="calendar" />
            <Button kind="plain" onClick={() => onGo('startsAt')}>
              {t('organize.publish.no-instant')}
            </Button>
          </li>
        ) : null}
        {hasStatement ? null : (
          <li className={styles.item}>
            <Icon name="edit" />
            <Button kind="plain" onClick={() => onGo(`texts.${main}.statement`)}>
              {t('organize.publish.no-statement')}
            </Button>
          </li>
        )}
        {meetings.some((meeting) => meeting.status === 'approved') ? null : (
          <li className={styles.item}>
            <Icon name="pin" />
            <a href={`/g/${gathering.slug}/organize/cities`}>{t('organize.publish.no-cities')}</a>
          </li>
        )}
      </ul>
      {editing.conflicts.length > 0 ? <Notice kind="care">{t('organize.resolve-conflicts')}</Notice> : null}
      {refused === null ? null : <Notice kind="harm">{refusalText(i18n, refused)}</Notice>}
      <p className={styles.actions}>
        <Button
          kind="signal"
          size="large"
          busy={sending}
          busyLabel={t('organize.publish.sending')}
          aria-disabled={missing.length > 0 || editing.conflicts.length > 0}
          aria-describedby={missing.length > 0 ? 'publish-blocked' : undefined}
          onClick={() =>
            missing.length > 0 ? onGo(missing[0]?.field) : editing.conflicts.length === 0 && void publish()
          }
        >
          {t('organize.publish.button')}
        </Button>
        <ButtonLink href={`/g/${gathering.slug}/preview`} icon={<Icon name="eye" />}>
          {t('organize.publish.preview')}
        </ButtonLink>
      </p>
      {missing.length > 0 ? (
        <p id="publish-blocked" className={styles.note}>
          {t('organize.publish.blocked', { count: missing.length })}
        </p>
      ) : null}
    </div>
  )
}

function MissingText({ missing }: { readonly missing: Missing }) {
  const { t, language } = useI18n()
  const tag = missing.reason === 'title-missing' ? missing.field?.split('.')[1] : undefined
  if (tag !== undefined) return t('organize.publish.title-missing', { language: languageName(tag, language) })
  return t(`refusal.${missing.reason}`)
}

function Published({ form, undo, replies }: PublishProps) {
  const i18n = useI18n()
  const { t } = i18n
  const sync = useSync()
  const origin = usePageOrigin()
  const { confirmed } = form
  const [refused, setRefused] = useState<Refused | null>(null)
  const href = `${origin}/g/${confirmed.slug}`

  async function takeBack(): Promise<void> {
    setRefused(null)
    const answer = await sync.dispatch('unpublishGathering', confirmed.gatheringId, {})
    if (!answer.ok) return setRefused(answer)
    undo.offer({
      message: t('organize.published.taken-back'),
      undo: () => void sync.dispatch('publishGathering', confirmed.gatheringId, {}),
    })
  }

  return (
    <div className={styles.publish}>
      <p>{t('organize.published.share')}</p>
      <div className={styles.share}>
        <CopyButton
          shown
          text={href}
          labels={{
            copy: t('common.copy-link'),
            copied: t('common.copied'),
            byHand: t('common.copy-link-by-hand'),
          }}
        />
      </div>
      <p className={styles.actions}>
        <a href={`/g/${confirmed.slug}`}>{t('common.open-public-page')}</a>
        <a href={`/g/${confirmed.slug}/preview`}>{t('organize.publish.preview')}</a>
        {replies > 0 ? null : (
          <Button kind="plain" onClick={() => void takeBack()}>
            {t('organize.published.take-back')}
          </Button>
        )}
      </p>
      <p className={styles.note}>
        {t(replies > 0 ? 'organize.published.no-way-back' : 'organize.published.take-back-hint')}
      </p>
      {refused === null ? null : <Notice kind="harm">{refusalText(i18n, refused)}</Notice>}
    </div>
  )
}
