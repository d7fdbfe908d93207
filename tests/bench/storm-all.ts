// People who reply at given rates to one or several servers of one installation, with screens spread over all of them.
import type { Target } from './load/senders.ts'
import { startGenerator } from './load/start-generator.ts'
import { type Sample, sampleOf } from './measure.ts'
import type { Subject } from './subjects/subject.ts'

const senders = 100
const warmUpMs = 2000
const warmUpRate = 500
const window = 300

export type Storm = {
  readonly told: Sample
  readonly answered: Sample
  /** CPU time of all servers per second, in ms. */
  readonly cpu: number
  /** CPU time of all servers per message to one screen, in µs. */
  readonly cpuOfMessage: number
  readonly frame: string
}

/** One storm for each of `rates`, in replies per second. `watching`: screens in total; each storm lasts `seconds`. */
export async function stormAll(
  subjects: readonly Pick<Subject, 'port' | 'cpuMs'>[],
  target: Target,
  join: string | null,
  rates: readonly number[],
  size: { readonly watching: number; readonly seconds: number },
): Promise<Storm[]> {
  const screens = startGenerator()
  const people = startGenerator()
  const share = (all: number) => Math.floor(all / subjects.length)
  const watching = share(size.watching) * subjects.length
  const cpuMs = () => subjects.reduce((sum, subject) => sum + subject.cpuMs(), 0)

  async function untilTold(version: number): Promise<void> {
    const behind = await screens.order('waitForVersion', { version, withinMs: 2000 })
    if (behind === 0) return
    // Its counts may have been sent with the previous version, so there is nothing more to send for it. Another reply causes a new message.
    const { acknowledged } = await people.order('replyOneByOne', { ...target, count: 1 })
    const last = acknowledged[0]?.[0] ?? 0
    const lost = await screens.order('waitForVersion', { version: last, withinMs: 30_000 })
    if (lost > 0) throw new Error(`${lost} screens were not told`)
  }

  try {
    for (const subject of subjects) {
      const port = subject.port()
      const opened = await screens.order('openViewers', { port, count: share(size.watching), window, join })
      if (opened.failures.length > 0) throw new Error(opened.failures.join(', '))
      await people.order('openSenders', { port, count: share(senders) })
    }
    await people.order('replyInOpenLoop', { ...target, perSecond: warmUpRate, ms: warmUpMs })
    const storms: Storm[] = []
    for (const perSecond of rates) {
      await screens.order('noteFrames')
      const cpuBefore = cpuMs()
      const ms = size.seconds * 1000
      const answered = await people.order('replyInOpenLoop', { ...target, perSecond, ms })
      if (answered.refused > 0) throw new Error(`${answered.refused} refused: ${answered.firstRefusal}`)
      const version = Math.max(...answered.acknowledged.map(([one]) => one))
      await untilTold(version)
      const used = cpuMs() - cpuBefore
      const { acknowledged, waits } = answered
      const { median, p99, missed, frames } = await screens.order('compareWith', { acknowledged })
      const { newestFrame, open } = await screens.order('readViewers')
      if (missed > 0 || open < watching) throw new Error(`${missed} missed, ${open} still open`)
      storms.push({
        told: { median, p99 },
        answered: sampleOf(waits),
        cpu: used / size.seconds,
        cpuOfMessage: (used * 1000) / frames,
        frame: newestFrame,
      })
    }
    return storms
  } finally {
    screens.stop()
    people.stop()
  }
}
