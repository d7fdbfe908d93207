// A stand-in for the built client: a page with the marks that the server fills, and one hashed file.
import { join } from 'node:path'

export const clientFolder = join(import.meta.dirname, 'stand-in-client')
