// Keeps one server program for the tests, and lets nothing be left of it: when whoever started this is gone, however it went, the program is
// ended and its folder removed. Plain Node and a process of its own, because a killed parent cannot tidy up.
//
//   node keep-service.mjs <folder> <signal that ends the program> <uid> <gid> <program> [arguments…]
//
// A line `stop` on its input ends the program and keeps the folder, `kill` does so without a warning; the end of its input removes the folder too.
import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { createInterface } from 'node:readline'

const [folder, endSignal, uid, gid, program, ...rest] = process.argv.slice(2)
const who = uid === '' ? {} : { uid: Number(uid), gid: Number(gid) }
const service = spawn(program, rest, { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'], ...who })

let isFolderKept = false
let isGone = false
service.once('error', (error) => {
  console.error(error.message)
  process.exitCode = 1
  isGone = true
})
service.once('exit', () => {
  isGone = true
  if (isOver) finish()
  process.stdin.destroy()
})

let isOver = false
function finish() {
  if (!isFolderKept) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  process.exit()
}

function end(signal) {
  if (isOver) return
  isOver = true
  if (isGone) return finish()
  service.kill(signal)
  // One that does not want to end is ended; the tests wait for it.
  setTimeout(() => service.kill('SIGKILL'), 20_000).unref()
}

createInterface({ input: process.stdin })
  .on('line', (line) => {
    isFolderKept = true
    end(line === 'kill' ? 'SIGKILL' : endSignal)
  })
  .on('close', () => end(endSignal))

// A terminal's Ctrl-C reaches the whole group; the parent decides.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => end(endSignal))
