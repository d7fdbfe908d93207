// What axe finds in a page as it stands: the rules of WCAG that a program can check.
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/**
 * A line for each rule that is broken. The legacy mode opens no second page for each analysis, and no page here has a frame of another origin;
 * without the lists of what passed, an analysis takes less than half the time.
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
