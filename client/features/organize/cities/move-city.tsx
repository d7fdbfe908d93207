// Moves a meeting to another city: shows old and new side by side before, and offers undo afterwards.
import { useState } from 'react'
import { meetingStart } from '#shared/domain/moment.ts'
import { type Place, placeName } from '#shared/domain/place.ts'
import type { GatheringView, MeetingView } from '#shared/protocol/views.ts'
import { Button } from '../../../components/button.tsx'
import { Dialog } from '../../../components/dialog.tsx'
import { Was } from '../../../components/former-value.tsx'
import { Notice } from '../../../components/notice.tsx'
import type { Undo } from '../../../components/use-undo.ts'
import { dateTimeText } from '../../../i18n/clock-text.ts'
import { refusalText } from '../../../i18n/refusal-text.ts'
import { useI18n } from '../../../i18n/use-i18n.tsx'
import { useSync } from '../../../sync/use-sync.ts'
import { CityField } from './city-field.tsx'
import styles from './edit-city.module.css'

export function MoveCity({
  gathering,
  meeting,
  undo,
  city,
}: {
  readonly gathering: GatheringView
  readonly meeting: MeetingView
  readonly undo: Undo
  readonly city: string
}) {
  const i18n = useI18n()
  const { t, language } = i18n
  const sync = useSync()
  const [asking, setAsking] = useState(false)
  const [place, setPlace] = useState<Place | null>(null)
  const [missing, setMissing] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)
  const { meetingId } = meeting

  async function move(): Promise<void> {
    if (place === null) return setMissing(true)
    const before = meeting.place.placeId
    setAsking(false)
    setRefusal(null)
    const answer = await sync.dispatch('moveMeeting', gathering.gatheringId, {
      meetingId,
      placeId: place.placeId,
    })
    if (!answer.ok) return setRefusal(refusalText(i18n, answer))
    setPlace(null)
    undo.offer({
      message: t('organize.move.done', { was: city, city: placeName(place.names, language) }),
      undo: () => void moveBack(before, meeting.address),
    })
  }

  /** Moving clears venue and street, so undo restores them too. */
  async function moveBack(placeId: string, address: MeetingView['address']): Promise<void> {
    const answer = await sync.dispatch('moveMeeting', gathering.gatheringId, { meetingId, placeId })
    if (!answer.ok || address === null) return
    await sync.dispatch('editMeeting', gathering.gatheringId, { meetingId, edit: address })
  }

  return (
    <>
      <p className={styles.line}>
        <Button size="small" onClick={() => setAsking(true)}>
          {t('organize.move.button')}
        </Button>
        <span className={styles.state}>{t('organize.move.hint')}</span>
      </p>
      {refusal === null ? null : <Notice kind="harm">{refusal}</Notice>}
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t('organize.move.ask', { city })}
        closeLabel={t('common.close')}
        closesOnBack
        actions={
          <>
            <Button kind="signal" onClick={() => void move()}>
              {place === null
                ? t('organize.move.confirm-open')
                : t('organize.move.confirm', { city: placeName(place.names, language) })}
            </Button>
            <Button onClick={() => setAsking(false)}>{t('common.cancel')}</Button>
          </>
        }
      >
        <div className={styles.asking}>
          <CityField
            name="moveTo"
            label={t('organize.move.to')}
            context={{ gathering: gathering.gatheringId, near: meeting.place.placeId }}
            chosen={place}
            onChoose={(chosen) => {
              setPlace(chosen)
              setMissing(false)
            }}
            onDrop={() => setPlace(null)}
            error={missing ? t('refusal.city-unknown') : null}
          />
          <dl className={styles.oldAndNew}>
            <dt>{t('organize.move.old')}</dt>
            <dd>
              <Was label={t('changed.was-label')}>{lineOf(meeting.place)}</Was>
            </dd>
            <dt>{t('organize.move.new')}</dt>
            <dd>{place === null ? t('organize.move.unchosen') : lineOf(place)}</dd>
          </dl>
          <p>{t('organize.move.told')}</p>
        </div>
      </Dialog>
    </>
  )

  function lineOf(at: Place): string {
    const start = meetingStart(gathering, at.timeZone)
    const name = placeName(at.names, language)
    return start === null
      ? name
      : t('organize.move.line', { city: name, when: dateTimeText(i18n, start, at.timeZone) })
  }
}
