// The code for embedding this gathering on another site, with a preview.
import { useState } from 'react'
import { frameCode, frameSize } from '#shared/protocol/frame-code.ts'
import { Button } from '../../components/button.tsx'
import { CopyButton } from '../../components/copy-button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { useI18n } from '../../i18n/use-i18n.tsx'
import styles from './embed-gathering.module.css'

export function EmbedGathering({
  slug,
  title,
  origin,
}: {
  readonly slug: string
  readonly title: string
  /** The installation's origin; empty on the server. */
  readonly origin: string
}) {
  const { t, language } = useI18n()
  const [isOpen, setOpen] = useState(false)
  const code = frameCode({ origin, slug, language, title, ...frameSize })
  return (
    <div className={styles.open} data-needs-script="">
      <Button kind="plain" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {t('embed.open')}
      </Button>
      <Dialog
        open={isOpen}
        onClose={() => setOpen(false)}
        title={t('embed.title')}
        closeLabel={t('common.close')}
        closesOnBack
      >
        <p>{t('embed.why')}</p>
        <textarea
          className={styles.code}
          readOnly
          dir="ltr"
          rows={5}
          spellCheck={false}
          aria-label={t('embed.code')}
          value={code}
          onFocus={(event) => event.target.select()}
        />
        <div className={styles.actions}>
          <CopyButton
            text={code}
            kind="signal"
            labels={{ copy: t('embed.copy'), copied: t('common.copied'), byHand: t('embed.copy-by-hand') }}
          />
          <a href={`/embed/g/${slug}?lang=${language}`} target="_blank" rel="noopener">
            {t('common.preview')}
          </a>
        </div>
      </Dialog>
    </div>
  )
}
