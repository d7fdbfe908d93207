// The Chromium used by tests: from CHROMIUM_PATH, a registry package, the system, or installed; and its start arguments.
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { installWithApt } from './install-with-apt.ts'

/** Replaces the package's default arguments, which disable features such as web security. */
export const browserArguments: readonly string[] = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--no-first-run',
  '--disable-gpu',
  '--autoplay-policy=no-user-gesture-required',
]

export function findProgram(...names: string[]): string | null {
  for (const directory of (process.env.PATH ?? '').split(delimiter)) {
    const found = names.map((name) => join(directory, name)).find((file) => existsSync(file))
    if (directory !== '' && found !== undefined) return found
  }
  return null
}

function answers(executable: string): boolean {
  try {
    return /\d+\.\d+/.test(execFileSync(executable, ['--version'], { encoding: 'utf8', timeout: 30_000 }))
  } catch {
    return false
  }
}

async function packagedChromium(): Promise<string | null> {
  // The package reads this when it is loaded, and then unpacks the libraries that a minimal machine lacks.
  process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs20.x'
  try {
    const { default: chromium } = await import('@sparticuz/chromium')
    const executable = await chromium.executablePath()
    return answers(executable) ? executable : null
  } catch {
    return null
  }
}

/** Returns the path of a Chromium that starts. Throws one line that says what to install. */
export async function findChromium(): Promise<string> {
  const named = process.env.CHROMIUM_PATH
  if (named !== undefined && named !== '') {
    if (answers(named)) return named
    throw new Error(`CHROMIUM_PATH=${named} is not a Chromium that starts.`)
  }
  const found = (await packagedChromium()) ?? findProgram('chromium', 'chromium-browser', 'google-chrome')
  if (found !== null) return found
  installWithApt('chromium')
  const installed = findProgram('chromium')
  if (installed !== null) return installed
  throw new Error('The browser tests need Chromium: install it, or name it in CHROMIUM_PATH.')
}
