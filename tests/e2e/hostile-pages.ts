// One page of each kind, in a gathering with hostile texts, for the stories about phones.
import {
  hostilePlan,
  hostileSegment,
  hostileTexts,
  longWord,
  mapsAddress,
} from '../support/hostile-gathering.ts'
import type { RunningServer } from '../support/start-server.ts'
import { cityIds } from '../support/test-gathering.ts'

export type HostilePages = {
  /** Pages by kind; those with `isDesk` and without a secret need an organizer's cookie. */
  readonly pages: readonly { readonly name: string; readonly path: string; readonly isDesk: boolean }[]
  readonly cookie: string
  readonly slug: string
}

const gatheringId = 'hostile-gathering-01'
const meetings = {
  berlin: 'hostile-meeting-berlin',
  idlib: 'hostile-meeting-idlib0',
  thiruvananthapuram: 'hostile-meeting-longname',
}
const hostSecret = `h_${'a'.repeat(32)}`
const replySecret = `r_${'b'.repeat(32)}`
const directorSecret = `d_${'c'.repeat(32)}`

export async function makeHostilePages(server: RunningServer): Promise<HostilePages> {
  const claimed = await fetch(`${server.url}/api/claim`, {
    method: 'POST',
    body: JSON.stringify({ token: new URL(server.claimUrl()).hash.slice(1) }),
  })
  const cookie = claimed.headers.get('set-cookie')?.split(';')[0] ?? ''
  let count = 0
  async function order(name: string, payload: object, credential?: string): Promise<{ slug?: string }> {
    count += 1
    const response = await fetch(`${server.url}/api/commands`, {
      method: 'POST',
      headers: credential === undefined ? { cookie } : {},
      body: JSON.stringify({ commandId: `hostile-command-${count}`, gatheringId, name, payload, credential }),
    })
    const answer = (await response.json()) as { ok: boolean; outcome: { slug?: string } }
    if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer)}`)
    return answer.outcome
  }
  await order('createGathering', { language: 'ar' })
  await order('editGathering', {
    startsAt: Math.floor(Date.now() / 60_000) * 60_000 - 60_000,
    lengthMs: 7_200_000,
    leadPlaceId: cityIds.berlin,
    languages: ['ar', 'en'],
    texts: hostileTexts,
  })
  const { slug = '' } = await order('publishGathering', {})
  await order('addMeeting', {
    meetingId: meetings.berlin,
    placeId: cityIds.berlin,
    plan: hostilePlan,
    hostSecret,
  })
  await order('addMeeting', {
    meetingId: meetings.idlib,
    placeId: cityIds.idlib,
    plan: hostilePlan,
    hostSecret: `h_${'e'.repeat(32)}`,
  })
  // The longest city name, as one word.
  await order('addMeeting', {
    meetingId: meetings.thiruvananthapuram,
    placeId: '1254163',
    plan: hostilePlan,
    hostSecret: `h_${'f'.repeat(32)}`,
  })
  await order('putSegment', {
    segment: { ...hostileSegment, meetingId: meetings.berlin },
    afterSegmentId: null,
  })
  const address = `https://${longWord(60, 'peertube')}.example.org/w/${longWord(120, 'a1B2c3')}`
  await order('addStream', {
    meetingId: meetings.berlin,
    streamId: 'hostile-stream-0001',
    role: 'main',
    address,
  })
  await order('setLink', { meetingId: meetings.berlin, status: 'on-air' })
  await order('setRecording', { meetingId: meetings.berlin, segmentId: null, address })
  await order('appointDirector', { directorId: 'hostile-director-01', alias: longWord(60), directorSecret })
  for (const [index, text] of [mapsAddress.slice(0, 500), longWord(500)].entries())
    await order('sendMessage', { messageId: `hostile-message-${index}00`, meetingId: meetings.berlin, text })
  await order('replyToMeeting', { meetingId: meetings.berlin, partySize: 9 }, replySecret)

  const at = `/g/${slug}`
  const page = (name: string, path: string, isDesk = false) => ({ name, path, isDesk })
  return {
    cookie,
    slug,
    pages: [
      page('home', '/'),
      page('gathering', at),
      page('city', `${at}/${meetings.berlin}`),
      page('city with a long name', `${at}/${meetings.thiruvananthapuram}`),
      page('come', `${at}/come`),
      page('programme', `${at}/programme`),
      page('poster', `${at}/${meetings.berlin}/poster`),
      page('propose', `${at}/propose`),
      page('ticket', `${at}/reply#${replySecret}`),
      page('host, door', `${at}/host?part=door#${hostSecret}`),
      page('host, city', `${at}/host?part=city#${hostSecret}`),
      page('host, stream', `${at}/host?part=stream#${hostSecret}`),
      page('control, director', `${at}/control#${directorSecret}`),
      page('wall', `${at}/wall`),
      page('projector', `${at}/projector`),
      page('panic', `${at}/panic#${hostSecret}`),
      page('about', '/about'),
      page('clear', '/clear'),
      page('nowhere', `/g/${longWord(70, 'nowhere')}`),
      page('control', `${at}/control`, true),
      page('organize', `${at}/organize`, true),
      page('organize, cities', `${at}/organize/cities`, true),
      page('organize, programme', `${at}/organize/programme`, true),
      page('organize, stage', `${at}/organize/stage`, true),
      page('new', '/new', true),
    ],
  }
}

/** The pages that can be read without script. */
export function plainPagesOf({
  slug,
}: HostilePages): readonly { readonly name: string; readonly path: string }[] {
  const at = `/g/${slug}`
  return [
    { name: 'home', path: '/' },
    { name: 'gathering', path: at },
    { name: 'city', path: `${at}/${meetings.berlin}` },
    { name: 'programme', path: `${at}/programme` },
    { name: 'reply form', path: `${at}/come?city=${meetings.berlin}` },
    { name: 'ticket', path: `${at}/reply/${replySecret}` },
    { name: 'watching from home', path: `${at}/watch` },
    { name: 'proposal', path: `${at}/propose/plain` },
    { name: 'panic', path: `${at}/panic` },
    { name: 'clear', path: '/clear' },
    { name: 'frame on another site', path: `/embed${at}` },
  ]
}
