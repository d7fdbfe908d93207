// The secret link with which a host runs one city; shown until the organizer has handed it over.
import { useEffect, useRef } from 'react'
import type { GatheringView } from '#shared/protocol/views.ts'
import { Button } from '../../../components/button.tsx'
import { CopyButton } from '../../../components/copy-button.tsx'
import { Qr } from '../../../components/qr.tsx'
import { useI18n } from '../../../i18n/use-i18n.tsx'
import { type FreshLink, putAwayFreshLink } from '../../../sync/fresh-links.ts'
import { useFreshLinks } from '../../../sync/use-fresh-links.ts'
import { usePageOrigin } from '../use-page-origin.ts'
import styles from './host-link.module.css'

/** A draft gets another slug when it is published, so its links use its id. */
export function hostPath(
  gathering: Pick<GatheringView, 'slug' | 'gatheringId' | 'status'>,
  secret: string,
): string {
  const name = gathering.status === 'published' ? gathering.slug : gathering.gatheringId
  return `/g/${name}/host#${secret}`
}

/** All links not handed over yet, on every part of the organizer's page: navigating or editing removes none of them. */
export function FreshHostLinks({ gathering }: { readonly gathering: GatheringView }) {
  const links = useFreshLinks(gathering.gatheringId, 'host')
  if (links.length > mostApart) return <ManyLinks gathering={gathering} links={links} />
  return links.map(({ name, secret }) => (
    <HostLink key={secret} gathering={gathering} city={name} secret={secret} />
  ))
}

/** More links than this, for example after an import, are copied together. */
const mostApart = 3

function ManyLinks(props: { readonly gathering: GatheringView; readonly links: readonly FreshLink[] }) {
  const { t } = useI18n()
  const origin = usePageOrigin()
  const lines = props.links.map(
    ({ name, secret }) => `${name}\t${origin}${hostPath(props.gathering, secret)}`,
  )
  return (
    <section className={styles.link} aria-label={t('organize.import.links')}>
      <div className={styles.words}>
        <p>{t('organize.import.links-text')}</p>
        <CopyButton
          text={lines.join('\n')}
          labels={{
            copy: t('organize.import.links'),
            copied: t('common.copied'),
            byHand: t('common.copy-link-by-hand'),
          }}
        />
        <p>
          <Button
            size="small"
            kind="plain"
            onClick={() => {
              for (const { secret } of props.links) putAwayFreshLink(secret)
            }}
          >
            {t('desk.link-sent')}
          </Button>
        </p>
      </div>
    </section>
  )
}

function HostLink(props: {
  readonly gathering: GatheringView
  readonly city: string
  readonly secret: string
}) {
  const { t } = useI18n()
  const origin = usePageOrigin()
  const link = origin + hostPath(props.gathering, props.secret)
  const section = useRef<HTMLElement>(null)
  // It is the result of a press further down the page.
  useEffect(() => {
    section.current?.scrollIntoView?.({ block: 'center' })
    section.current?.focus({ preventScroll: true })
  }, [])
  return (
    <section
      ref={section}
      tabIndex={-1}
      className={styles.link}
      aria-label={t('organize.host-link.title', { city: props.city })}
    >
      <div className={styles.words}>
        <h3 className={styles.title}>{t('organize.host-link.title', { city: props.city })}</h3>
        <p>{t('organize.host-link.text')}</p>
        <CopyButton
          shown
          text={link}
          labels={{
            copy: t('organize.host-link.copy'),
            copied: t('common.copied'),
            byHand: t('common.copy-link-by-hand'),
          }}
        />
        <p>
          <Button size="small" kind="plain" onClick={() => putAwayFreshLink(props.secret)}>
            {t('desk.link-sent')}
          </Button>
        </p>
      </div>
      <div className={styles.code}>
        <Qr text={link} title={t('organize.host-link.qr', { city: props.city })} />
      </div>
    </section>
  )
}
