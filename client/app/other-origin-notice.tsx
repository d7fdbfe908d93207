// Tells readers, and whoever runs the installation, that at this address the page works only in part.
import { useEffect, useState } from 'react'
import { Notice } from '../components/notice.tsx'
import { useI18n } from '../i18n/use-i18n.tsx'
import { otherPublicAddress } from '../sync/installation.ts'

/** Renders nothing at the public address. The link leads to the start page there, so that it carries no secret. */
export function ElsewhereNotice() {
  const { t } = useI18n()
  const [there, setThere] = useState<string | null>(null)
  // After hydration, because the first render must match the server's.
  useEffect(() => setThere(otherPublicAddress()), [])
  if (there === null) return null
  return (
    <Notice kind="care">
      {t('elsewhere.in-part', { here: location.origin })}{' '}
      <a href={there} dir="ltr">
        {there}
      </a>
      {'. '}
      {t('elsewhere.operator')}
    </Notice>
  )
}
