// Reads the video, channel or room from the addresses of known providers. Null for every other address.

const partsOf = ({ pathname }: URL): readonly string[] => pathname.split('/').filter(Boolean)

/** Without the subdomains that providers use for device types. */
const hostOf = ({ hostname }: URL) => hostname.replace(/\.$/, '').replace(/^(?:www|m)\./, '')

/** Redirect pages by host: their path, and the parameter that contains the target address. */
const redirects: ReadonlyMap<string, readonly [path: RegExp, parameter: string]> = new Map([
  ['l.facebook.com', [/^\/l\.php$/, 'u']],
  ['lm.facebook.com', [/^\/l\.php$/, 'u']],
  ['l.instagram.com', [/^\/$/, 'u']],
  ['google.com', [/^\/url$/, 'q']],
  ['youtube.com', [/^\/redirect$/, 'q']],
])

/** Resolves a link copied from a chat or a search to its target; returns any other address unchanged. Throws if the target is invalid. */
export function behindRedirect(url: URL): URL {
  const [path, parameter = ''] = redirects.get(hostOf(url)) ?? []
  const target = path?.test(url.pathname)
    ? (url.searchParams.get(parameter) ?? url.searchParams.get('url'))
    : null
  return target === null || target === undefined ? url : new URL(target)
}

/** Path segments that a video id follows. */
const youtubePaths: ReadonlySet<string> = new Set(['watch', 'live', 'embed', 'shorts', 'v', 'e', 'video'])
/** Words in YouTube's own addresses that have an id's length but name no video. */
const noVideos: ReadonlySet<string> = new Set(['live_stream', 'videoseries'])

export function youtubeId(url: URL): string | null {
  const host = hostOf(url).replace(/^(?:music|gaming|studio)\.(?=youtube\.com$)/, '')
  const [first = '', second = ''] = partsOf(url)
  // Some programs write an ampersand in place of the question mark.
  const idOf = (text: string) => {
    const id = text.split('&')[0] ?? ''
    return /^[\w-]{11}$/.test(id) && !noVideos.has(id) ? id : null
  }
  if (host === 'youtu.be') return idOf(first)
  if (host !== 'youtube.com' && host !== 'youtube-nocookie.com') return null
  const asked = url.searchParams.get('v')
  if ((first === 'watch' || first === '') && asked !== null) return idOf(asked)
  return youtubePaths.has(first) ? idOf(second) : null
}

/** An unlisted video has a key after its number, which our frame would lose; it opens at its own address. */
export function vimeoId(url: URL): string | null {
  const host = hostOf(url)
  if (url.searchParams.has('h')) return null
  const path = url.pathname.replace(/\/+$/, '')
  const found =
    host === 'player.vimeo.com'
      ? /^\/video\/(\d{5,12})$/
      : host === 'vimeo.com'
        ? /^\/(?:(?:channels\/[\w-]+|groups\/[\w-]+\/videos|manage\/videos|video)\/)?(\d{5,12})$/
        : null
  return found?.exec(path)?.[1] ?? null
}

/** Reserved first path segments at Twitch. */
const twitchWords: ReadonlySet<string> = new Set(
  (
    'about activate annual-recap bits broadcast checkout clips collections creatorcamp dashboard directory downloads drops embed ' +
    'event events following friends home inventory jobs legal live login logout messages moderator partner partners payments ' +
    'popout prime privacy products redeem search security settings signup store subscriptions subs team teams turbo user ' +
    'video videos wallet'
  ).split(' '),
)

export function twitchChannel(url: URL): string | null {
  const host = hostOf(url)
  const [first = '', second = '', third = ''] = partsOf(url)
  const isChannel = (name: string) => /^[a-z0-9_]{3,25}$/i.test(name) && !twitchWords.has(name.toLowerCase())
  const channel = (name: string) => (isChannel(name) ? name : null)
  if (host === 'player.twitch.tv') return channel(url.searchParams.get('channel') ?? '')
  if (!/^(?:go\.)?twitch\.tv$/.test(host)) return null
  if (first === 'popout' || first === 'moderator') return channel(second)
  if (first === 'embed' && (third === '' || third === 'chat')) return channel(second)
  return second === '' ? channel(first) : null
}

/** Facebook's hosts: by device, and one per language, such as `ar-ar` or `de-de`. */
const facebookHost =
  /^(?:(?:[a-z]{2}(?:-[a-z]{2})?|web|mbasic|touch|mobile|free|business)\.)?(?:facebook|fb)\.com$/

export function facebookId(url: URL): string | null {
  if (!facebookHost.test(hostOf(url))) return null
  const parts = partsOf(url)
  const [first = '', second = ''] = parts
  const isId = (text: string | null | undefined) => (text && /^[0-9]{8,20}$/.test(text) ? text : null)
  if (first === 'plugins' && second.startsWith('video.php')) {
    const video = new URL(url.searchParams.get('href') ?? '', url.href)
    return video.pathname.startsWith('/plugins/') ? null : facebookId(video)
  }
  if (first === 'watch' || first === 'video.php' || first === 'watchlive') {
    return isId(url.searchParams.get('v'))
  }
  if (first === 'video' && second === 'embed') return isId(url.searchParams.get('video_id'))
  if (first === 'reel' || first === 'reels') return isId(second)
  // The path may contain a title: `/<page>/videos/<title>/<id>/`.
  return second === 'videos' && parts.length <= 4 ? isId(parts.at(-1)) : null
}

/** Folders with Jitsi's own files. */
const jitsiWords: ReadonlySet<string> = new Set(
  'static libs images sounds fonts lang css http-bind'.split(' '),
)

/** The decoded room name, in any script. Rejects a name that would change the address. */
export function jitsiRoom(url: URL): string | null {
  if (!/^(meet\.jit\.si|(.+\.)?jitsi\..+|8x8\.vc)$/.test(hostOf(url))) return null
  const [first = '', second = ''] = partsOf(url).map(roomName)
  if (first === '' || jitsiWords.has(first)) return null
  return second === '' ? first : `${first}/${second}`
}

function roomName(part: string): string {
  try {
    const name = decodeURIComponent(part).normalize('NFC')
    return /^[\p{L}\p{M}\p{N}_-]{3,120}$/u.test(name) ? name : ''
  } catch {
    return ''
  }
}
