// Runs axe on the current page: the WCAG rules that a program can check.
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/**
 * One line per violated rule. Legacy mode opens no second page per analysis, and no page here has a cross-origin frame; without the lists
 * of passed checks, an analysis takes less than half the time.
 */
export async function axeFinds(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ['violations'] })
    .analyze()
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)} at ${nodes[0]?.target.join(' ')}`,
  )
}
