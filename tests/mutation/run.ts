// Mutation testing with Stryker: `npm run mutate` for all folders, `npm run mutate -- shared/domain` for one. Takes hours; not in npm test.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { mutatedFolders } from './folders.ts'

const root = join(import.meta.dirname, '../..')
const asked = process.argv.slice(2)
const unknown = asked.find((path) => !mutatedFolders.some((folder) => path.startsWith(folder)))
if (unknown !== undefined) {
  console.error(`${unknown} is not among ${mutatedFolders.join(', ')}.`)
  process.exit(1)
}
let failed = 0
for (const path of asked.length === 0 ? mutatedFolders : asked) {
  const folder = mutatedFolders.find((each) => path.startsWith(each)) ?? path
  const files = path.endsWith('.ts') ? path : `${path}/**/*.ts`
  const { status } = spawnSync(
    join(root, 'node_modules/.bin/stryker'),
    ['run', 'tests/mutation/stryker.config.json', '--mutate', files],
    { cwd: root, stdio: 'inherit', env: { ...process.env, MUTATED_FOLDER: folder, MUTATED_PATH: path } },
  )
  if (status !== 0) failed++
}
process.exit(failed === 0 ? 0 : 1)
