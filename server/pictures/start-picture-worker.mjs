// Where there is no build (development, tests): the process that draws starts from the sources.
import { register } from 'tsx/esm/api'

register()
await import('./picture-worker.ts')
