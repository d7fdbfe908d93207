// After a deploy the files of an open page may be gone: reloads the page automatically, once, when that disturbs nobody.
import { keepTyped } from './restore-typed.ts'

const key = 'multaqa.renewed'
const lookAgainMs = 2000

/** The error messages of V8, SpiderMonkey, JavaScriptCore and Vite for a file that could not be fetched. */
export function isLoadError(error: unknown): boolean {
  return (
    error instanceof Error &&
    /dynamically imported module|Importing a module script failed|Unable to preload/i.test(error.message)
  )
}

export function reloadPage(): void {
  keepTyped()
  location.reload()
}

/** The entry script of this page; its name changes with every build. */
function ownScript(): string | null {
  return document.querySelector('script[type=module][src^="/assets/"]')?.getAttribute('src') ?? null
}

async function isRenewed(own: string): Promise<boolean> {
  const answer = await fetch('/about', { cache: 'no-store' })
  return answer.ok && !(await answer.text()).includes(own)
}

/** True unless somebody is typing, has a dialog open, or watches the stage, which restarts only with a press. */
function isSafe(): boolean {
  if (document.querySelector('video, iframe, dialog[open]') !== null) return false
  return document.hidden || !(document.activeElement?.matches('input, textarea, select') ?? false)
}

let isWaiting = false

/** Call when a file could not be fetched. */
export async function renewIfOld(): Promise<void> {
  const own = ownScript()
  if (isWaiting || own === null) return
  isWaiting = true
  try {
    if (sessionStorage.getItem(key) === own || !(await isRenewed(own))) return
    await untilSafe()
    sessionStorage.setItem(key, own)
    reloadPage()
  } catch {
    // Offline, or storage is refused: the page offers the reload instead.
  } finally {
    isWaiting = false
  }
}

function untilSafe(): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (isSafe()) resolve()
      else setTimeout(look, lookAgainMs)
    }
    look()
  })
}
