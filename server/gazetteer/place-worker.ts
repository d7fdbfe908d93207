// Searches places by name in a thread of its own: a name that is none takes up to 35 ms, in which no socket may wait.
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
