// Decodes a stream with ffmpeg, as any player would: which city's colour it shows, what its clock says, and which tone it plays.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { ensureFfmpeg } from './ensure-ffmpeg.ts'
import { cityColors, clockBlocks, picture, toneOf } from './hls-pattern.ts'

const run = promisify(execFile)
const samplesPerSecond = 8000

/** Index in `cityColors` of the nearest colour; -1 if none is near, as on a black screen. */
export function cityByColor([red, green, blue]: readonly number[]): number {
  const far = (rgb: readonly number[]) =>
    Math.hypot((red ?? 0) - (rgb[0] ?? 0), (green ?? 0) - (rgb[1] ?? 0), (blue ?? 0) - (rgb[2] ?? 0))
  const nearest = cityColors.reduce(
    (best, { rgb }, at) => (far(rgb) < far(cityColors[best]?.rgb ?? []) ? at : best),
    0,
  )
  return far(cityColors[nearest]?.rgb ?? []) < 90 ? nearest : -1
}

/** Index in the list of the city whose tone is the loudest (Goertzel algorithm); -1 in silence. */
export function cityByTone(samples: Float32Array, rate: number): number {
  const loudness = cityColors.map((_, at) => power(samples, toneOf(at), rate))
  const loudest = loudness.indexOf(Math.max(...loudness))
  return (loudness[loudest] ?? 0) > 1e-5 ? loudest : -1
}

function power(samples: Float32Array, hertz: number, rate: number): number {
  const turn = 2 * Math.cos((2 * Math.PI * hertz) / rate)
  let [before, beforeThat] = [0, 0]
  for (const sample of samples) [before, beforeThat] = [sample + turn * before - beforeThat, before]
  return (before ** 2 + beforeThat ** 2 - turn * before * beforeThat) / samples.length ** 2
}

export type StreamReading = {
  readonly byColor: number
  readonly byTone: number
  /** Seconds since its encoder's start. */
  readonly clock: number
}

/** Throws with ffmpeg's error output when the stream cannot be decoded. */
export async function readStream(address: string): Promise<StreamReading> {
  const frame = await decode(address, [
    '-map',
    '0:v',
    '-frames:v',
    '1',
    '-f',
    'rawvideo',
    '-pix_fmt',
    'rgb24',
    '-',
  ])
  const sound = await decode(address, [
    '-map',
    '0:a',
    '-t',
    '0.5',
    '-f',
    'f32le',
    '-ar',
    `${samplesPerSecond}`,
    '-ac',
    '1',
    '-',
  ])
  const pixel = (x: number, y: number) => {
    const at = (y * picture.width + x) * 3
    return [...frame.subarray(at, at + 3)]
  }
  const y = picture.height - clockBlocks.height / 2
  const bits = Array.from({ length: clockBlocks.bits }, (_, bit) =>
    (pixel(bit * clockBlocks.width + clockBlocks.width / 2, y)[0] ?? 0) > 128 ? 2 ** bit : 0,
  )
  const samples = new Float32Array(
    sound.buffer.slice(sound.byteOffset, sound.byteOffset + (sound.length & ~3)),
  )
  return {
    byColor: cityByColor(pixel(picture.width / 2, picture.height / 2)),
    byTone: cityByTone(samples, samplesPerSecond),
    clock: bits.reduce((sum, bit) => sum + bit, 0),
  }
}

/** Asynchronous, because this process may be the one that serves the stream. */
async function decode(address: string, output: readonly string[]): Promise<Buffer> {
  const { stdout, stderr } = await run(ensureFfmpeg(), ['-loglevel', 'error', '-i', address, ...output], {
    encoding: 'buffer',
    timeout: 20_000,
    maxBuffer: 64 * 2 ** 20,
  })
  if (stdout.length === 0) throw new Error(`nothing to decode at ${address}: ${stderr.toString('utf8')}`)
  return stdout
}
