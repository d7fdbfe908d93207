// The page for an unknown address.
import { ButtonLink } from '../../components/button.tsx'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { PlainPage } from '../plain-page.tsx'

export function NotFoundPage() {
  const { t } = useI18n()
  return (
    <PlainPage title={t('not-found.title')}>
      <p>{t('not-found.text')}</p>
      <ButtonLink href="/">{t('not-found.home')}</ButtonLink>
    </PlainPage>
  )
}
