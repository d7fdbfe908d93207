// Tests the import rules: each planted violation is found, and valid code is accepted.
import { expect, test } from 'vitest'
import { checkImports, importsOf, type SourceFile } from './check-imports.ts'

const installed = new Set(['zod', 'hono', 'kysely', 'socket.io', 'date-fns'])

function check(path: string, source: string, ...others: SourceFile[]) {
  return checkImports([{ path, source }, ...others], installed)
}

test.each([
  ['client/app/shell.tsx', "import { x } from '#server/config.ts'", 'client imports shared only'],
  ['server/http/pages.ts', "import type { X } from '#client/app/x.ts'", 'server imports shared only'],
  ['shared/domain/a.ts', "import { x } from '../protocol/b.ts'", 'never the reverse'],
  ['shared/domain/a.ts', "import { x } from 'zustand'", 'shared may import only zod'],
  ['shared/domain/a.ts', "import { readFileSync } from 'node:fs'", 'shared may import only zod'],
  ['shared/domain/a.ts', "export * from '../../server/secrets.ts'", 'shared stands alone'],
  [
    'client/features/city/page.tsx',
    "import { x } from '../attendance/x.ts'",
    'features do not import features',
  ],
  [
    'client/features/city/page.tsx',
    "const x = await import('#client/features/stage/x.ts')",
    'features do not import',
  ],
  ['client/features/city/page.tsx', "import { x } from '../../app/router.tsx'", 'the app knows its features'],
  ['client/components/field.tsx', "import { x } from '../sync/live.ts'", 'components know no domain'],
  ['client/sync/outbox.ts', "import { x } from '../components/field.tsx'", 'sync knows no interface'],
  ['client/features/city/page.tsx', "import { io } from 'socket.io-client'", 'only client/sync may'],
  ['server/http/pages.ts', "import { Server } from 'socket.io'", 'only server/sync may'],
  ['server/commands/execute.ts', "import { sql } from 'kysely'", 'only server/store may'],
  ['server/commands/execute.ts', "import { publish } from '../sync/publish.ts'", 'knows no socket'],
  ['server/store/rows.ts', "import { execute } from '../commands/execute.ts'", 'the store is used'],
  ['client/i18n/words.ts', "import { format } from 'date-fns'", 'only shared/domain/calendar-date.ts may'],
  ['client/i18n/words.ts', "import { tz } from '@date-fns/tz'", 'only server/zones'],
  ['shared/domain/calendar-date.ts', "import { tz } from '@date-fns/tz'", 'shared may import only'],
  ['shared/domain/time.ts', "import { format } from 'date-fns'", 'only shared/domain/calendar-date.ts may'],
  ['client/i18n/words.ts', "new Intl.DateTimeFormat('ar')", 'only shared/domain/time.ts may'],
  ['client/i18n/words.ts', "new Intl['DateTimeFormat']('ar')", 'only shared/domain/time.ts may'],
  [
    'client/features/a/b.tsx',
    "at.toLocaleString('ar', { timeZone: zone })",
    'only shared/domain/time.ts may',
  ],
  ['client/features/a/b.tsx', "new Date(at).toLocaleString('ar')", 'only shared/domain/time.ts may'],
  ['client/features/a/b.tsx', "at.toLocaleTimeString('ar')", 'only shared/domain/time.ts may'],
  ['client/features/a/b.tsx', 'Temporal.Now.instant()', 'only shared/domain/time.ts may'],
  ['server/http/pages.ts', 'date.getTimezoneOffset()', 'only shared/domain/time.ts may'],
  ['shared/domain/time.ts', "new Intl.DateTimeFormat('ar', { timeZone: zone })", 'formats are of UTC'],
  [
    'server/http/pages.ts',
    "import { renderSVG } from 'uqr'",
    'an installation without development dependencies',
  ],
  ['client/components/index.ts', "export { x } from './x.ts'", 'an index file hides'],
])('in %s, `%s` is refused', (path, source, why) => {
  expect(check(path, source)).toEqual([expect.stringContaining(why)])
})

test('a circle is found and told once, from its first file', () => {
  const found = check(
    'shared/domain/c.ts',
    "import type { B } from './b.ts'",
    { path: 'shared/domain/a.ts', source: "import { c } from './c.ts'" },
    { path: 'shared/domain/b.ts', source: "import { a } from './a.ts'" },
  )
  expect(found).toEqual([
    'circle: shared/domain/a.ts → shared/domain/c.ts → shared/domain/b.ts → shared/domain/a.ts',
  ])
})

test.each([
  [
    'client/features/city/page.tsx',
    "import { x } from '#shared/domain/meeting.ts'\nimport { y } from '../../sync/live.ts'",
  ],
  ['client/features/city/page.tsx', "import { x } from './row.tsx'\nimport styles from './page.module.css'"],
  ['server/http/pages.ts', "import { Hono } from 'hono'\nimport { join } from 'node:path'"],
  [
    'shared/domain/time.ts',
    "function f(timeZone: string) {}\nnew Intl.DateTimeFormat('ar', { timeZone: 'UTC' })",
  ],
  ['server/store/rows.ts', "import { sql } from 'kysely'"],
  [
    'tests/server/app.test.ts',
    "import { io } from 'socket.io-client'\nimport { x } from '#server/create-app.ts'",
  ],
  ['server/http/pages.ts', "// import { Server } from 'socket.io'\nconst path = '/g/*'"],
])('in %s, honest imports are left alone', (path, source) => {
  expect(check(path, source)).toEqual([])
})

test('every way to import is seen', () => {
  const source = [
    "import a, {\n  type B,\n  c as d,\n} from 'one'",
    "import * as e from 'two'",
    "import type { F } from 'three'",
    "import './four.css'",
    "export type { G } from 'five'",
    "export * from 'six?url'",
    "const h = () => import('seven')",
  ].join('\n')
  expect(importsOf(source)).toEqual(['one', 'two', 'three', './four.css', 'five', 'six', 'seven'])
})
