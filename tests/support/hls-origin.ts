// Live HLS made by ffmpeg and served from this machine: each city a plain colour of its own, so that a picture's pixels tell whose it is.
import { type ChildProcess, spawn } from 'node:child_process'
import { createReadStream, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join, normalize, sep } from 'node:path'
import { ensureFfmpeg } from './ensure-ffmpeg.ts'

export type HlsCity = {
  readonly name: string
  /** As ffmpeg takes it: `red`, `0x2f5d50`. */
  readonly color: string
}

export type HlsOrigin = {
  readonly urlOf: (name: string) => string
  /** Its encoder stops and its files answer 404, as when a city's line breaks. */
  readonly breakOff: (name: string) => void
  readonly resume: (name: string) => Promise<void>
  /** How often anything was fetched: proof that nothing was before a click. */
  readonly requests: () => number
  readonly stop: () => Promise<void>
}

const firstSegmentsWithinMs = 20_000
const types: Readonly<Record<string, string>> = {
  m3u8: 'application/vnd.apple.mpegurl',
  ts: 'video/mp2t',
}

/** Resolves when every city's playlist is there to be played. */
export async function startHlsOrigin(options: { readonly cities: readonly HlsCity[] }): Promise<HlsOrigin> {
  const ffmpeg = ensureFfmpeg()
  const directory = mkdtempSync(join(tmpdir(), 'multaqa-hls-'))
  const encoders = new Map<string, ChildProcess>()
  const broken = new Set<string>()
  let count = 0
  const folderOf = (name: string) => `city-${options.cities.findIndex((city) => city.name === name)}`

  const server = createServer((request, response) => {
    count += 1
    const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname))
    const file = join(directory, path)
    response.setHeader('Access-Control-Allow-Origin', '*')
    response.setHeader('Cache-Control', 'no-store')
    const isBroken = [...broken].some((name) => path.startsWith(`${sep}${folderOf(name)}${sep}`))
    const type = types[path.split('.').pop() ?? '']
    if (isBroken || type === undefined || !file.startsWith(directory + sep) || !existsSync(file)) {
      response.writeHead(404).end()
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

  async function encode({ name, color }: HlsCity): Promise<void> {
    const folder = join(directory, folderOf(name))
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder)
    const encoder = spawn(ffmpeg, encoding(color, folder), { stdio: 'ignore' })
    encoders.set(name, encoder)
    const playlist = join(folder, 'live.m3u8')
    const deadline = Date.now() + firstSegmentsWithinMs
    while (!existsSync(playlist)) {
      if (Date.now() > deadline || encoder.exitCode !== null)
        throw new Error(`ffmpeg made no stream for ${name}`)
      await new Promise((resolve) => setTimeout(resolve, 100))
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
      const city = options.cities.find((candidate) => candidate.name === name)
      if (city !== undefined) await encode(city)
    },
    requests: () => count,
    stop,
  }
}

/** Small and cheap, with a keyframe a second, so that a player that comes in shows a picture at once. A bar moves, so that time is seen to go. */
function encoding(color: string, folder: string): readonly string[] {
  const picture = ['-re', '-f', 'lavfi', '-i', `color=c=${color}:s=320x180:r=10`]
  const sound = ['-re', '-f', 'lavfi', '-i', 'sine=f=330']
  const bar = ['-vf', "drawbox=x='mod(t*40,320)':y=0:w=4:h=20:color=white:t=fill"]
  const video = ['-c:v', 'libx264', '-preset', 'ultrafast', '-tune', 'zerolatency', '-pix_fmt', 'yuv420p']
  const frames = ['-g', '10', '-keyint_min', '10', '-sc_threshold', '0', '-b:v', '150k']
  const audio = ['-c:a', 'aac', '-b:a', '48k', '-ac', '1']
  const hls = [
    '-f',
    'hls',
    '-hls_time',
    '1',
    '-hls_list_size',
    '8',
    '-hls_flags',
    'delete_segments+temp_file',
  ]
  return [
    '-loglevel',
    'error',
    ...picture,
    ...sound,
    ...bar,
    ...video,
    ...frames,
    ...audio,
    ...hls,
    join(folder, 'live.m3u8'),
  ]
}
