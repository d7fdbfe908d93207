// Erases everything about a gathering's people at once, for an organizer in danger.
import { ButtonLink } from '../../../components/button.tsx'
import { useI18n } from '../../../i18n/use-i18n.tsx'
import { Section } from '../section.tsx'

export function PanicSection({ slug }: { readonly slug: string }) {
  const { t } = useI18n()
  return (
    <Section id="panic" title={t('organize.panic.section')} hint={t('organize.panic.hint')}>
      <p>
        <ButtonLink kind="danger" href={`/g/${slug}/panic`}>
          {t('host.panic')}
        </ButtonLink>
      </p>
    </Section>
  )
}
