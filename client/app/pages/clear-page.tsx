// Clears everything that this site stores on the device; afterwards explains what only the owner can clear.
import { ClearHistory } from '../../features/clear/clear-history.tsx'
import { ClearPhone } from '../../features/clear/clear-phone.tsx'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { PlainPage } from '../plain-page.tsx'
import { useTitle } from '../use-page.ts'

export function ClearPage({ isDone }: { readonly isDone: boolean }) {
  const { t } = useI18n()
  const title = t(isDone ? 'clearing.done-title' : 'clearing.title')
  useTitle(title)
  return (
    <PlainPage title={title}>
      {isDone ? <p>{t('clearing.done')}</p> : <ClearPhone why={t('clearing.why')} />}
      <ClearHistory />
    </PlainPage>
  )
}
