// Alternatives to the current stream: less data, a room to speak in, a phone number, other pages.
import { Button, ButtonLink } from '../../components/button.tsx'
import { Icon } from '../../components/icon.tsx'
import type { MessageKey } from '../../i18n/i18n.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { isInPage, type Way } from './playback-options.ts'
import styles from './stage-player.module.css'

const names: Readonly<Record<Way['role'], MessageKey>> = {
  main: 'stage.way.main',
  backup: 'common.back-up',
  audio: 'common.sound-only',
  room: 'common.room',
  phone: 'stage.way.phone',
}

export function OtherWays(props: {
  readonly ways: readonly Way[]
  readonly current: Way | null
  readonly onChoose: (way: Way) => void
}) {
  const { t } = useI18n()
  const others = props.ways.filter((way) => way.streamId !== props.current?.streamId)
  // A framed room has no camera access: to speak, it must be opened in its own page.
  const room = props.current?.source.provider === 'jitsi' ? props.current : null
  if (others.length === 0 && room === null) return null
  return (
    <ul className={styles.ways} aria-label={t('stage.ways')}>
      {room === null ? null : <WayLink way={room} isOutward {...props} />}
      {others.map((way) => (
        <WayLink key={way.streamId} way={way} isOutward={!isInPage(way)} {...props} />
      ))}
    </ul>
  )
}

function WayLink({
  way,
  isOutward,
  onChoose,
}: {
  readonly way: Way
  readonly isOutward: boolean
  readonly onChoose: (way: Way) => void
}) {
  const { t } = useI18n()
  const name = t(names[way.role])
  if (way.source.provider === 'phone') {
    return (
      <li>
        <ButtonLink size="small" href={way.href}>
          {name} <bdi dir="ltr">{way.source.number}</bdi>
        </ButtonLink>
      </li>
    )
  }
  const host = <bdi className={styles.where}>{way.host}</bdi>
  if (isOutward) {
    return (
      <li>
        <ButtonLink
          size="small"
          href={way.href}
          target="_blank"
          rel="noopener noreferrer"
          icon={<Icon name="link" />}
          aria-description={t('stage.opens-outside')}
        >
          {name} {host}
        </ButtonLink>
      </li>
    )
  }
  return (
    <li>
      <Button size="small" onClick={() => onChoose(way)}>
        {name} {host}
      </Button>
    </li>
  )
}
