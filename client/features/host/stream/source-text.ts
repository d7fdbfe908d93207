// Describes how a pasted address was understood.
import { framedJitsiHosts, type StreamSource, streamHost } from '#shared/domain/stream-address.ts'
import type { I18n } from '../../../i18n/i18n.ts'

export function sourceText({ t }: Pick<I18n, 't'>, source: StreamSource): string {
  const host = streamHost(source) ?? ''
  switch (source.provider) {
    case 'hls':
      return t('host.source-hls', { host })
    case 'youtube':
      return t('host.source-youtube')
    case 'vimeo':
      return t('host.source-vimeo')
    case 'twitch':
      return t('host.source-twitch', { channel: source.id })
    case 'facebook':
      return t('host.source-facebook')
    case 'peertube':
      return t('host.source-peertube', { host })
    case 'owncast':
      return t('host.source-owncast', { host })
    case 'bigbluebutton':
      return t('host.source-bigbluebutton', { host })
    case 'jitsi':
      return framedJitsiHosts.includes(source.host)
        ? t('host.source-jitsi', { room: source.room, host })
        : t('host.source-jitsi-outside', { room: source.room, host })
    case 'phone':
      return t('host.source-phone', { number: `\u2066${source.number}\u2069` })
    case 'link':
      return t('host.source-link', { host })
  }
}
