// Finds what the tests need beside Node, or installs it where we may; one line for each that is missing, and then it fails.
import { ensureBalancer } from './balancer.ts'
import { ensureFfmpeg } from './ensure-ffmpeg.ts'
import { ensurePostgres } from './postgres.ts'
import { ensureRedis } from './redis.ts'

const services = [
  ensurePostgres,
  ensureRedis,
  () => ensureBalancer('haproxy'),
  () => ensureBalancer('nginx'),
  ensureFfmpeg,
]

for (const ensure of services) {
  try {
    ensure()
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
