// Postpones or cancels the gathering, and undoes either.
import { useState } from 'react'
import { decideCancelGathering, decidePostpone, decideReinstate } from '#shared/domain/moment.ts'
import { limits } from '#shared/protocol/limits.ts'
import type { GatheringView } from '#shared/protocol/views.ts'
import { Button } from '../../../components/button.tsx'
import { Dialog } from '../../../components/dialog.tsx'
import { Field } from '../../../components/form/field.tsx'
import { Was } from '../../../components/former-value.tsx'
import { Notice } from '../../../components/notice.tsx'
import type { Undo } from '../../../components/use-undo.ts'
import { dateTimeText } from '../../../i18n/clock-text.ts'
import { refusalText } from '../../../i18n/refusal-text.ts'
import { useI18n } from '../../../i18n/use-i18n.tsx'
import { useSync } from '../../../sync/use-sync.ts'
import { Section } from '../section.tsx'
import styles from './plans-section.module.css'

type PlansProps = {
  readonly gathering: GatheringView
  /** Number of people who replied. We have no addresses of theirs: they see the change on the page, and no message is sent. */
  readonly replies: number
  readonly undo: Undo
}

type Step = 'postponeGathering' | 'cancelGathering' | 'reinstateGathering'

export function PlansSection({ gathering, replies, undo }: PlansProps) {
  const i18n = useI18n()
  const { t, number } = i18n
  const sync = useSync()
  const [asking, setAsking] = useState<'postponeGathering' | 'cancelGathering' | null>(null)
  const [reason, setReason] = useState('')
  const [refusal, setRefusal] = useState<string | null>(null)
  const { gatheringId, standing, standingReason } = gathering

  async function take(step: Step, said: string, message: string, back: Step): Promise<void> {
    setAsking(null)
    setRefusal(null)
    const answer = await sync.dispatch(step, gatheringId, { reason: said })
    if (!answer.ok) return setRefusal(refusalText(i18n, answer))
    setReason('')
    // Restore the earlier reason too.
    undo.offer({ message, undo: () => void sync.dispatch(back, gatheringId, { reason: standingReason }) })
  }

  const reasonField = (
    <Field
      kind="textarea"
      rows={3}
      name="reason"
      label={t('organize.reason')}
      hint={t('organize.plans.reason-hint')}
      maxLength={limits.reason}
      value={reason}
      onChange={setReason}
    />
  )

  return (
    <Section id="plans" title={t('organize.plans.section')} hint={t('organize.plans.hint')}>
      <Known gathering={gathering} />
      <div className={styles.steps}>
        {decidePostpone(gathering).ok ? (
          <p className={styles.step}>
            <Button aria-haspopup="dialog" onClick={() => setAsking('postponeGathering')}>
              {t('organize.plans.postpone')}
            </Button>
            <span className={styles.hint}>{t('organize.plans.postpone-hint')}</span>
          </p>
        ) : null}
        {decideReinstate(gathering).ok ? (
          <p className={styles.step}>
            <Button
              onClick={() =>
                void take(
                  'reinstateGathering',
                  '',
                  t('organize.plans.reinstated'),
                  standing === 'cancelled' ? 'cancelGathering' : 'postponeGathering',
                )
              }
            >
              {t(standing === 'cancelled' ? 'organize.plans.uncancel' : 'organize.plans.unpostpone')}
            </Button>
            <span className={styles.hint}>
              {t(
                standing === 'cancelled' ? 'organize.plans.uncancel-hint' : 'organize.plans.unpostpone-hint',
              )}
            </span>
          </p>
        ) : null}
        {decideCancelGathering(gathering).ok ? (
          <p className={styles.step}>
            <Button kind="danger" aria-haspopup="dialog" onClick={() => setAsking('cancelGathering')}>
              {t('organize.plans.cancel')}
            </Button>
            <span className={styles.hint}>{t('organize.plans.cancel-hint')}</span>
          </p>
        ) : null}
      </div>
      {refusal === null ? null : <Notice kind="harm">{refusal}</Notice>}
      {decidePostpone(gathering).ok ? (
        <Dialog
          open={asking === 'postponeGathering'}
          onClose={() => setAsking(null)}
          title={t('organize.plans.postpone-ask')}
          closeLabel={t('common.close')}
          actions={
            <>
              <Button
                kind="danger"
                onClick={() =>
                  void take('postponeGathering', reason, t('organize.plans.postponed'), 'reinstateGathering')
                }
              >
                {t('organize.plans.postpone-confirm')}
              </Button>
              <Button onClick={() => setAsking(null)}>{t('organize.plans.postpone-not')}</Button>
            </>
          }
        >
          <p className={styles.ask}>{t('organize.plans.postpone-hint')}</p>
          {asking === 'postponeGathering' ? reasonField : null}
        </Dialog>
      ) : null}
      <Dialog
        open={asking === 'cancelGathering'}
        onClose={() => setAsking(null)}
        title={t('organize.plans.cancel-ask')}
        closeLabel={t('common.close')}
        actions={
          <>
            <Button
              kind="danger"
              onClick={() =>
                void take('cancelGathering', reason, t('organize.plans.cancelled'), 'reinstateGathering')
              }
            >
              {t('organize.plans.cancel-confirm')}
            </Button>
            <Button onClick={() => setAsking(null)}>{t('common.keep')}</Button>
          </>
        }
      >
        <p>
          {replies === 0
            ? t('organize.no-replies')
            : t('organize.plans.cancel-told', { count: replies, shown: number(replies) })}
        </p>
        <p className={styles.ask}>{t('organize.plans.cancel-back')}</p>
        {asking === 'cancelGathering' ? reasonField : null}
      </Dialog>
    </Section>
  )
}

/** The announced time, and the one before it. */
function Known({ gathering }: Pick<PlansProps, 'gathering'>) {
  const i18n = useI18n()
  const { t } = i18n
  const { startsAt, formerStartsAt, standing, leadPlace } = gathering
  const zone = leadPlace?.timeZone ?? 'UTC'
  const was = (instant: number) => (
    <Was label={t('changed.was-label')}>{dateTimeText(i18n, instant, zone)}</Was>
  )
  const now = startsAt === null ? t('changed.to-confirm-open') : dateTimeText(i18n, startsAt, zone)
  return (
    <dl className={styles.known}>
      <div>
        <dt>{t('organize.plans.now')}</dt>
        <dd>
          {standing === 'planned' ? (
            now
          ) : (
            <strong>{t(standing === 'cancelled' ? 'common.is-cancelled' : 'common.is-postponed')}</strong>
          )}
          {standing === 'cancelled' && startsAt !== null ? <> · {was(startsAt)}</> : null}
        </dd>
      </div>
      {formerStartsAt === null ? null : (
        <div>
          <dt>{t('organize.plans.before')}</dt>
          <dd>{was(formerStartsAt)}</dd>
        </div>
      )}
    </dl>
  )
}
