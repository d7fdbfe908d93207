// Finds the line that marks the instant in the pixels of the skies.
import type { Page } from '@playwright/test'

/**
 * The number of visible rows of the timeline, and the number of rows in which the same pixel columns, from top to bottom, have the signal
 * colour at the position of the row's clock.
 */
export async function lineThroughSkies(
  page: Page,
  caption: string,
): Promise<{ readonly rows: number; readonly crossed: number; readonly widths: readonly number[] }> {
  const table = page.getByRole('table', { name: caption })
  const rows = await table.evaluate(async (element) => {
    // Content near the viewport is laid out, and may move the rest.
    for (let turn = 0; turn < 5; turn += 1) {
      element.scrollIntoView({ block: 'start' })
      await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
    }
    return [...element.querySelectorAll('[role=row]')].flatMap((row) => {
      const cell = row.querySelector('[role=cell]')
      const clock = cell?.querySelector('[style*="--sky"] bdi')?.parentElement
      if (cell == null || clock == null) return []
      const { left, top, width, height } = cell.getBoundingClientRect()
      if (top < 0 || top + height > innerHeight) return []
      return [{ x: left, y: top, width, height, clock: clock.getBoundingClientRect().left - left }]
    })
  })
  const picture = (await page.screenshot()).toString('base64')
  return page.evaluate(
    async ({ picture, rows }) => {
      const bytes = Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0))
      const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
      const canvas = Object.assign(document.createElement('canvas'), {
        width: image.width,
        height: image.height,
      })
      const drawn = canvas.getContext('2d')
      if (drawn === null) throw new Error('no canvas')
      drawn.fillStyle = getComputedStyle(document.documentElement).getPropertyValue('--signal').trim()
      drawn.fillRect(0, 0, 1, 1)
      const signal = drawn.getImageData(0, 0, 1, 1).data
      drawn.drawImage(image, 0, 0)
      const widths = rows.map(({ x, y, height, clock }) => {
        const from = Math.round(x + clock) - 4
        const top = Math.ceil(y) + 1
        const tall = Math.floor(height) - 2
        const { data } = drawn.getImageData(from, top, 8, tall)
        return Array.from({ length: 8 }, (_, column) =>
          Array.from({ length: tall }, (__, line) => (line * 8 + column) * 4).every(
            (at) => Math.hypot(...[0, 1, 2].map((part) => (data[at + part] ?? 0) - (signal[part] ?? 0))) < 24,
          ),
        ).filter(Boolean).length
      })
      return { rows: rows.length, crossed: widths.filter((width) => width > 0).length, widths }
    },
    { picture, rows },
  )
}
