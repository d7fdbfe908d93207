// What a page's video really shows: the colour of a city, read from the picture that is in front.
import type { Page } from '@playwright/test'
import { cityColors } from './hls-pattern.ts'

/** Colours are compared in the page, frame by frame; the moment is of the machine's clock, epoch ms. Throws when it does not come to be. */
export async function untilShown(page: Page, at: number, withinMs: number): Promise<number> {
  const wanted = cityColors[at]?.rgb ?? [0, 0, 0]
  const seen = await page.waitForFunction(
    (rgb: readonly number[]) => {
      // A player may have a second one behind, which loads what comes next.
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
