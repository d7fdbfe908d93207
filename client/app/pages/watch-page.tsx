// “I will watch from home” as a plain form: for readers without script, and for those who open it before the script has loaded.
import { gatheringPhase } from '#shared/domain/moment.ts'
import type { WatchForm } from '#shared/protocol/drawn-page.ts'
import { Button } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { refusalText } from '../../i18n/refusal-text.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { useDrawn } from '../../sync/drawn.ts'
import { useGathering, useNow } from '../../sync/use-sync.ts'
import { zonesOf } from '../../sync/zones-of.ts'
import { GatheringNotShown } from '../gathering-states.tsx'
import { GatheringTitle } from '../gathering-title.tsx'
import { PlainPage } from '../plain-page.tsx'
import { useTitle } from '../use-page.ts'

/** The general texts of these refusals promise an automatic retry; this page makes none and has a text of its own. */
const passing: readonly string[] = ['server-trouble', 'too-fast', 'busy']

export function WatchPage({ slug }: { readonly slug: string }) {
  const i18n = useI18n()
  const { t, language } = i18n
  const { shown, status } = useGathering({ gathering: slug, as: 'public' })
  const watch = useDrawn()?.watch ?? { state: 'asked', receipt: null, refused: null }
  const now = useNow(30_000)
  useTitle(t('watch.title'))
  if (shown === null) return <GatheringNotShown status={status} />
  const { gathering } = shown
  const isPast = gatheringPhase(gathering, now, zonesOf(shown)) === 'past'
  return (
    <PlainPage title={t('watch.title')}>
      <p>
        <a href={`/g/${gathering.slug}`}>
          <GatheringTitle gathering={gathering} />
        </a>
      </p>
      {watch.state === 'heard' ? (
        <Thanked slug={gathering.slug} watch={watch} />
      ) : gathering.standing === 'cancelled' || isPast ? (
        <p>{refusalText(i18n, { reason: isPast ? 'gathering-past' : 'gathering-cancelled' })}</p>
      ) : (
        <>
          {watch.state === 'taken-back' ? <p role="status">{t('watch.taken-back')}</p> : null}
          <p>{t('watch.kept')}</p>
          <form method="post" action={`/g/${gathering.slug}/watch?lang=${language}`}>
            {watch.refused === null ? null : (
              <Notice kind="harm" say="assertive">
                {passing.includes(watch.refused)
                  ? t('watch.failed')
                  : refusalText(i18n, { reason: watch.refused })}
              </Notice>
            )}
            <p>
              <Button type="submit" kind="signal" size="large">
                {t('watch.answer')}
              </Button>
            </p>
          </form>
        </>
      )}
    </PlainPage>
  )
}

/** The answer was counted; offers to take it back while the page has the receipt. */
function Thanked({ slug, watch }: { readonly slug: string; readonly watch: WatchForm }) {
  const { t, language } = useI18n()
  const { receipt, refused } = watch
  return (
    <>
      <p>{t('watch.thanks')}</p>
      {refused === null ? null : (
        <Notice kind="harm" say="assertive">
          {t(passing.includes(refused) ? 'watch.failed' : 'watch.take-back-late')}
        </Notice>
      )}
      {receipt === null ? null : (
        <form method="post" action={`/g/${slug}/watch?lang=${language}`}>
          <input type="hidden" name="receipt" value={receipt} />
          <Button type="submit" kind="quiet">
            {t('watch.take-back')}
          </Button>
        </form>
      )}
    </>
  )
}
