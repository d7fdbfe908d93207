// Searches places in a worker thread: a name without matches takes up to 35 ms, which must not block sockets.
import { parentPort } from 'node:worker_threads'
import { loadGazetteer } from './gazetteer.ts'
import { answerPlaces, type PlaceQuestion } from './place-search.ts'

const gazetteer = loadGazetteer()
parentPort?.on(
  'message',
  async ({ id, question }: { readonly id: number; readonly question: PlaceQuestion }) => {
    const places = answerPlaces(await gazetteer, question)
    parentPort?.postMessage({ id, places })
  },
)
