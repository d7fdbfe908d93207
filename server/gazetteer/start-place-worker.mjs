// Starts the place search thread from the sources, if there is no build (development, tests).
import { register } from 'tsx/esm/api'

register()
await import('./place-worker.ts')
