// A stream in two qualities, with captions: the two variants have different colours, so a test can tell which one is fetched.
import { once } from 'node:events'
import { createServer } from 'node:http'

export type HlsVariants = {
  /** The address of the master playlist. */
  readonly url: string
  readonly stop: () => Promise<void>
}

/** `small` and `large`: live playlists that started together. `words`: the constant text of the captions, and its language. */
export async function startHlsVariants(of: {
  readonly small: string
  readonly large: string
  readonly language: string
  readonly words: string
}): Promise<HlsVariants> {
  const list = [
    '#EXTM3U',
    `#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="words",NAME="${of.language}",LANGUAGE="${of.language}",DEFAULT=NO,AUTOSELECT=NO,URI="captions.m3u8"`,
    '#EXT-X-STREAM-INF:BANDWIDTH=250000,RESOLUTION=320x180,CODECS="avc1.42c00c,mp4a.40.2",SUBTITLES="words"',
    of.small,
    '#EXT-X-STREAM-INF:BANDWIDTH=900000,RESOLUTION=640x360,CODECS="avc1.42c00c,mp4a.40.2",SUBTITLES="words"',
    of.large,
    '',
  ].join('\n')
  const captions = `WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:0,LOCAL:00:00:00.000\n\n00:00:00.000 --> 10:00:00.000\n${of.words}\n`
  const server = createServer(async (request, response) => {
    response.setHeader('Access-Control-Allow-Origin', '*')
    response.setHeader('Cache-Control', 'no-store')
    if (request.url === '/live.m3u8') response.end(list)
    // The caption playlist copies the segments of the video playlist.
    else if (request.url === '/captions.m3u8')
      response.end((await (await fetch(of.small)).text()).replaceAll('.ts', '.vtt'))
    else if (request.url?.endsWith('.vtt')) response.end(captions)
    else response.writeHead(404).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}/live.m3u8`,
    stop: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
