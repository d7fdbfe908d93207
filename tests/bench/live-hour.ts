// What a live gathering costs one phone: every byte on its socket while 20,000 people arrive one by one in 27 cities.
import { type Generator, startGenerator } from './load/start-generator.ts'
import { type Row, row, single } from './measure.ts'
import type { Options } from './options.ts'
import { fillReplies } from './subjects/fill.ts'
import { joinAs, makeGathering, startOurs } from './subjects/our-server.ts'

const people = 20_000
const peakMinutes = 10
const peakPerSecond = 14
const quietMinutes = 60 - peakMinutes
const quietPerSecond = (people - peakPerSecond * peakMinutes * 60) / (quietMinutes * 60)

type Hour = { readonly join: number; readonly peak: number; readonly quiet: number }

/** Samples both rates in real time, because a faster run would misrepresent the bytes of ticks, heartbeats and pings. */
export async function benchLiveHour(options: Options): Promise<Row[]> {
  const { sparing, prompt } = await sampleHour(options)
  const kilobytes = (bytes: number) => [single(bytes / 1024)]
  const whole = ({ join, peak, quiet }: Hour) => join + peakMinutes * peak + quietMinutes * quiet
  const goal = { of: 'median', bound: 'at most', value: 300 } as const
  return [
    row('live hour: all bytes to one phone', 'KB', kilobytes(whole(sparing)), { goal }),
    row('live hour: of these, the answer to joining', 'KB', kilobytes(sparing.join)),
    row(`live hour: a minute with ${peakPerSecond} arrivals/s`, 'KB', kilobytes(sparing.peak)),
    row(`live hour: a minute with ${quietPerSecond.toFixed(1)} arrivals/s`, 'KB', kilobytes(sparing.quiet)),
    row('live hour: all bytes to a screen that asks for promptness', 'KB', kilobytes(whole(prompt))),
  ]
}

async function sampleHour(options: Options): Promise<{ readonly sparing: Hour; readonly prompt: Hour }> {
  const server = await startOurs(options)
  const screens = { sparing: startGenerator(), prompt: startGenerator() }
  const arriving = startGenerator()
  try {
    const gathering = await makeGathering(server, options.size.cities, Date.now() + 10 * 60_000)
    await server.running.kill('SIGTERM')
    const replied = await fillReplies(server.running.dataDirectory, gathering, people)
    await server.running.restart()
    const port = server.port()
    const join = async (pace: 'sparing' | 'prompt') => {
      const order = { port, count: 1, window: 1, join: joinAs(gathering, pace) }
      const { failures } = await screens[pace].order('openViewers', order)
      if (failures.length > 0) throw new Error(failures.join(', '))
      return received(screens[pace])
    }
    const joined = { sparing: await join('sparing'), prompt: await join('prompt') }
    await arriving.order('openSenders', { port, count: 20 })
    let arrived = 0
    const sample = async (perSecond: number) => {
      const seconds = options.size['sample-seconds']
      const before = { sparing: await received(screens.sparing), prompt: await received(screens.prompt) }
      const answered = await arriving.order('arriveAtRate', {
        gatheringId: gathering.gatheringId,
        people: replied.slice(arrived, arrived + Math.ceil(perSecond * seconds) + 1),
        perSecond,
        ms: seconds * 1000,
      })
      if (answered.refused > 0) throw new Error(`${answered.refused} refused: ${answered.firstRefusal}`)
      arrived += answered.waits.length
      const aMinute = async (pace: 'sparing' | 'prompt') =>
        (((await received(screens[pace])) - before[pace]) * 60) / seconds
      return { sparing: await aMinute('sparing'), prompt: await aMinute('prompt') }
    }
    const peak = await sample(peakPerSecond)
    const quiet = await sample(quietPerSecond)
    const hourOf = (pace: 'sparing' | 'prompt') => ({
      join: joined[pace],
      peak: peak[pace],
      quiet: quiet[pace],
    })
    return { sparing: hourOf('sparing'), prompt: hourOf('prompt') }
  } finally {
    for (const generator of [screens.sparing, screens.prompt, arriving]) generator.stop()
    await server.stop()
  }
}

async function received(screen: Generator): Promise<number> {
  const read = await screen.order('readViewers')
  if (read.open !== 1) throw new Error('the screen lost its connection')
  return read.received
}
