// `npm start`: builds if files are missing or stale, then becomes the server. Plain Node, so that it can report a Node version that is too
// old. `--build` only builds; the server receives every other argument.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import {
  accessSync,
  existsSync,
  constants as fsConstants,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { constants } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { setFlagsFromString } from 'node:v8'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const bundle = join(root, 'dist/server/main.js')
const stamp = join(root, 'dist/.build-stamp')
const endings = ['SIGINT', 'SIGTERM', 'SIGHUP']
const sources = ['client', 'server', 'shared', 'vite.config.ts', 'package.json', 'package-lock.json']

function refuse(line) {
  console.error(line)
  process.exit(1)
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  refuse(`Multaqa needs Node 20.19 or later; this is Node ${process.versions.node}.`)
}

function filesUnder(path) {
  if (!existsSync(path)) return []
  const entries = readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  return entries.flatMap((entry) => {
    const inside = join(path, entry.name)
    return entry.isDirectory() ? filesUnder(inside) : [inside]
  })
}

/** Hashes contents, not dates: a fresh checkout or a copied image has new dates on unchanged files. */
function fingerprint() {
  const hash = createHash('sha256')
  for (const source of sources) {
    const path = join(root, source)
    const files = /\.\w+$/.test(source) ? [path].filter(existsSync) : filesUnder(path)
    for (const file of files) {
      const bytes = readFileSync(file)
      hash.update(`${relative(root, file)}\0${bytes.length}\0`).update(bytes)
    }
  }
  return hash.digest('hex')
}

async function loadVite() {
  try {
    return await import('vite')
  } catch (error) {
    if (error.code === 'ERR_MODULE_NOT_FOUND') return null
    throw error
  }
}

function isFresh(print) {
  return existsSync(bundle) && existsSync(stamp) && readFileSync(stamp, 'utf8') === print
}

/** Keeps files of earlier builds for a month, for pages that are still open and for a server that has not restarted yet. */
function removeOldAssets() {
  const oldest = Date.now() - 30 * 24 * 60 * 60 * 1000
  for (const file of filesUnder(join(root, 'dist/client/assets'))) {
    if (statSync(file).mtimeMs < oldest) rmSync(file, { force: true })
  }
}

/** Stops with a message if the folder is read-only, as it is for a service. */
function refuseReadOnly() {
  try {
    mkdirSync(join(root, 'dist'), { recursive: true })
    accessSync(join(root, 'dist'), fsConstants.W_OK)
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS'].includes(error.code)) throw error
    refuse(
      'Multaqa is not built from these sources and cannot write its folder: run `npm run build` there with the account that owns it (docs/operations.md), then start again.',
    )
  }
}

async function build(print) {
  const vite = await loadVite()
  if (vite === null) {
    // An installation without development tools runs the existing build.
    if (existsSync(bundle)) return
    refuse('Multaqa is not built and the tools to build it are not installed: run `npm ci` and start again.')
  }
  refuseReadOnly()
  const startedAt = performance.now()
  process.stdout.write('Building Multaqa, a few seconds… ')
  rmSync(stamp, { force: true })
  // Bundler warnings are for developers, who see them with `npm run build -- --verbose`.
  const quiet = {
    configFile: join(root, 'vite.config.ts'),
    logLevel: process.argv.includes('--verbose') ? 'warn' : 'error',
    mode: 'production',
  }
  try {
    await vite.build(quiet)
    await vite.build({ ...quiet, build: { ssr: true } })
    await vite.build({ ...quiet, mode: 'pages' })
  } catch (error) {
    refuse(`it does not build.\n${error instanceof Error ? error.message : error}`)
  }
  removeOldAssets()
  writeFileSync(stamp, print)
  console.log(`done in ${((performance.now() - startedAt) / 1000).toFixed(1)} s.`)
}

/** Builds in a child process: otherwise the bundler's memory would stay with the server and double its size. */
async function buildApart() {
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url), '--build'], { stdio: 'inherit' })
  // A signal that ends this process also ends the build.
  const forward = (signal) => {
    child.kill(signal)
    process.exit(128 + constants.signals[signal])
  }
  for (const signal of endings) process.on(signal, forward)
  const [status] = await once(child, 'exit')
  for (const signal of endings) process.off(signal, forward)
  if (status !== 0) process.exit(1)
}

checkNode()
process.env.NODE_ENV ??= 'production'
// Thousands of replies per second create many short-lived objects; a larger young generation saves a third of the garbage collection.
setFlagsFromString('--max-semi-space-size=32')
const print = fingerprint()
if (process.argv.includes('--build')) {
  if (!isFresh(print)) await build(print)
} else {
  // These commands can run beside a running server; a new build would remove the files that it serves.
  const besideServer = ['--claim', '--migrate', '--check', '--backup', '--restore', '--purge', '--panic']
  const isServing = !besideServer.includes(process.argv[2])
  const isBesideServer = !isServing && existsSync(bundle)
  if (!isBesideServer && !isFresh(print)) await buildApart()
  process.setSourceMapsEnabled(true)
  await import(pathToFileURL(bundle).href)
}
