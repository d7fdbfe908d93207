// Where there is no build (development, tests): the thread that searches places starts from the sources.
import { register } from 'tsx/esm/api'

register()
await import('./place-worker.ts')
