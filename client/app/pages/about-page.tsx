// What Multaqa is, what it does for people's safety, and what it cannot do.
import { useI18n } from '../../i18n/use-i18n.tsx'
import { PlainPage } from '../plain-page.tsx'

export function AboutPage() {
  const { t } = useI18n()
  return (
    <PlainPage title={t('about.title')}>
      <p>{t('about.what')}</p>
      <p>{t('about.safety')}</p>
      <p>{t('about.limits')}</p>
      <p>{t('about.data')}</p>
    </PlainPage>
  )
}
