// Reads the colour of a page's visible video, which identifies the city it plays.
import type { Page } from '@playwright/test'
import { cityColors } from './hls-pattern.ts'

/** Compares colours in the page, frame by frame. Returns the moment by this machine's clock (epoch ms); throws on timeout. */
export async function untilShown(page: Page, at: number, withinMs: number): Promise<number> {
  const wanted = cityColors[at]?.rgb ?? [0, 0, 0]
  const seen = await page.waitForFunction(
    (rgb: readonly number[]) => {
      // A player may have a second, hidden video that preloads the next stream.
      const video = [...document.querySelectorAll('video')].find(
        (each) =>
          each.videoWidth > 0 && each.checkVisibility({ opacityProperty: true, visibilityProperty: true }),
      )
      const drawn = Object.assign(document.createElement('canvas'), { width: 16, height: 9 }).getContext('2d')
      if (video === undefined || drawn === null) return 0
      drawn.drawImage(video, 0, 0, 16, 9)
      const pixel = drawn.getImageData(8, 4, 1, 1).data
      const far = Math.hypot(...rgb.map((part, index) => part - (pixel[index] ?? 0)))
      return far < 90 ? performance.timeOrigin + performance.now() : 0
    },
    [...wanted],
    { polling: 50, timeout: withinMs },
  )
  return seen.jsonValue()
}
