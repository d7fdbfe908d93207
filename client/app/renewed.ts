// A page from before a deploy, whose files are gone: it is loaded again by itself, once, when that disturbs nobody.
import { keepTyped } from './typed.ts'

const key = 'multaqa.renewed'
const lookAgainMs = 2000

/** As V8, SpiderMonkey, JavaScriptCore and Vite word that a file could not be fetched. */
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

/** The script that this page began with; its name changes with the build. */
function ownScript(): string | null {
  return document.querySelector('script[type=module][src^="/assets/"]')?.getAttribute('src') ?? null
}

async function isRenewed(own: string): Promise<boolean> {
  const answer = await fetch('/about', { cache: 'no-store' })
  return answer.ok && !(await answer.text()).includes(own)
}

/** Nobody is typing, chooses in a dialog or watches the stage, which begins again only with a press. */
function isSafe(): boolean {
  if (document.querySelector('video, iframe, dialog[open]') !== null) return false
  return document.hidden || !(document.activeElement?.matches('input, textarea, select') ?? false)
}

let isWaiting = false

/** Called when a file could not be fetched. */
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
    // Offline, or a window that keeps nothing: the page offers the reload.
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
