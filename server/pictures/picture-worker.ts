// Draws pictures in a thread of its own: a poster takes a second or two, in which no socket may wait.
import { parentPort } from 'node:worker_threads'
import { drawCityCard, drawGatheringCard } from './draw/draw-cards.ts'
import { drawPoster } from './draw/draw-poster.ts'
import { drawWorld } from './draw/draw-world.ts'
import { loadFaces } from './draw/faces.ts'
import type { Sheet } from './draw/sheet.ts'
import type { Picture } from './picture.ts'

export type DrawRequest = { readonly number: number; readonly picture: Picture }
export type DrawAnswer =
  | { readonly number: number; readonly png: Uint8Array<ArrayBuffer> }
  | { readonly number: number; readonly error: string }

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

loadFaces()
parentPort?.on('message', ({ number, picture }: DrawRequest) => {
  try {
    const png = new Uint8Array(draw(picture).canvas.toBuffer('image/png'))
    const answer: DrawAnswer = { number, png }
    parentPort?.postMessage(answer, [png.buffer])
  } catch (error) {
    const answer: DrawAnswer = { number, error: error instanceof Error ? error.message : String(error) }
    parentPort?.postMessage(answer)
  }
})
