// The host's form for their city, saved with a button; and the texts and links to pass on.
import { type FormEvent, useMemo, useRef, useState } from 'react'
import { meetingStart } from '#shared/domain/moment.ts'
import { placeName } from '#shared/domain/place.ts'
import type { MeetingEdit } from '#shared/protocol/commands/meeting.ts'
import type { GatheringView, MeetingView } from '#shared/protocol/views.ts'
import { Button } from '../../../components/button.tsx'
import { CopyButton } from '../../../components/copy-button.tsx'
import { Notice } from '../../../components/notice.tsx'
import type { Undo } from '../../../components/use-undo.ts'
import { whenText } from '../../../i18n/clock-text.ts'
import { fieldErrorText, refusalText } from '../../../i18n/refusal-text.ts'
import { useI18n } from '../../../i18n/use-i18n.tsx'
import { useOffline } from '../../../sync/use-sync.ts'
import { type PlanDraft, type PlanField, planEdit, planOfMeeting } from '../../plan/plan-draft.ts'
import { PlanFields } from '../../plan/plan-fields.tsx'
import { RenewCode } from '../door/renew-code.tsx'
import styles from '../host.module.css'
import type { HostCommands } from '../host-commands.ts'
import { hostFaultOf } from '../host-fault-of.ts'
import { CityClock } from '../stream/city-clock.tsx'

export type HostCityProps = {
  readonly meeting: MeetingView
  readonly gathering: GatheringView
  readonly title: string
  readonly commands: HostCommands
  readonly undo: Undo
  /** The full URL with the origin; empty on the server. */
  readonly cityLink: string
}

export function HostCity(props: HostCityProps) {
  const { meeting, gathering } = props
  return (
    <div className={styles.part}>
      <CityClock place={meeting.place} moment={gathering} />
      {meeting.status === 'approved' ? <Share {...props} /> : null}
      <EditPlan {...props} />
    </div>
  )
}

function EditPlan({ meeting, gathering, commands, undo }: HostCityProps) {
  const i18n = useI18n()
  const { t } = i18n
  const offline = useOffline()
  const form = useRef<HTMLFormElement>(null)
  /** Only fields changed here; the others follow changes by others. */
  const [touched, setTouched] = useState<Partial<PlanDraft>>({})
  const [hasTried, setTried] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const startsAt = meetingStart(gathering, meeting.place.timeZone)
  const standing = useMemo(() => planOfMeeting(meeting), [meeting])
  const draft = { ...standing, ...touched }
  const faultOf = hostFaultOf(draft)
  const edit = planEdit(standing, draft)
  const hasEdits = Object.keys(edit).length > 0 || faultOf.hasAny
  const refused = commands.refused?.name === 'editMeeting' ? commands.refused.answer : null

  function errorOf(field: PlanField): string | null {
    const fault = hasTried ? faultOf.field(field) : null
    if (fault !== null) return t(`field-error.${fault}`)
    return refused === null ? null : fieldErrorText(i18n, refused, `edit.${field}`)
  }

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault()
    setTried(true)
    if (isBusy || Object.keys(edit).length === 0) return
    if (faultOf.hasAny) {
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus())
      return
    }
    const inverse = Object.fromEntries(
      Object.keys(edit).map((name) => [name, standing[name as PlanField]]),
    ) as MeetingEdit
    const { meetingId } = meeting
    setBusy(!offline)
    const answered = commands.ask('editMeeting', { meetingId, edit })
    // Offline, the command waits in the outbox and its effect already shows; the button must not stay busy.
    const answer = offline ? null : await Promise.race([answered, later(2500)])
    setBusy(false)
    if (answer !== null && !answer.ok) return
    setTouched({})
    setTried(false)
    undo.offer({
      message: t(answer === null ? 'desk.saved-offline' : 'host.edit-saved'),
      seconds: 20,
      undo: () => void commands.ask('editMeeting', { meetingId, edit: inverse }),
    })
  }

  return (
    <section className={styles.section} aria-labelledby="city-plan">
      <h2 id="city-plan" className={styles.heading}>
        {t('host.plan')}
      </h2>
      <form ref={form} className={styles.form} noValidate onSubmit={(event) => void save(event)}>
        <PlanFields
          draft={draft}
          set={(field, value) => setTouched((before) => ({ ...before, [field]: value }))}
          errorOf={errorOf}
          clock={startsAt === null ? null : { startsAt, timeZone: meeting.place.timeZone }}
          languages={gathering.languages}
          by="host"
        />
        {refused === null ? null : (
          <Notice kind="harm" say="assertive">
            {refusalText(i18n, refused)}
          </Notice>
        )}
        <div className={styles.actions}>
          <Button
            kind={hasEdits ? 'signal' : 'quiet'}
            type="submit"
            busy={isBusy}
            busyLabel={t('desk.saving')}
            aria-disabled={!hasEdits}
          >
            {t('host.save')}
          </Button>
          {hasEdits ? (
            <Button
              kind="plain"
              onClick={() => {
                setTouched({})
                setTried(false)
              }}
            >
              {t('desk.discard-changes')}
            </Button>
          ) : (
            <p className={styles.soft}>{t('host.nothing-changed')}</p>
          )}
        </div>
      </form>
    </section>
  )
}

function later(ms: number): Promise<null> {
  return new Promise((resolve) => setTimeout(() => resolve(null), ms))
}

function Share({ meeting, gathering, title, commands, cityLink }: HostCityProps) {
  const i18n = useI18n()
  const { t, language } = i18n
  const city = placeName(meeting.place.names, language)
  const isInvited = meeting.exposure.existence === 'invited'
  const link = isInvited && meeting.crew !== null ? `${cityLink}#${meeting.crew.invitation}` : cityLink
  if (cityLink === '') return null
  const startsAt = meetingStart(gathering, meeting.place.timeZone)
  const when = startsAt === null ? null : whenText(i18n, startsAt, meeting.place.timeZone)
  const words =
    when === null
      ? t('host.share-words-open', { city, title, link })
      : t('host.share-words', { city, title, when, link })
  return (
    <section className={styles.section} aria-labelledby="city-share">
      <h2 id="city-share" className={styles.heading}>
        {t('common.share')}
      </h2>
      <p className={styles.soft}>{t(isInvited ? 'host.share-invited' : 'host.share-public')}</p>
      <CopyButton
        text={link}
        shown
        labels={{
          copy: t(isInvited ? 'host.copy-invitation' : 'common.copy-link'),
          copied: t('common.copied'),
          byHand: t('desk.copy-by-hand'),
        }}
      />
      {isInvited && meeting.crew !== null ? (
        <RenewCode
          what="invitation"
          value={meeting.crew.invitation}
          meetingId={meeting.meetingId}
          commands={commands}
        />
      ) : null}
      <blockquote className={styles.shareWords}>{words}</blockquote>
      <CopyButton
        text={words}
        labels={{ copy: t('host.copy-words'), copied: t('common.copied'), byHand: t('desk.copy-by-hand') }}
      />
    </section>
  )
}
