// The test pattern of a city: a colour, a tone, a moving bar, and the seconds since its start as white and black blocks.

export type CityPattern = {
  readonly name: string
  /** In ffmpeg's syntax: `red`, `0x2f5d50`. */
  readonly color: string
}

/** Eight colours that stay distinct after compression, with the RGB values that a screen shows. */
export const cityColors: readonly {
  readonly color: string
  readonly rgb: readonly [number, number, number]
}[] = [
  { color: '0xff0000', rgb: [255, 0, 0] },
  { color: '0x0000ff', rgb: [0, 0, 255] },
  { color: '0x00ff00', rgb: [0, 255, 0] },
  { color: '0xffff00', rgb: [255, 255, 0] },
  { color: '0xff00ff', rgb: [255, 0, 255] },
  { color: '0x00ffff', rgb: [0, 255, 255] },
  { color: '0x808080', rgb: [128, 128, 128] },
  { color: '0xff8000', rgb: [255, 128, 0] },
]

/** Hz, for the city at this position in the list. None is a multiple of another. */
export const toneOf = (at: number) => 330 + 110 * at

export const picture = { width: 320, height: 180, framesPerSecond: 10 }
/** The seconds since the encoder's start in binary, lowest bit first, from the left edge. */
export const clockBlocks = { bits: 12, width: 16, height: 20 }

/** ffmpeg's arguments. Small and cheap, with one keyframe per second, so that a joining player shows a picture at once. */
export function encoding({ color }: CityPattern, at: number, folder: string): readonly string[] {
  return [...content(color, at), ...codecs, ...hls, `${folder}/live.m3u8`]
}

/** The same picture and sound, pushed over RTMP as a phone does. */
export function pushing({ color }: CityPattern, at: number, address: string): readonly string[] {
  return [...content(color, at), ...codecs, '-f', 'flv', address]
}

function content(color: string, at: number): readonly string[] {
  const { width, height, framesPerSecond } = picture
  const source = `color=c=${color}:s=${width}x${height}:r=${framesPerSecond}`
  const sound = `sine=f=${toneOf(at)}`
  return [
    '-loglevel',
    'error',
    '-re',
    '-f',
    'lavfi',
    '-i',
    source,
    '-re',
    '-f',
    'lavfi',
    '-i',
    sound,
    '-vf',
    drawing(),
  ]
}

function drawing(): string {
  const { bits, width, height } = clockBlocks
  const y = picture.height - height
  const bar = "drawbox=x='mod(t*40,320)':y=0:w=4:h=20:color=white:t=fill"
  const ground = `drawbox=x=0:y=${y}:w=${bits * width}:h=${height}:color=black:t=fill`
  const blocks = Array.from(
    { length: bits },
    (_, bit) =>
      `drawbox=x=${bit * width}:y=${y}:w=${width}:h=${height}:color=white:t=fill:enable='gte(mod(floor(t)/${2 ** bit},2),1)'`,
  )
  return [bar, ground, ...blocks].join(',')
}

const video = '-c:v libx264 -preset ultrafast -tune zerolatency -pix_fmt yuv420p'
const frames = '-g 10 -keyint_min 10 -sc_threshold 0 -b:v 150k'
const audio = '-c:a aac -b:a 48k -ac 1'
const codecs = `${video} ${frames} ${audio}`.split(' ')
const hls = '-f hls -hls_time 1 -hls_list_size 8 -hls_flags delete_segments+temp_file'.split(' ')
