// The shipped container: every file it copies exists and is not ignored, it does not run as root, and it sets only existing settings.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readConfig } from '#server/config.ts'

const root = join(import.meta.dirname, '../..')
const read = (file: string) => readFileSync(join(root, file), 'utf8')

/** Instructions split into words; continuation lines are joined. */
const instructions = read('deploy/Dockerfile')
  .replace(/\\\n/g, ' ')
  .split('\n')
  .filter((line) => /^[A-Z]+ /.test(line))
  .map((line) => line.trim().split(/\s+/))

const copied = instructions
  .filter(([name, first]) => name === 'COPY' && !first?.startsWith('--from'))
  .flatMap((words) => words.slice(1, -1))

describe('deploy/Dockerfile', () => {
  test('copies only what is in the repository and what its .dockerignore lets in', () => {
    const [everything, ...letIn] = read('deploy/Dockerfile.dockerignore')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
    expect(everything).toBe('*')
    const isLetIn = (path: string) =>
      letIn.some((line) => path === line.slice(1) || path.startsWith(`${line.slice(1)}/`))
    expect(copied.length).toBeGreaterThan(6)
    for (const path of copied) {
      expect({ path, isThere: existsSync(join(root, path)), isLetIn: isLetIn(path) }).toEqual({
        path,
        isThere: true,
        isLetIn: true,
      })
    }
  })

  test('copies every source that vite.config.ts imports', () => {
    const imported = [...read('vite.config.ts').matchAll(/(?:from|import\() ?'\.\/([^']+)'/g)].map(
      ([, path]) => path ?? '',
    )
    expect(imported.length).toBeGreaterThan(1)
    for (const path of imported)
      expect(copied.some((each) => path === each || path.startsWith(`${each}/`))).toBe(true)
  })

  test('runs as an account without rights, keeps data in a volume, and asks its health by /readyz', () => {
    const names = instructions.map(([name]) => name)
    const user = instructions.findLast(([name]) => name === 'USER')?.[1]
    expect(user).toBe('node')
    expect(names.lastIndexOf('USER')).toBeLessThan(names.lastIndexOf('CMD'))
    expect(instructions.find(([name]) => name === 'VOLUME')?.[1]).toBe('/data')
    expect(instructions.find(([name]) => name === 'HEALTHCHECK')?.join(' ')).toContain('/readyz')
  })

  test('sets only settings that there are, with values that a start takes', () => {
    const set = Object.fromEntries(
      instructions
        .filter(([name]) => name === 'ENV')
        .flatMap((words) => words.slice(1).map((pair) => pair.split('=', 2) as [string, string])),
    )
    const readSet = readConfig(set)
    expect(readSet.ok && readSet.config).toMatchObject({ host: '0.0.0.0', port: 3000 })
  })
})

test('deploy/compose.yaml gives a start only settings that README names', () => {
  const readme = read('README.md')
  const environment = /\n {2}environment:\n((?: {4}.*\n)+)/.exec(read('deploy/compose.yaml'))?.[1] ?? ''
  const names = [...environment.matchAll(/^ {4}([A-Z_]+):/gm)].map(([, name]) => name ?? '')
  expect(names).toContain('PUBLIC_URL')
  for (const name of names) expect(readme).toContain(`\`${name}\``)
})
