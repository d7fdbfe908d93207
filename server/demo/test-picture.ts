// A live test picture with a tone for the demonstration's cities, made by ffmpeg and served from this machine, if ffmpeg is installed.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { createReadStream, existsSync } from 'node:fs'
import { createServer } from 'node:http'
import { basename, join } from 'node:path'
import { makeDemoFolder } from './demo-folder.ts'

export type TestPicture = { readonly urlOf: (index: number) => string; readonly stop: () => void }

const colours = ['0x20345f', '0x6b2d52', '0x2f5d50', '0x8a4b20']

/** Null if ffmpeg is not installed. There are as many different pictures as `colours`. */
export async function startTestPicture(): Promise<TestPicture | null> {
  if (spawnSync('ffmpeg', ['-version'], { stdio: 'ignore' }).status !== 0) return null
  const directory = makeDemoFolder()
  const encoders = colours.map((colour, index) => encode(colour, join(directory, `city-${index}`)))
  const server = createServer((request, response) => {
    const file = join(directory, basename(new URL(request.url ?? '/', 'http://localhost').pathname))
    response.setHeader('Access-Control-Allow-Origin', '*')
    response.setHeader('Cache-Control', 'no-store')
    if (!existsSync(file)) {
      response.writeHead(404).end()
      return
    }
    const type = file.endsWith('.m3u8') ? 'application/vnd.apple.mpegurl' : 'video/mp2t'
    response.writeHead(200, { 'Content-Type': type })
    createReadStream(file).pipe(response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    urlOf: (index) => `http://127.0.0.1:${port}/city-${index % colours.length}.m3u8`,
    stop: () => {
      for (const encoder of encoders) encoder.kill('SIGTERM')
      server.close()
    },
  }
}

function encode(colour: string, name: string): ChildProcess {
  const picture = `color=c=${colour}:s=640x360:r=15`
  const sweep = "drawbox=x='mod(t*80,640)':y=0:w=4:h=360:color=white@0.8:t=fill"
  const gop = ['-g', '30', '-keyint_min', '30', '-sc_threshold', '0']
  const hls = ['-f', 'hls', '-hls_time', '2', '-hls_list_size', '5', '-hls_flags', 'delete_segments']
  return spawn(
    'ffmpeg',
    [
      ...[
        '-loglevel',
        'error',
        '-re',
        '-f',
        'lavfi',
        '-i',
        picture,
        '-re',
        '-f',
        'lavfi',
        '-i',
        'sine=f=330',
      ],
      ...['-vf', sweep, '-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', ...gop],
      ...['-b:v', '300k', '-c:a', 'aac', '-b:a', '48k', ...hls, `${name}.m3u8`],
    ],
    { stdio: 'ignore' },
  )
}
