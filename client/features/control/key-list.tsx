// The list of keyboard shortcuts, with a switch to turn them off: single-letter keys interfere with speech input.

import { Dialog } from '../../components/dialog.tsx'
import { Switch } from '../../components/form/checkbox.tsx'
import { useI18n } from '../../i18n/use-i18n.tsx'
import styles from './control.module.css'
import { deskKeys } from './keys.ts'

export function KeyList(props: {
  readonly open: boolean
  readonly onClose: () => void
  readonly isOn: boolean
  readonly onTurn: (isOn: boolean) => void
}) {
  const { t, number } = useI18n()
  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      title={t('control.keys')}
      closeLabel={t('common.close')}
    >
      <dl className={styles.keyList}>
        {deskKeys.map(({ name, shown, words }) => (
          <div key={name}>
            <dt>
              <kbd className={styles.key}>{shown}</kbd>
            </dt>
            <dd>{t(words)}</dd>
          </div>
        ))}
        <div>
          <dt>
            <kbd className={styles.key}>
              {number(1)}–{number(9)}
            </kbd>
          </dt>
          <dd>{t('control.key.city')}</dd>
        </div>
        <div>
          <dt>
            <kbd className={styles.key}>{t('control.key.question-mark')}</kbd>
          </dt>
          <dd>{t('control.key.keys')}</dd>
        </div>
      </dl>
      <Switch label={t('control.keys-on')} checked={props.isOn} onChange={props.onTurn} />
    </Dialog>
  )
}
