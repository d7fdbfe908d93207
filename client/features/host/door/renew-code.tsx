// Renews the arrival code or the invitation of the host's own city.
import { Renew } from '../../../components/renew.tsx'
import { refusalOf, renewWords } from '../../../i18n/renew-words.ts'
import { useI18n } from '../../../i18n/use-i18n.tsx'
import { useOffline } from '../../../sync/use-sync.ts'
import type { HostCommands } from '../host-commands.ts'

export function RenewCode(props: {
  readonly what: 'code' | 'invitation'
  readonly value: string
  readonly meetingId: string
  readonly commands: HostCommands
}) {
  const { what, value, meetingId, commands } = props
  const i18n = useI18n()
  const isOffline = useOffline()
  return (
    <Renew
      value={value}
      isOffline={isOffline}
      words={renewWords(i18n, what)}
      onRenew={async () =>
        refusalOf(
          i18n,
          await commands.ask(what === 'code' ? 'renewArrivalCode' : 'renewInvitation', { meetingId }),
        )
      }
    />
  )
}
