// Run by `npm version`: renames the unreleased sections of the changelog to the new version.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** `date`: such as 2026-11-29. Null when nothing is unreleased. */
export function dateChangelog(text: string, version: string, date: string): string | null {
  const unreleased = /^## Unreleased(: .*)?$/gm
  if (!unreleased.test(text)) return null
  return text.replace(
    unreleased,
    (_, subject: string | undefined) => `## ${version}, ${date}${subject ?? ''}`,
  )
}

const version = process.env.npm_new_version
if (version !== undefined) {
  const file = join(import.meta.dirname, '../../docs/CHANGELOG.md')
  const dated = dateChangelog(readFileSync(file, 'utf8'), version, new Date().toISOString().slice(0, 10))
  if (dated === null) {
    console.error('docs/CHANGELOG.md has no unreleased section: nothing would be in this version.')
    process.exit(1)
  }
  writeFileSync(file, dated)
}
