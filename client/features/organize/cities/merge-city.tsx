// Merges a meeting, with everyone who replied, into another one; and undoes that.
import { useState } from 'react'
import { distanceKm, placeName } from '#shared/domain/place.ts'
import type { CountsView, GatheringView, MeetingView } from '#shared/protocol/views.ts'
import { Button } from '../../../components/button.tsx'
import { Dialog } from '../../../components/dialog.tsx'
import { Field } from '../../../components/form/field.tsx'
import { Notice } from '../../../components/notice.tsx'
import type { Undo } from '../../../components/use-undo.ts'
import { refusalText } from '../../../i18n/refusal-text.ts'
import { useI18n } from '../../../i18n/use-i18n.tsx'
import { useSync } from '../../../sync/use-sync.ts'
import styles from './edit-city.module.css'

type MergeProps = {
  readonly gathering: GatheringView
  readonly meeting: MeetingView
  /** All meetings of the gathering. */
  readonly meetings: readonly MeetingView[]
  readonly counts: CountsView | undefined
  readonly undo: Undo
  readonly city: string
}

export function MergeCity({ gathering, meeting, meetings, counts, undo, city }: MergeProps) {
  const i18n = useI18n()
  const { t, language } = i18n
  const sync = useSync()
  const [asking, setAsking] = useState(false)
  const [chosen, setChosen] = useState<string | null>(null)
  const [refusal, setRefusal] = useState<string | null>(null)
  const others = mergeTargets(meeting, meetings)
  // Found by the id chosen when the dialog opened: a reordered list or a removed city must not change the choice.
  const into = others.find(({ meetingId }) => meetingId === chosen)
  if (others.length === 0) return null
  const intoCity = into === undefined ? '' : placeName(into.place.names, language)
  const { meetingId } = meeting
  const people = (counts?.confirmed ?? 0) + (counts?.waiting ?? 0) + (counts?.asked ?? 0)

  async function merge(intoMeetingId: string): Promise<void> {
    setAsking(false)
    setRefusal(null)
    const answer = await sync.dispatch('mergeMeeting', gathering.gatheringId, { meetingId, intoMeetingId })
    if (!answer.ok) return setRefusal(refusalText(i18n, answer))
    undo.offer({
      message: t('organize.merge.done', { was: city, city: intoCity }),
      undo: () => void sync.dispatch('unmergeMeeting', gathering.gatheringId, { meetingId }),
    })
  }

  return (
    <>
      <p className={styles.line}>
        <Button
          size="small"
          onClick={() => {
            setChosen(others[0]?.meetingId ?? null)
            setAsking(true)
          }}
        >
          {t('organize.merge.button')}
        </Button>
        <span className={styles.state}>{t('organize.merge.hint')}</span>
      </p>
      {refusal === null ? null : <Notice kind="harm">{refusal}</Notice>}
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t('organize.merge.ask', { city })}
        closeLabel={t('common.close')}
        closesOnBack
        actions={
          <>
            <Button
              kind="signal"
              aria-disabled={into === undefined}
              onClick={() => into && void merge(into.meetingId)}
            >
              {into === undefined
                ? t('organize.merge.into')
                : t('organize.merge.confirm', { city: intoCity })}
            </Button>
            <Button onClick={() => setAsking(false)}>{t('common.cancel')}</Button>
          </>
        }
      >
        <div className={styles.asking}>
          <Field
            kind="select"
            name="mergeInto"
            label={t('organize.merge.into')}
            value={into?.meetingId ?? ''}
            onChange={setChosen}
            options={[
              ...(into === undefined ? [{ value: '', label: '' }] : []),
              ...others.map((other) => ({ value: other.meetingId, label: labelOf(other) })),
            ]}
          />
          <p>
            <strong>
              {people === 0
                ? t('organize.no-replies')
                : t('organize.merge.people', { count: people, shown: i18n.number(people) })}
            </strong>{' '}
            {t('organize.merge.keep')}
          </p>
          {into === undefined ? null : <p>{t('organize.merge.told', { was: city, city: intoCity })}</p>}
        </div>
      </Dialog>
    </>
  )

  function labelOf({ place, hostAlias }: MeetingView): string {
    const name = placeName(place.names, language)
    return hostAlias === '' ? name : t('organize.merge.option', { city: name, host: hostAlias })
  }
}

/** Approved meetings, nearest first: mostly one city was entered twice. */
export function mergeTargets(
  meeting: Pick<MeetingView, 'meetingId' | 'place'>,
  meetings: readonly MeetingView[],
): readonly MeetingView[] {
  return meetings
    .filter(({ status, meetingId }) => status === 'approved' && meetingId !== meeting.meetingId)
    .sort((a, b) => distanceKm(a.place, meeting.place) - distanceKm(b.place, meeting.place))
}

/** Shown instead of approving it again: its people are at the other meeting now. */
export function Joined({
  gathering,
  meeting,
  meetings,
  undo,
  city,
  intoId,
}: Omit<MergeProps, 'counts'> & { readonly intoId: string }) {
  const i18n = useI18n()
  const { t, language } = i18n
  const sync = useSync()
  const [refusal, setRefusal] = useState<string | null>(null)
  const into = meetings.find(({ meetingId }) => meetingId === intoId)
  const { meetingId } = meeting

  async function takeBack(): Promise<void> {
    setRefusal(null)
    const answer = await sync.dispatch('unmergeMeeting', gathering.gatheringId, { meetingId })
    if (!answer.ok) return setRefusal(refusalText(i18n, answer))
    undo.offer({
      message: t('organize.merge.undone', { city }),
      undo: () =>
        void sync.dispatch('mergeMeeting', gathering.gatheringId, { meetingId, intoMeetingId: intoId }),
    })
  }

  return (
    <>
      <p className={styles.line}>
        <span className={styles.state}>
          {t('organize.merge.is-joined', {
            city: into === undefined ? '' : placeName(into.place.names, language),
          })}
        </span>
        <Button size="small" kind="plain" onClick={() => void takeBack()}>
          {t('organize.merge.take-back')}
        </Button>
      </p>
      {refusal === null ? null : <Notice kind="harm">{refusal}</Notice>}
    </>
  )
}
