// Starts the drawing process from the sources, if there is no build (development, tests).
import { register } from 'tsx/esm/api'

register()
await import('./picture-worker.ts')
