// Draws pictures in a child process: a poster takes a second or two, and memory or crashes of the drawing library must not affect the
// server.
import { drawCityCard, drawGatheringCard } from './draw/draw-cards.ts'
import { drawPoster } from './draw/draw-poster.ts'
import { drawWorld } from './draw/draw-world.ts'
import { loadFaces } from './draw/faces.ts'
import type { Sheet } from './draw/sheet.ts'
import type { Picture } from './picture.ts'

/** `rss`: bytes of memory that this process uses afterwards. */
export type DrawAnswer =
  | { readonly png: Uint8Array<ArrayBuffer>; readonly rss: number }
  | { readonly error: string; readonly rss: number }

function draw(picture: Picture): Sheet {
  switch (picture.kind) {
    case 'gathering':
      return drawGatheringCard(picture)
    case 'city':
      return drawCityCard(picture)
    case 'poster':
      return drawPoster(picture)
    case 'world':
      return drawWorld(picture)
  }
}

function answer(picture: Picture): DrawAnswer {
  try {
    const png = new Uint8Array(draw(picture).canvas.toBuffer('image/png'))
    return { png, rss: process.memoryUsage.rss() }
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error)
    return { error: said, rss: process.memoryUsage.rss() }
  }
}

loadFaces()
process.on('message', (picture: Picture) => process.send?.(answer(picture)))
// The server has exited, or needs no more pictures.
process.on('disconnect', () => process.exit(0))
// Ctrl+C and service managers signal all processes of a group: the server finishes its answers first and then ends this process.
process.on('SIGINT', () => undefined)
process.on('SIGTERM', () => undefined)
