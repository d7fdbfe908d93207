// No shipped configuration logs who requested, watched or sent something: neither in an access log nor in an error log.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const folder = join(import.meta.dirname, '..', '..', 'deploy')
const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
  .sort()

/** The kind of each shipped file: a new file fails until it is listed here, with a rule for its logs. */
const kinds: Readonly<
  Record<string, 'nginx' | 'haproxy' | 'unit' | 'timer' | 'keys' | 'shell' | 'container'>
> = {
  Dockerfile: 'container',
  'Dockerfile.dockerignore': 'container',
  'compose.yaml': 'container',
  'environment.example': 'shell',
  'haproxy.cfg': 'haproxy',
  multaqa: 'shell',
  'multaqa-backup.service': 'unit',
  'multaqa-backup.timer': 'timer',
  'multaqa.service': 'unit',
  'multaqa@.service': 'unit',
  'nginx.conf': 'nginx',
  'streaming/keys.example': 'keys',
  'streaming/multaqa-streaming.service': 'unit',
  'streaming/nginx.conf': 'nginx',
}

const linesOf = (file: string) =>
  readFileSync(join(folder, file), 'utf8')
    .split('\n')
    .map((line) => line.replace(/(^|\s)#.*/, '').trim())
    .filter((line) => line !== '')

test('every shipped file is known', () => {
  expect(files).toEqual(Object.keys(kinds).sort())
})

const ofKind = (kind: string) => files.filter((file) => kinds[file] === kind)

describe.each(ofKind('container'))('%s', (file) => {
  test('switches on no log of connections, statements or requests', () => {
    const told = linesOf(file).filter((line) =>
      /log[_-](?:connections|hostname|statement|line)|--?loglevel|access[_-]?log|LOG_LEVEL/i.test(line),
    )
    expect(told).toEqual([])
  })
})

describe.each(ofKind('nginx'))('%s', (file) => {
  const lines = linesOf(file)

  test('writes its errors nowhere, before any block that could write others', () => {
    const errors = lines.filter((line) => /\berror_log\b/.test(line))
    expect(errors.length).toBeGreaterThan(0)
    for (const line of errors) expect(line).toBe('error_log /dev/null crit;')
    expect(lines.indexOf('error_log /dev/null crit;')).toBeLessThan(
      lines.findIndex((line) => line.endsWith('{')),
    )
  })

  test('writes no requests, in http and in rtmp', () => {
    const access = lines.filter((line) => /\baccess_log\b/.test(line))
    for (const line of access) expect(line).toBe('access_log off;')
    for (const block of ['http {', 'rtmp {', 'stream {', 'mail {']) {
      const at = lines.indexOf(block)
      if (at !== -1) expect([block, lines[at + 1]]).toEqual([block, 'access_log off;'])
    }
    // nginx logs a missing file as an error, with the client's address.
    const http = lines.indexOf('http {')
    expect(lines[http + 2]).toBe('log_not_found off;')
    expect(lines.filter((line) => /\blog_not_found\b/.test(line))).toHaveLength(1)
    // Cookies, headers and names in the URL must not identify visitors in a log either.
    expect(lines.join('\n')).not.toMatch(
      /log_format|userid|debug_connection|rewrite_log|log_subrequest|record\b/,
    )
  })
})

test.each(ofKind('haproxy'))('%s logs nothing', (file) => {
  const logs = linesOf(file).filter((line) => /\blog\b|\blog-|httplog|tcplog|capture|stick-table/.test(line))
  expect(logs).toEqual(['no log'])
})

test.each([...ofKind('unit'), ...ofKind('shell')])('%s starts nothing that says more', (file) => {
  const text = linesOf(file).join('\n')
  expect(text).not.toMatch(/LOG_LEVEL=debug|--?debug|-e (?!stderr)|StandardOutput=(?:file|append)/)
})
