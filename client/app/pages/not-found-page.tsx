// An address at which nothing stands.
import { ButtonLink } from '../../components/button.tsx'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { Shell } from '../shell.tsx'

export function NotFoundPage() {
  const { t } = useI18n()
  return (
    <Shell>
      <h1>{t('not-found.title')}</h1>
      <p>{t('not-found.text')}</p>
      <ButtonLink href="/">{t('not-found.home')}</ButtonLink>
    </Shell>
  )
}
