// A stub of the built client: a page with the placeholders that the server fills, and one hashed file.
import { join } from 'node:path'

export const clientFolder = join(import.meta.dirname, 'stand-in-client')
