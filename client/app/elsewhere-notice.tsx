// Says, to whoever runs the installation too, that a page was opened at an address where it works only in part.
import { useEffect, useState } from 'react'
import { Notice } from '../components/notice.tsx'
import { useI18n } from '../i18n/use-i18n.tsx'
import { otherPublicAddress } from '../sync/installation.ts'

/** Nothing where the page stands at its own address. Links hold no secret, so the one to the other address leads to its first page. */
export function ElsewhereNotice() {
  const { t } = useI18n()
  const [there, setThere] = useState<string | null>(null)
  // After the first drawing, which has to be as the server's.
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
