// Measures when the seconds of a countdown are painted, and how far apart on several screens.
import type { Page } from '@playwright/test'

/** When each whole second of a page's countdown was painted: the displayed second → epoch ms of this machine's clock. */
export async function strikesOf(page: Page, forMs: number): Promise<Map<string, number>> {
  const seen = await page.evaluate(
    (ms) =>
      new Promise<[string, number][]>((resolve) => {
        const timer = document.querySelector('[role=timer]')
        const strikes: [string, number][] = []
        const watch = new MutationObserver(() => {
          strikes.push([timer?.textContent ?? '', performance.timeOrigin + performance.now()])
        })
        if (timer !== null) watch.observe(timer, { subtree: true, childList: true, characterData: true })
        setTimeout(() => resolve(strikes), ms)
      }),
    forMs,
  )
  return new Map(seen)
}

/** How far apart the screens painted the same second (ms), for each second that all of them painted. */
export function spreadsOf(all: readonly Map<string, number>[]): readonly number[] {
  const seconds = [...(all[0]?.keys() ?? [])].filter((figure) => all.every((one) => one.has(figure)))
  return seconds.map((figure) => {
    const times = all.map((one) => one.get(figure) ?? 0)
    return Math.max(...times) - Math.min(...times)
  })
}
