// The texts of the choice of how a city admits people; the same for organizers and hosts.
import type { Admission } from '#shared/domain/admission.ts'
import type { I18n } from './i18n.ts'

export function admissionOptions({ t }: Pick<I18n, 't'>): readonly {
  readonly value: Admission
  readonly label: string
  readonly hint: string
}[] {
  return [
    {
      value: 'held-when-odd',
      label: t('plan.admission-held-when-odd'),
      hint: t('plan.admission-held-when-odd-hint'),
    },
    {
      value: 'host-confirms',
      label: t('plan.admission-host-confirms'),
      hint: t('plan.admission-host-confirms-hint'),
    },
    { value: 'open', label: t('plan.admission-open'), hint: t('plan.admission-open-hint') },
  ]
}
