// Erases the list of replies after the city's meeting.
import { useState } from 'react'
import { Button } from '../../../components/button.tsx'
import { Dialog } from '../../../components/dialog.tsx'
import { Notice } from '../../../components/notice.tsx'
import { refusalText } from '../../../i18n/refusal-text.ts'
import { useI18n } from '../../../i18n/use-i18n.tsx'
import styles from '../host.module.css'
import type { HostCommands } from '../host-commands.ts'

export function EraseList({
  meetingId,
  commands,
}: {
  readonly meetingId: string
  readonly commands: HostCommands
}) {
  const i18n = useI18n()
  const { t } = i18n
  const [isAsking, setAsking] = useState(false)
  const { refused } = commands
  return (
    <div className={styles.section}>
      <p className={styles.soft}>{t('host.erase-list-hint')}</p>
      <p>
        <Button kind="danger" aria-haspopup="dialog" onClick={() => setAsking(true)}>
          {t('host.erase-list')}
        </Button>
      </p>
      {refused?.name === 'eraseReplies' ? (
        <Notice kind="harm" say="assertive">
          {refusalText(i18n, refused.answer)}
        </Notice>
      ) : null}
      <Dialog
        open={isAsking}
        onClose={() => setAsking(false)}
        title={t('host.erase-list-ask')}
        closeLabel={t('common.close')}
        actions={
          <>
            <Button
              kind="danger"
              onClick={() => {
                setAsking(false)
                void commands.ask('eraseReplies', { meetingId })
              }}
            >
              {t('common.erase')}
            </Button>
            <Button onClick={() => setAsking(false)}>{t('common.keep')}</Button>
          </>
        }
      >
        <p>{t('host.erase-list-why')}</p>
      </Dialog>
    </div>
  )
}
