// One city opened for editing: its plan, renewing its host link, withdrawing the meeting.

import { useCallback, useMemo, useState } from 'react'
import { meetingStart } from '#shared/domain/moment.ts'
import { ownValue } from '#shared/domain/own-value.ts'
import { placeName } from '#shared/domain/place.ts'
import type { CountsView, GatheringView, MeetingView } from '#shared/protocol/views.ts'
import { Button } from '../../../components/button.tsx'
import { Dialog } from '../../../components/dialog.tsx'
import { Notice } from '../../../components/notice.tsx'
import type { Undo } from '../../../components/use-undo.ts'
import { fieldErrorText, refusalText } from '../../../i18n/refusal-text.ts'
import { useI18n } from '../../../i18n/use-i18n.tsx'
import type { Fields } from '../../../sync/form-changes.ts'
import { keepFreshLink, putAwayFreshLink } from '../../../sync/fresh-links.ts'
import { makeCredential } from '../../../sync/secrets.ts'
import { isOf, useEditing } from '../../../sync/use-editing.ts'
import { useLive, useSync } from '../../../sync/use-sync.ts'
import { type PlanDraft, planOfMeeting, readEdit, samePlanField } from '../../plan/plan-draft.ts'
import { planFaults } from '../../plan/plan-faults.ts'
import { PlanFields } from '../../plan/plan-fields.tsx'
import { CityCodes } from './city-codes.tsx'
import styles from './edit-city.module.css'
import { MergeCity } from './merge-city.tsx'
import { MoveCity } from './move-city.tsx'

export type EditCityProps = {
  readonly gathering: GatheringView
  readonly meeting: MeetingView
  /** All meetings of the gathering. */
  readonly meetings: readonly MeetingView[]
  readonly counts: CountsView | undefined
  readonly undo: Undo
}

export function EditCity({ gathering, meeting, meetings, counts, undo }: EditCityProps) {
  const i18n = useI18n()
  const { t, language } = i18n
  const sync = useSync()
  const live = useLive()
  const { gatheringId } = gathering
  const { meetingId } = meeting
  const confirmed = useMemo(() => planOfMeeting(meeting), [meeting])
  const errorsOf = useCallback((changed: Fields) => planFaults(changed), [])
  const city = placeName(meeting.place.names, language)
  const editing = useEditing({
    scope: `${gatheringId}.${meetingId}`,
    confirmed,
    same: samePlanField,
    errorsOf,
    autosave: false,
    send: async (changed) => {
      const inverse = Object.fromEntries(
        Object.keys(changed).map((field) => [field, ownValue(confirmed, field)]),
      )
      const answer = await sync.dispatch('editMeeting', gatheringId, {
        meetingId,
        edit: readEdit(changed),
      })
      if (answer.ok) {
        undo.offer({
          message: t('organize.edit.saved', { city }),
          undo: () => void sync.dispatch('editMeeting', gatheringId, { meetingId, edit: readEdit(inverse) }),
        })
      }
      return answer
    },
  })
  const errorOf = (field: string): string | null => {
    const found = editing.errors.find((error) => isOf(error, field))
    if (found !== undefined) return t(`field-error.${found.reason}`)
    return editing.refused === null ? null : fieldErrorText(i18n, editing.refused, `edit.${field}`)
  }
  const startsAt = meetingStart(gathering, meeting.place.timeZone)
  const isDirty = editing.open.length > 0
  const blocked = editing.errors.length > 0 || editing.conflicts.length > 0

  return (
    <div className={styles.edit}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (!blocked) void editing.save()
        }}
      >
        {editing.conflicts.length > 0 ? (
          <Notice
            kind="care"
            action={
              <>
                <Button size="small" onClick={() => editing.conflicts.forEach(editing.keepMine)}>
                  {t('organize.conflict.keep-mine')}
                </Button>
                <Button size="small" onClick={() => editing.conflicts.forEach(editing.takeTheirs)}>
                  {t('organize.conflict.take-theirs')}
                </Button>
              </>
            }
          >
            {t('organize.edit.conflict')}
          </Notice>
        ) : null}
        <PlanFields
          draft={editing.fields as PlanDraft}
          set={editing.set}
          errorOf={errorOf}
          clock={startsAt === null ? null : { startsAt, timeZone: meeting.place.timeZone }}
          languages={gathering.languages}
          by="organizer"
        />
        {editing.refused === null ? null : <Notice kind="harm">{refusalText(i18n, editing.refused)}</Notice>}
        <p className={styles.actions}>
          <Button
            type="submit"
            busy={editing.saving}
            busyLabel={t('desk.saving')}
            aria-disabled={!isDirty || blocked}
          >
            {t('organize.edit.save')}
          </Button>
          {isDirty ? (
            <Button kind="plain" onClick={editing.discard}>
              {t('desk.discard-changes')}
            </Button>
          ) : null}
          <span className={styles.state} role="status">
            {isDirty
              ? editing.saving && live.status !== 'live'
                ? t('desk.saved-offline')
                : t('organize.edit.unsaved')
              : ''}
          </span>
        </p>
      </form>
      {meeting.status === 'approved' ? (
        <>
          <MoveCity gathering={gathering} meeting={meeting} undo={undo} city={city} />
          <MergeCity
            gathering={gathering}
            meeting={meeting}
            meetings={meetings}
            counts={counts}
            undo={undo}
            city={city}
          />
        </>
      ) : null}
      <CityCodes gathering={gathering} meeting={meeting} />
      <Withdraw gathering={gathering} meeting={meeting} undo={undo} city={city} />
      <RenewLink gathering={gathering} meeting={meeting} city={city} />
    </div>
  )
}

type OneCity = { readonly gathering: GatheringView; readonly meeting: MeetingView; readonly city: string }

function Withdraw({ gathering, meeting, undo, city }: OneCity & { readonly undo: Undo }) {
  const { t } = useI18n()
  const sync = useSync()
  if (meeting.status !== 'approved') return null
  const { meetingId } = meeting
  return (
    <p className={styles.line}>
      <Button
        kind="danger"
        size="small"
        onClick={() => {
          void sync.dispatch('withdrawMeeting', gathering.gatheringId, { meetingId }).then((answer) => {
            if (!answer.ok) return
            undo.offer({
              message: t('organize.cities.withdrawn-now', { city }),
              undo: () => void sync.dispatch('approveMeeting', gathering.gatheringId, { meetingId }),
            })
          })
        }}
      >
        {t('organize.edit.withdraw')}
      </Button>
      <span className={styles.state}>{t('organize.edit.withdraw-hint')}</span>
    </p>
  )
}

function RenewLink({ gathering, meeting, city }: OneCity) {
  const i18n = useI18n()
  const { t } = i18n
  const sync = useSync()
  const live = useLive()
  const [asking, setAsking] = useState(false)
  const [state, setState] = useState<'idle' | 'sending' | 'done'>('idle')
  const [refusal, setRefusal] = useState<string | null>(null)

  async function renew(): Promise<void> {
    const made = makeCredential('host')
    setAsking(false)
    setRefusal(null)
    keepFreshLink({ gatheringId: gathering.gatheringId, opens: 'host', name: city, secret: made })
    setState('sending')
    const { meetingId } = meeting
    const answer = await sync.dispatch('renewHostLink', gathering.gatheringId, {
      meetingId,
      hostSecret: made,
    })
    setState(answer.ok ? 'done' : 'idle')
    if (answer.ok) return
    putAwayFreshLink(made)
    setRefusal(refusalText(i18n, answer))
  }

  return (
    <>
      <p className={styles.line}>
        <Button
          size="small"
          onClick={() => setAsking(true)}
          busy={state === 'sending' && live.status === 'live'}
        >
          {t('organize.host-link.renew')}
        </Button>
        <span className={styles.state}>{t('organize.host-link.renew-hint')}</span>
      </p>
      {refusal === null ? null : <Notice kind="harm">{refusal}</Notice>}
      {state === 'sending' && live.status !== 'live' ? (
        <Notice kind="care">{t('desk.saved-offline')}</Notice>
      ) : null}
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t('organize.host-link.renew-ask', { city })}
        closeLabel={t('common.close')}
        actions={
          <>
            <Button kind="danger" onClick={() => void renew()}>
              {t('organize.host-link.renew-confirm')}
            </Button>
            <Button onClick={() => setAsking(false)}>{t('common.cancel')}</Button>
          </>
        }
      >
        <p>{t('organize.host-link.renew-warning')}</p>
      </Dialog>
    </>
  )
}
