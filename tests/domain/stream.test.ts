// Parsing pasted stream links: allow-listed or refused with a reason; the input never becomes markup or a script.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decideLinkStatus, parseStreamSource, type StreamRole } from '#shared/domain/stream.ts'
import { type StreamSource, streamAddress, streamHost } from '#shared/domain/stream-address.ts'

const read = (address: string, role: StreamRole = 'main') => {
  const verdict = parseStreamSource(address, role)
  return verdict.ok ? verdict.source : verdict.reason
}

const youtube = { provider: 'youtube', id: 'dQw4w9WgXcQ' }

describe('an address among other words', () => {
  test.each([
    'شاهدوا: https://youtu.be/dQw4w9WgXcQ',
    'شاهدوا البث على https://youtu.be/dQw4w9WgXcQ، الساعة السادسة',
    'Our stream (https://youtu.be/dQw4w9WgXcQ)',
    'https://youtu.be/dQw4w9WgXcQ و',
    'https://youtu.be/dQw4w9WgXcQ – live',
    '[Live](https://www.youtube.com/live/dQw4w9WgXcQ?feature=share)',
    'https://l.facebook.com/l.php?u=https%3A%2F%2Fyoutu.be%2FdQw4w9WgXcQ&h=AT0',
    'https://www.google.com/url?sa=t&url=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3DdQw4w9WgXcQ',
  ])('%s', (text) => {
    expect(read(text)).toEqual(youtube)
  })

  test('the words of a room’s name are not cut off, and of two addresses none is guessed', () => {
    expect(read('https://meet.jit.si/لقاء دمشق')).not.toMatchObject({ provider: 'jitsi' })
    expect(read('https://youtu.be/dQw4w9WgXcQ https://youtu.be/aaaaaaaaaaa')).not.toMatchObject(youtube)
    expect(read('https://l.facebook.com/l.php?u=javascript:alert(1)')).toBe('stream-address-not-secure')
    expect(read('https://l.facebook.com/l.php?u=nothing')).toBe('stream-address-unreadable')
  })
})

describe('addresses that are understood', () => {
  test.each<[string, unknown]>([
    ['https://www.youtube.com/watch?v=dQw4w9WgXcQ', youtube],
    ['https://youtube.com/watch?app=desktop&v=dQw4w9WgXcQ&t=4', youtube],
    ['https://m.youtube.com/watch?v=dQw4w9WgXcQ', youtube],
    ['https://www.youtube.com/live/dQw4w9WgXcQ?feature=share', youtube],
    ['https://www.youtube.com/shorts/dQw4w9WgXcQ', youtube],
    ['https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ', youtube],
    ['https://youtu.be/dQw4w9WgXcQ?si=abc', youtube],
    ['youtu.be/dQw4w9WgXcQ', youtube],
    ['https://vimeo.com/123456789', { provider: 'vimeo', id: '123456789' }],
    ['https://player.vimeo.com/video/123456789', { provider: 'vimeo', id: '123456789' }],
    ['https://www.twitch.tv/some_channel', { provider: 'twitch', id: 'some_channel' }],
    [
      'https://meet.jit.si/OurHall-Berlin',
      { provider: 'jitsi', host: 'meet.jit.si', room: 'OurHall-Berlin' },
    ],
    ['https://8x8.vc/team/room', { provider: 'jitsi', host: '8x8.vc', room: 'team/room' }],
    ['https://jitsi.example.org/OurHall', { provider: 'jitsi', host: 'jitsi.example.org', room: 'OurHall' }],
    [
      'https://www.facebook.com/some.page/videos/1234567890123456/',
      { provider: 'facebook', id: '1234567890123456' },
    ],
    ['https://m.facebook.com/watch/?v=1234567890123456', { provider: 'facebook', id: '1234567890123456' }],
    ['https://facebook.com/watch/live/?v=12345678901&ref=x', { provider: 'facebook', id: '12345678901' }],
    [
      'https://tube.example.org/videos/watch/9c9de5e8-0a1e-484a-b099-e80766180a6d',
      { provider: 'peertube', host: 'tube.example.org', id: '9c9de5e8-0a1e-484a-b099-e80766180a6d' },
    ],
    [
      'https://tube.example.org/w/kkGMgK9ZtnKfYAgnEtQxbv',
      { provider: 'peertube', host: 'tube.example.org', id: 'kkGMgK9ZtnKfYAgnEtQxbv' },
    ],
    ['https://live.example.org/embed/video', { provider: 'owncast', host: 'live.example.org' }],
    [
      'https://bbb.example.org/b/may-abc-xyz-123',
      { provider: 'bigbluebutton', host: 'bbb.example.org', room: 'b/may-abc-xyz-123' },
    ],
    [
      'https://bbb.example.org/rooms/abc-def-ghi-jkl/join',
      { provider: 'bigbluebutton', host: 'bbb.example.org', room: 'rooms/abc-def-ghi-jkl' },
    ],
    ['https://example.org/live/a.m3u8?t=1', { provider: 'hls', url: 'https://example.org/live/a.m3u8?t=1' }],
    ['https://example.org/LIVE.M3U8', { provider: 'hls', url: 'https://example.org/LIVE.M3U8' }],
    ['http://localhost:8080/a.m3u8', { provider: 'hls', url: 'http://localhost:8080/a.m3u8' }],
    ['http://127.0.0.1:9/a.m3u8', { provider: 'hls', url: 'http://127.0.0.1:9/a.m3u8' }],
    ['example.org/page', { provider: 'link', url: 'https://example.org/page' }],
  ])('%s', (address, source) => {
    expect(read(address)).toEqual(source)
  })

  test.each<[string, unknown]>([
    ['https://studio.youtube.com/video/dQw4w9WgXcQ/livestreaming', youtube],
    ['https://studio.youtube.com/video/dQw4w9WgXcQ/edit', youtube],
    ['https://music.youtube.com/watch?v=dQw4w9WgXcQ&si=x', youtube],
    ['https://m.youtube.com/shorts/dQw4w9WgXcQ', youtube],
    ['https://m.youtube.com/live/dQw4w9WgXcQ', youtube],
    ['https://www.youtube.com/v/dQw4w9WgXcQ?version=3', youtube],
    ['https://www.youtube.com/e/dQw4w9WgXcQ', youtube],
    ['https://www.youtube.com/?v=dQw4w9WgXcQ', youtube],
    ['https://youtu.be/dQw4w9WgXcQ&feature=share', youtube],
    ['http://www.youtube.com/watch?v=dQw4w9WgXcQ', youtube],
    ['www.youtube.com:443/watch?v=dQw4w9WgXcQ', youtube],
    [
      'https://player.twitch.tv/?channel=some_channel&parent=x.org',
      { provider: 'twitch', id: 'some_channel' },
    ],
    ['https://m.twitch.tv/some_channel', { provider: 'twitch', id: 'some_channel' }],
    ['https://www.twitch.tv/popout/some_channel/chat', { provider: 'twitch', id: 'some_channel' }],
    ['https://vimeo.com/channels/staffpicks/123456789', { provider: 'vimeo', id: '123456789' }],
    ...['ar-ar', 'de-de', 'tr-tr', 'es-la', 'fa', 'mbasic', 'web', 'm', 'www'].map(
      (host): [string, unknown] => [
        `https://${host}.facebook.com/watch/?v=12345678901`,
        { provider: 'facebook', id: '12345678901' },
      ],
    ),
    ['https://fb.com/some.page/videos/a-title/12345678901/', { provider: 'facebook', id: '12345678901' }],
    ['https://www.facebook.com/reel/12345678901', { provider: 'facebook', id: '12345678901' }],
    [
      'https://www.facebook.com/plugins/video.php?href=https%3A%2F%2Fwww.facebook.com%2Fx%2Fvideos%2F12345678901%2F',
      { provider: 'facebook', id: '12345678901' },
    ],
    [
      'https://meet.jit.si/%D9%84%D9%82%D8%A7%D8%A1%D8%AD%D9%84%D8%A8',
      { provider: 'jitsi', host: 'meet.jit.si', room: 'لقاءحلب' },
    ],
    ['https://meet.jit.si/لقاء-حلب؟', { provider: 'jitsi', host: 'meet.jit.si', room: 'لقاء-حلب' }],
    [
      'https://jitsi.example.org:8443/Düsseldorf',
      { provider: 'jitsi', host: 'jitsi.example.org:8443', room: 'Düsseldorf' },
    ],
  ])('as people paste it: %s', (address, source) => {
    const found = read(address)
    expect(found).toEqual(source)
    expect(read(streamAddress(found as StreamSource))).toEqual(source)
  })

  test.each(
    [
      ['', '.'],
      ['', '،'],
      ['', '؛'],
      ['', '؟'],
      ['', '۔'],
      ['', '。'],
      ['', '…'],
      ['', '!!'],
      ['', ').'],
      ['', '%D8%8C'],
      ['(', ')'],
      ['<', '>'],
      ['«', '»'],
      ['„', '“'],
      ['“', '”.'],
      ['「', '」'],
      ["'", "'"],
      ['*', '*'],
      ['_', '_'],
      ['- ', ''],
      ['//', ''],
    ].map(([before, after]) => [`${before}https://youtu.be/dQw4w9WgXc-${after}`]),
  )('with the punctuation of its sentence: %s', (pasted) => {
    expect(read(pasted)).toEqual({ provider: 'youtube', id: 'dQw4w9WgXc-' })
  })

  test.each([
    'https://example.org/a_(b)',
    'https://example.org/a-',
    'https://example.org/a/',
    'https://example.org/?a=%22b%22',
    'https://example.org/?a=',
    'https://example.org/#a*',
  ])('what belongs to an address stays at its end: %s', (address) => {
    expect(read(address)).toEqual({ provider: 'link', url: address })
  })

  test.each<[string, string]>([
    ['tel:+49-30-123456', '+4930123456'],
    ['+49 (30) 123 456', '+4930123456'],
    ['+٩٦٣ ١١ ١٢٣٤٥٦', '+96311123456'],
    ['\u202a+49 30 123456\u202c', '+4930123456'],
    ['030 123456,,9876#', '030123456,,9876#'],
    ['tel:030123456%2C%2C9876%23', '030123456,,9876#'],
    ['+49 30 123456p123;456#', '+4930123456,123;456#'],
    ['«+49 30/123456»،', '+4930123456'],
  ])('the telephone %s', (address, number) => {
    expect(read(address, 'phone')).toEqual({ provider: 'phone', number })
  })
})

describe('addresses that only look like a known provider become outward links', () => {
  test.each([
    'https://www.youtube.com/embed/live_stream?channel=UC123',
    'https://www.youtube.com/embed/videoseries?list=PL123',
    'https://www.youtube.com/@someone/live',
    'https://www.youtube.com/watch?v=short',
    'https://www.youtube.com.example.org/watch?v=dQw4w9WgXcQ',
    'https://vimeo.com/123456789/abcdef0123',
    'https://vimeo.com/channels/staffpicks',
    'https://player.vimeo.com/video/123456789?h=abcdef0123',
    'https://www.twitch.tv/videos/123456',
    'https://www.twitch.tv/directory',
    'https://www.twitch.tv/Settings',
    'https://www.twitch.tv/subscriptions',
    'https://player.twitch.tv/?channel=directory',
    'https://player.twitch.tv/?video=v123456',
    'https://studio.youtube.com/channel/UC1234567890',
    'https://meet.jit.si/static/close.html',
    'https://meet.jit.si/a%20b%2Fc',
    'https://evilfacebook.com/watch/?v=12345678901',
    'https://music.example.org/watch?v=dQw4w9WgXcQ',
    'https://example.org/meet.jit.si/room',
    'https://meet.jit.si/',
    'https://example.org/a.m3u8.html',
    'https://www.facebook.com/some.page',
    'https://facebook.com.example.org/watch/?v=1234567890123456',
    'https://tube.example.org/w/short',
    'https://tube.example.org/w/p/kkGMgK9ZtnKfYAgnEtQxbv',
    'https://bbb.example.org/b/abc',
    'https://live.example.org/embed/video/more',
  ])('%s', (address) => {
    expect(read(address)).toMatchObject({ provider: 'link' })
  })
})

describe('addresses that are refused', () => {
  test.each([
    ['javascript:alert(1)', 'stream-address-not-secure'],
    ['JavaScript:alert(1)//.m3u8', 'stream-address-not-secure'],
    ['data:text/html,<script>alert(1)</script>', 'stream-address-not-secure'],
    ['blob:https://example.org/1', 'stream-address-not-secure'],
    ['http://example.org/a.m3u8', 'stream-address-not-secure'],
    ['http://localhost.example.org/a.m3u8', 'stream-address-not-secure'],
    ['ftp://example.org/a.m3u8', 'stream-address-not-secure'],
    ['tel:+49301234', 'stream-address-not-secure'],
    ['https://user:pass@example.org/a.m3u8', 'stream-address-unreadable'],
    ['https://youtube.com@example.org/watch?v=dQw4w9WgXcQ', 'stream-address-unreadable'],
    ['https://', 'stream-address-unreadable'],
    ['not an address', 'stream-address-unreadable'],
    ['intranet', 'stream-address-unreadable'],
    ['<iframe src="https://youtu.be/dQw4w9WgXcQ">', 'stream-address-unreadable'],
  ])('%s: %s', (address, reason) => {
    expect(read(address)).toBe(reason)
  })

  test.each(['abc', '+', '12', 'https://example.org', 'tel:javascript:alert(1)'])(
    'the telephone %s',
    (text) => {
      expect(read(text, 'phone')).toBe('stream-address-unreadable')
    },
  )
})

test('a telephone number in an address has no character that begins another part of it', () => {
  const source = read('+49 30 123456,,9876#;1*', 'phone') as StreamSource
  expect(streamAddress(source)).toBe('tel:+4930123456%2C%2C9876%23%3B1*')
  expect(read(streamAddress(source), 'phone')).toEqual(source)
})

test('invisible marks that turn text round are taken out before the address is read', () => {
  expect(read('\u2068https://youtu.be/dQw4w9WgXcQ\u2069')).toEqual(youtube)
  const source = read('https://example.org/\u202egpj.8u3m') as StreamSource
  expect(streamAddress(source)).toBe('https://example.org/gpj.8u3m')
})

test('a host in another script is shown in the form that cannot be mistaken', () => {
  // A Cyrillic а instead of the Latin one.
  expect(streamHost(read('https://ex\u0430mple.org/a.m3u8') as StreamSource)).toBe('xn--exmple-4nf.org')
})

test('a city without a stream can only be off', () => {
  const link = { status: 'off', since: 0 } as const
  expect(decideLinkStatus({ streams: [], link }, 'ready')).toMatchObject({
    ok: false,
    reason: 'stream-missing',
  })
  expect(decideLinkStatus({ streams: [], link }, 'off')).toEqual({ ok: true })
})

const idPatterns: Readonly<Record<string, RegExp>> = {
  youtube: /^[\w-]{11}$/,
  vimeo: /^[0-9]{5,12}$/,
  twitch: /^[a-z0-9_]{3,25}$/i,
  facebook: /^[0-9]{8,20}$/,
  peertube: /^[\w-]{21,36}$/,
}
const roles = fc.constantFrom<StreamRole>('main', 'backup', 'audio', 'room', 'phone')
const hosts = fc.constantFrom(
  'youtube.com',
  'www.youtube.com',
  'youtu.be',
  'vimeo.com',
  'player.vimeo.com',
  'twitch.tv',
  'meet.jit.si',
  '8x8.vc',
  'jitsi.example.org',
  'www.facebook.com',
  'example.org',
  'www.example.org:8443',
)
const ids = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.uuid(),
  fc.stringMatching(/^[0-9]{5,22}$/),
  fc.stringMatching(/^[\w-]{9,25}$/),
  fc.stringMatching(/^[a-z0-9]{3}(-[a-z0-9]{3}){1,4}$/),
)
const addresses = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.webUrl({ withFragments: true, withQueryParameters: true }),
  fc
    .tuple(
      hosts,
      fc.constantFrom(
        ...['', 'watch?v=', 'watch/?v=', 'live/', 'embed/', 'video/', 'some/videos/', 'w/', 'videos/watch/'],
        ...['videos/embed/', 'embed/video', 'b/', 'rooms/'],
      ),
      ids,
      fc.constantFrom('', '/', '/join', '/../..', '%2f', '?x=1', '#x'),
    )
    .map(([host, path, id, rest]) => `https://${host}/${path}${id}${rest}`),
)

test('at a host of Jitsi a room is a room, also where its name is a path of another program', () => {
  const source = { provider: 'jitsi', host: 'meet.jit.si', room: 'embed/video' } as const
  expect(parseStreamSource('https://meet.jit.si/embed/video/join', 'main')).toEqual({ ok: true, source })
  expect(parseStreamSource(streamAddress(source), 'main')).toEqual({ ok: true, source })
})

test('whatever is pasted is read without throwing, to an id of its provider or to a secure address', () => {
  let taken = 0
  fc.assert(
    fc.property(addresses, roles, (address, role) => {
      const verdict = parseStreamSource(address, role)
      if (!verdict.ok) return
      taken += 1
      const { source } = verdict
      if ('id' in source) expect(source.id).toMatch(idPatterns[source.provider] ?? /^$/)
      if (source.provider === 'jitsi')
        expect(source.room).toMatch(/^[\p{L}\p{M}\p{N}_-]{3,120}(\/[\p{L}\p{M}\p{N}_-]{3,120})?$/u)
      if (source.provider === 'bigbluebutton') expect(source.room).toMatch(/^(b|rooms)(\/|-|[a-z0-9])+$/)
      // Only a host: no path, no user, nothing that could change where the frame or link leads.
      if ('host' in source) expect(new URL(`https://${source.host}`).host).toBe(source.host)
      if (source.provider === 'phone')
        expect(source.number).toMatch(/^\+?[0-9]{5,15}([,;]+[0-9#*]{1,12}){0,4}$/)
      if ('url' in source) {
        const url = new URL(source.url)
        const isLocal = url.hostname === 'localhost' || url.hostname === '127.0.0.1'
        expect(url.protocol === 'https:' || (url.protocol === 'http:' && isLocal)).toBe(true)
        expect(url.username + url.password).toBe('')
      }
      // Parsing its own address gives the same source, so an undone removal restores it exactly.
      const again = parseStreamSource(streamAddress(source), role)
      expect(again).toEqual({ ok: true, source })
    }),
    { numRuns: 3000 },
  )
  expect(taken).toBeGreaterThan(300)
})
