// Finds the programs that the tests need besides Node, or installs them where possible; prints one line per missing program and fails.
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
