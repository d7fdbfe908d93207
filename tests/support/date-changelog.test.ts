// Tests dating the changelog of a release.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { dateChangelog } from './date-changelog.ts'

const root = join(import.meta.dirname, '../..')

test('a release names every unreleased section by its version and day, and leaves earlier ones alone', () => {
  const text = '# Changelog\n\n## Unreleased: help\n\n- a\n\n## Unreleased\n\n## 0.1.0, 2026-01-02: first\n'
  expect(dateChangelog(text, '0.2.0', '2026-11-29')).toBe(
    '# Changelog\n\n## 0.2.0, 2026-11-29: help\n\n- a\n\n## 0.2.0, 2026-11-29\n\n## 0.1.0, 2026-01-02: first\n',
  )
})

test('a release without a change is refused', () => {
  expect(dateChangelog('# Changelog\n\n## 0.1.0, 2026-01-02\n', '0.2.0', '2026-11-29')).toBeNull()
})

test('the newest released section is the version of package.json', () => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  const headings = readFileSync(join(root, 'docs/CHANGELOG.md'), 'utf8').match(/^## .*$/gm) ?? []
  expect(headings.length).toBeGreaterThan(0)
  const released = headings.filter((heading) => !heading.startsWith('## Unreleased'))
  expect(released.every((heading) => /^## \d+\.\d+\.\d+, \d{4}-\d{2}-\d{2}/.test(heading))).toBe(true)
  if (released[0] !== undefined) expect(released[0]).toContain(`## ${version},`)
})
