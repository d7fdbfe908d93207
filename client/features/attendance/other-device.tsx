// The secret link as a QR code, hidden until requested: at a door people hold out whatever code their screen shows.
import { Disclosure } from '../../components/disclosure.tsx'
import { Qr } from '../../components/qr.tsx'
import { useI18n } from '../../i18n/use-i18n.tsx'

export function OtherDevice({ link }: { readonly link: string }) {
  const { t } = useI18n()
  return (
    <Disclosure summary={t('ticket.other-device')}>
      <p>{t('ticket.other-device-hint')}</p>
      <Qr text={link} title={t('ticket.qr')} />
    </Disclosure>
  )
}
