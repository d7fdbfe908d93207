// In every test file of a suite that runs on PostgreSQL: says where it is.
import { inject } from 'vitest'

process.env.TEST_DATABASE_URL = inject('postgresUrl')
