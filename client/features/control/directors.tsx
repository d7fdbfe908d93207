// The list of appointed directors: appoints one by a link that stays visible until it is put away, and dismisses one permanently.
import { type FormEvent, useState } from 'react'
import { limits } from '#shared/protocol/limits.ts'
import type { ControlView } from '#shared/protocol/views.ts'
import { Button } from '../../components/button.tsx'
import { CopyButton } from '../../components/copy-button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Disclosure } from '../../components/disclosure.tsx'
import { Field } from '../../components/form/field.tsx'
import { Qr } from '../../components/qr.tsx'
import { WrittenName } from '../../components/written.tsx'
import { T, useI18n } from '../../i18n/use-i18n.tsx'
import { keepFreshLink, putAwayFreshLink } from '../../sync/fresh-links.ts'
import { makeCredential, makeId } from '../../sync/secrets.ts'
import type { Ask } from '../../sync/use-commands.ts'
import { useFreshLinks } from '../../sync/use-fresh-links.ts'
import styles from './side.module.css'
import type { Directing } from './use-directing.ts'

type Director = ControlView['directors'][number]

export type DirectorsProps = {
  readonly gatheringId: string
  readonly directors: readonly Director[]
  /** Full URL without the secret; empty on the server. */
  readonly link: string
  readonly send: Ask
  readonly refuse: Directing['refuse']
}

export function Directors({ gatheringId, directors, link, send, refuse }: DirectorsProps) {
  const { t } = useI18n()
  const [alias, setAlias] = useState('')
  const made = useFreshLinks(gatheringId, 'director')
  const [leaving, setLeaving] = useState<Director | null>(null)

  async function appoint(event: FormEvent): Promise<void> {
    event.preventDefault()
    const name = alias.trim()
    if (name === '') return
    const secret = makeCredential('director')
    const answer = await send('appointDirector', {
      directorId: makeId(),
      alias: name,
      directorSecret: secret,
    })
    refuse(answer)
    if (!answer.ok) return
    setAlias('')
    keepFreshLink({ gatheringId, opens: 'director', name, secret })
  }

  return (
    <Disclosure summary={t('control.directors')}>
      <div className={styles.directors}>
        {directors.length === 0 ? (
          <p className={styles.soft}>{t('control.directors-none')}</p>
        ) : (
          <ul className={styles.names}>
            {directors.map((director) => (
              <li key={director.directorId}>
                <WrittenName name={director.alias} />
                <Button
                  size="small"
                  kind="plain"
                  aria-label={t('control.dismiss-who', { who: director.alias })}
                  onClick={() => setLeaving(director)}
                >
                  {t('control.dismiss')}
                </Button>
              </li>
            ))}
          </ul>
        )}
        <form className={styles.say} onSubmit={(event) => void appoint(event)}>
          <Field
            label={t('control.director-name')}
            name="director"
            value={alias}
            onChange={setAlias}
            autoComplete="off"
            maxLength={limits.alias}
          />
          <Button type="submit" size="small">
            {t('control.appoint')}
          </Button>
        </form>
        {made.map(({ name, secret }) => (
          <div
            key={secret}
            className={styles.made}
            role="group"
            aria-label={t('control.link-of', { who: name })}
          >
            <p>
              <T k="control.link-once" values={{ who: <WrittenName name={name} /> }} />
            </p>
            <CopyButton
              shown
              text={link + secret}
              labels={{
                copy: t('common.copy-link'),
                copied: t('common.copied'),
                byHand: t('desk.copy-by-hand'),
              }}
            />
            <Qr text={link + secret} title={t('control.link-of', { who: name })} />
            <Button size="small" onClick={() => putAwayFreshLink(secret)}>
              {t('desk.link-sent')}
            </Button>
          </div>
        ))}
      </div>
      <Dialog
        open={leaving !== null}
        onClose={() => setLeaving(null)}
        title={<T k="control.dismiss-who" values={{ who: <WrittenName name={leaving?.alias ?? ''} /> }} />}
        closeLabel={t('common.close')}
        actions={
          <>
            <Button
              kind="danger"
              onClick={() => {
                if (leaving !== null) {
                  void send('dismissDirector', { directorId: leaving.directorId }).then(refuse)
                }
                setLeaving(null)
              }}
            >
              {t('control.dismiss')}
            </Button>
            <Button onClick={() => setLeaving(null)}>{t('control.not-now')}</Button>
          </>
        }
      >
        <p>{t('control.dismiss-hint')}</p>
      </Dialog>
    </Disclosure>
  )
}
