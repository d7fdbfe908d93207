// Setup file of the PostgreSQL suites: sets the address of the server in every test file.
import { inject } from 'vitest'

process.env.TEST_DATABASE_URL = inject('postgresUrl')
