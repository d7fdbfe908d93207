// Measures the memory in use after a full garbage collection.
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** Bytes on this process's heap. */
export function heapAfterCollection(): number {
  collect()
  collect()
  return process.memoryUsage().heapUsed
}
