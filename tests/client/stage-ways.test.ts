// The stage's sources, their fallback order, and the hosts from which it may load.
import { describe, expect, onTestFinished, test } from 'vitest'
import { mayLoad, noConsent, readConsent } from '#client/features/stage/consent.ts'
import { frameAddress, isInPage, orderOf, waysOf } from '#client/features/stage/playback-options.ts'
import { setFrameHosts } from '#client/sync/installation.ts'
import { parseStreamSource, type Stream, type StreamRole } from '#shared/domain/stream.ts'

function stream(role: StreamRole, address: string): Stream {
  const read = parseStreamSource(address, role)
  if (!read.ok) throw new Error(read.reason)
  return { streamId: `${role} ${address}`, role, source: read.source }
}

const audio = stream('audio', 'https://a.example.org/audio.m3u8')
const main = stream('main', 'https://a.example.org/main.m3u8')
const backup = stream('backup', 'https://youtu.be/dQw4w9WgXcQ')
const room = stream('room', 'https://meet.jit.si/OurHall')
const phone = stream('phone', '+49 30 123456')
const outside = stream('main', 'https://example.org/watch')

describe('the ways that are shown by themselves', () => {
  const rolesOf = (of: readonly Stream[], chosen: Stream | null) =>
    orderOf(waysOf(of), chosen?.streamId ?? null).map(
      (id) => of.find(({ streamId }) => streamId === id)?.role,
    )
  const all = [phone, room, audio, backup, main]
  test('are main, back-up and sound, and never a room', () => {
    expect(rolesOf(all, null)).toEqual(['main', 'backup', 'audio'])
  })
  test('begin with the one that was asked for, a room too', () => {
    expect(rolesOf(all, audio)).toEqual(['audio', 'main', 'backup'])
    expect(rolesOf(all, room)).toEqual(['room', 'main', 'backup', 'audio'])
  })
  test('are a room where there is nothing but a room', () => {
    expect(rolesOf([room, phone], null)).toEqual(['room'])
  })
  test('are none where everything stands on pages of others', () => {
    expect(rolesOf([outside, phone], null)).toEqual([])
    expect(waysOf([outside]).map(isInPage)).toEqual([false])
  })
})

describe('frames', () => {
  test.each([
    ['https://youtu.be/dQw4w9WgXcQ', 'https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?'],
    ['https://vimeo.com/123456789', 'https://player.vimeo.com/video/123456789?'],
    ['https://twitch.tv/some_channel', 'https://player.twitch.tv/?channel=some_channel&parent=here.example&'],
    [
      'https://facebook.com/some.page/videos/1234567890',
      'https://www.facebook.com/plugins/video.php?href=https%3A%2F%2Fwww.facebook.com%2Fwatch%2F%3Fv%3D1234567890&',
    ],
    ['https://meet.jit.si/OurHall', 'https://meet.jit.si/OurHall'],
  ])('%s is framed by its id', (address, start) => {
    expect(frameAddress(stream('main', address).source, 'here.example')).toMatch(
      new RegExp(`^${start.replace(/[.?]/g, '\\$&')}`),
    )
  })
  test.each([
    'https://tube.example.org/w/kkGMgK9ZtnKfYAgnEtQxbv',
    'https://bbb.example.org/b/may-abc-xyz-123',
  ])('%s opens outside, because it may be at any host', (address) => {
    const { source } = stream('main', address)
    expect(waysOf([stream('main', address)])).toMatchObject([{ how: 'outward', href: address }])
    expect(frameAddress(source, 'here')).toBeNull()
  })
  test('an Owncast is played by our own player', () => {
    const [way] = waysOf([stream('main', 'https://live.example.org/embed/video')])
    expect(way).toMatchObject({ how: 'hls', hls: 'https://live.example.org/hls/stream.m3u8' })
  })
  test('a Jitsi elsewhere opens outside, because no page of ours may frame it', () => {
    const [way] = waysOf([stream('main', 'https://jitsi.example.org/OurHall')])
    expect(way).toMatchObject({ how: 'outward', host: 'jitsi.example.org' })
    expect(frameAddress(stream('main', 'https://jitsi.example.org/OurHall').source, 'here')).toBeNull()
  })
})

describe('consent', () => {
  const once = { hosts: ['a.example.org'], follows: false }
  test('nothing is loaded before it was given', () => {
    expect(mayLoad(noConsent, 'a.example.org', true)).toBe(false)
  })
  test('holds for the host it was given for', () => {
    expect(mayLoad(once, 'a.example.org', false)).toBe(true)
    expect(mayLoad(once, 'b.example.org', true)).toBe(false)
  })
  test('lets the stage follow to other hosts, and nothing else', () => {
    expect(mayLoad({ ...once, follows: true }, 'b.example.org', true)).toBe(true)
    expect(mayLoad({ ...once, follows: true }, 'b.example.org', false)).toBe(false)
  })
  test.each([null, '', '{', '[]', '{"hosts":7,"follows":"yes"}'])('reads %s as none', (text) => {
    expect(readConsent(text)).toEqual(noConsent)
  })
})

test('what anybody may run stands in a frame where the operator trusts the machine, and nowhere else', () => {
  const addresses = {
    'https://tube.example.org/w/9c9de5e8-0a1e-484a-b099-e80766180a6d':
      /^https:\/\/tube\.example\.org\/videos\/embed\/9c9d/,
    'https://jitsi.example.org/OurHall': /^https:\/\/jitsi\.example\.org\/OurHall$/,
    'https://meet.example.org/rooms/abc-def-ghi': /^https:\/\/meet\.example\.org\/rooms\/abc-def-ghi$/,
  }
  onTestFinished(() => setFrameHosts([]))
  setFrameHosts(Object.keys(addresses).map((address) => new URL(address).host))
  for (const [address, frame] of Object.entries(addresses)) {
    const one = stream('main', address)
    expect(waysOf([one]), address).toMatchObject([{ how: 'frame' }])
    expect(frameAddress(one.source, 'here.example')).toMatch(frame)
  }
  setFrameHosts(['other.example.org'])
  for (const address of Object.keys(addresses)) {
    expect(waysOf([stream('main', address)]), address).toMatchObject([{ how: 'outward' }])
    expect(frameAddress(stream('main', address).source, 'here.example')).toBeNull()
  }
})
