// Installs a program where possible: as root on Debian and derivatives. Elsewhere it does nothing, and the caller reports what is missing.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

let isUpdated = false

export function installWithApt(name: string): void {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return
  console.log(`Installing ${name} with apt-get…`)
  const options = { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const
  if (!isUpdated) spawnSync('apt-get', ['update'], options)
  isUpdated = true
  spawnSync('apt-get', ['install', '-y', '--no-install-recommends', name], options)
}
