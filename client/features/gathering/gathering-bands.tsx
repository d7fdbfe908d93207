// Notices above a gathering's page: that it is an example, or only a preview.
import { Children, type ReactNode } from 'react'
import { Notice } from '../../components/notice.tsx'
import { useI18n } from '../../i18n/use-i18n.tsx'
import styles from './gathering-bands.module.css'

/** A landmark that can be found and skipped; renders nothing without children. */
export function Bands({ children }: { readonly children: ReactNode }) {
  const { t } = useI18n()
  if (Children.toArray(children).length === 0) return null
  return <section aria-label={t('front.notes')}>{children}</section>
}

/** `action`: removes the example, for organizers. */
export function ExampleBand({ action }: { readonly action?: ReactNode }) {
  const { t } = useI18n()
  return (
    <Notice say="off" action={action}>
      <strong>{t('front.example')}</strong> {t('front.example-why')}
    </Notice>
  )
}

export function PreviewBand({ slug, isDraft }: { readonly slug: string; readonly isDraft: boolean }) {
  const { t } = useI18n()
  return (
    <Notice kind="care" say="off">
      <strong>{t('front.preview')}</strong> {t(isDraft ? 'front.preview-draft' : 'front.preview-published')}
      <span className={styles.links}>
        <a href={`/g/${slug}/organize`}>{t('front.preview-back')}</a>
        {isDraft ? null : <a href={`/g/${slug}`}>{t('common.open-public-page')}</a>}
      </span>
    </Notice>
  )
}

/** For organizers of any gathering; the linked page checks whether they organize this one. */
export function OrganizerBand({ slug }: { readonly slug: string }) {
  const { t } = useI18n()
  return (
    <p className={styles.organizer}>
      <a href={`/g/${slug}/organize`}>{t('front.organize')}</a>
    </p>
  )
}
