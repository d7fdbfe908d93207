// Supervises one server program for the tests: when the parent process ends for any reason, it ends the program and removes its folder.
// Plain Node in its own process, because a killed parent cannot clean up.
//
//   node keep-service.mjs <folder> <signal that ends the program> <uid> <gid> <program> [arguments…]
//
// The line `stop` on stdin ends the program and keeps the folder, `kill` does so with SIGKILL; the end of stdin also removes the folder.
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
  // Kills a program that does not end, because the tests wait for it.
  setTimeout(() => service.kill('SIGKILL'), 20_000).unref()
}

createInterface({ input: process.stdin })
  .on('line', (line) => {
    isFolderKept = true
    end(line === 'kill' ? 'SIGKILL' : endSignal)
  })
  .on('close', () => end(endSignal))

// Ctrl-C in a terminal signals the whole process group.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => end(endSignal))
