// The labels of the map choice.
import type { I18n } from './i18n.ts'

export function mapLabels({ t }: Pick<I18n, 't'>) {
  return { open: t('map.open'), phone: t('map.phone'), told: t('map.told') }
}
