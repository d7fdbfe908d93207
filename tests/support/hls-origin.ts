// Live HLS made by ffmpeg and served from this machine. Each city has its own colour and tone, so a test can tell which one a screen plays.
import { type ChildProcess, spawn } from 'node:child_process'
import { createReadStream, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join, normalize, sep } from 'node:path'
import { ensureFfmpeg } from './ensure-ffmpeg.ts'
import { type CityPattern, encoding } from './hls-pattern.ts'
import { pause } from './person.ts'

export type HlsCity = CityPattern

/**
 * Faults of a city's stream while its encoder runs. `stall`: the playlist stops growing. `drop`: each response is cut off in the
 * middle. `missing`: 404. `lag`: each response waits `ms` first.
 */
export type HlsTrouble =
  | { readonly kind: 'stall' | 'drop' | 'missing' }
  | { readonly kind: 'lag'; readonly ms: number }

export type HlsOrigin = {
  readonly urlOf: (name: string) => string
  /** Stops its encoder, and its files answer 404, as when a city loses its connection. */
  readonly breakOff: (name: string) => void
  readonly resume: (name: string) => Promise<void>
  readonly trouble: (name: string, trouble: HlsTrouble) => void
  /** Ends the fault; after `breakOff`, use `resume` instead. */
  readonly mend: (name: string) => void
  /** Number of requests (of one city, with a name); proves that nothing is fetched before a click. */
  readonly requests: (name?: string) => number
  readonly stop: () => Promise<void>
}

const firstSegmentsWithinMs = 20_000
const types: Readonly<Record<string, string>> = {
  m3u8: 'application/vnd.apple.mpegurl',
  ts: 'video/mp2t',
}

/** Resolves when every city's playlist can be played. */
export async function startHlsOrigin(options: { readonly cities: readonly HlsCity[] }): Promise<HlsOrigin> {
  const ffmpeg = ensureFfmpeg()
  const directory = mkdtempSync(join(tmpdir(), 'multaqa-hls-'))
  const encoders = new Map<string, ChildProcess>()
  const broken = new Set<string>()
  const troubles = new Map<string, HlsTrouble>()
  const counts = new Map<string, number>()
  let count = 0
  const folderOf = (name: string) => `city-${options.cities.findIndex((city) => city.name === name)}`
  const nameOf = (path: string) =>
    options.cities.find(({ name }) => path.startsWith(`${sep}${folderOf(name)}${sep}`))?.name ?? ''

  const server = createServer(async (request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname))
    const file = join(directory, path)
    const name = nameOf(path)
    count += 1
    counts.set(name, (counts.get(name) ?? 0) + 1)
    response.setHeader('Access-Control-Allow-Origin', '*')
    response.setHeader('Cache-Control', 'no-store')
    const trouble = troubles.get(name)
    if (trouble?.kind === 'lag') await pause(trouble.ms)
    const type = types[path.split('.').pop() ?? '']
    const isGone = broken.has(name) || trouble?.kind === 'missing'
    if (isGone || type === undefined || !file.startsWith(directory + sep) || !existsSync(file)) {
      response.writeHead(404).end()
      return
    }
    if (trouble?.kind === 'drop') {
      // Sends less than Content-Length, then closes the connection.
      response.writeHead(200, { 'Content-Type': type, 'Content-Length': 1000 }).write('#EXTM3U\n')
      setTimeout(() => response.destroy(), 20)
      return
    }
    response.writeHead(200, { 'Content-Type': type })
    createReadStream(file)
      .on('error', () => response.destroy())
      .pipe(response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0

  async function encode(city: HlsCity): Promise<void> {
    const { name } = city
    const folder = join(directory, folderOf(name))
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder)
    const encoder = spawn(ffmpeg, encoding(city, options.cities.indexOf(city), folder), { stdio: 'ignore' })
    encoders.set(name, encoder)
    const playlist = join(folder, 'live.m3u8')
    const deadline = Date.now() + firstSegmentsWithinMs
    while (!existsSync(playlist)) {
      if (Date.now() > deadline || encoder.exitCode !== null)
        throw new Error(`ffmpeg made no stream for ${name}`)
      await pause(100)
    }
    broken.delete(name)
  }

  async function end(name: string): Promise<void> {
    const encoder = encoders.get(name)
    encoders.delete(name)
    if (encoder === undefined || encoder.exitCode !== null) return
    const gone = new Promise((resolve) => encoder.once('exit', resolve))
    encoder.kill('SIGKILL')
    await gone
  }

  async function stop(): Promise<void> {
    await Promise.all([...encoders.keys()].map(end))
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    rmSync(directory, { recursive: true, force: true })
  }

  function mend(name: string): void {
    if (troubles.get(name)?.kind === 'stall') encoders.get(name)?.kill('SIGCONT')
    troubles.delete(name)
  }

  try {
    await Promise.all(options.cities.map(encode))
  } catch (error) {
    await stop()
    throw error
  }
  return {
    urlOf: (name) => `http://127.0.0.1:${port}/${folderOf(name)}/live.m3u8`,
    breakOff: (name) => {
      broken.add(name)
      void end(name)
    },
    resume: async (name) => {
      mend(name)
      await end(name)
      const city = options.cities.find((candidate) => candidate.name === name)
      if (city !== undefined) await encode(city)
    },
    trouble: (name, trouble) => {
      mend(name)
      troubles.set(name, trouble)
      if (trouble.kind === 'stall') encoders.get(name)?.kill('SIGSTOP')
    },
    mend,
    requests: (name) => (name === undefined ? count : (counts.get(name) ?? 0)),
    stop,
  }
}
