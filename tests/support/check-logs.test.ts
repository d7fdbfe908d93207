// Tests check-logs: it finds what it must, and its list contains every log call of the server.
import { expect, test } from 'vitest'
import { allowed, findLogCalls, findUnknownLogCalls, readServerFiles } from './check-logs.ts'

test('O3: every call that writes to a log is known, with the reason why it holds no address, name or secret', () => {
  expect(findUnknownLogCalls(readServerFiles())).toEqual([])
})

test('the list of known log calls holds none that is gone', () => {
  const files = new Map(readServerFiles().map(({ file, source }) => [file, source]))
  const gone = Object.entries(allowed).flatMap(([file, calls]) => {
    const found = findLogCalls(file, files.get(file) ?? '').map(({ text }) => text)
    return calls.filter(([text]) => !found.includes(text)).map(([text]) => `${file}: ${text}`)
  })
  expect(gone).toEqual([])
})

test.each([
  ['console.log(reply.code)', 'reply.code'],
  ['log.info(\n  { name },\n)', '{ name }'],
  ['parts.tell?.(alias)', 'alias'],
  ['process.stdout.write(text())', 'text()'],
])('a call such as %j is found', (source, text) => {
  expect(findUnknownLogCalls([{ file: 'server/some.ts', source }])).toEqual([`server/some.ts:1 ${text}`])
})

test('pino is imported by the log alone', () => {
  const source = "import { pino } from 'pino'"
  expect(findUnknownLogCalls([{ file: 'server/some.ts', source }])).toHaveLength(1)
})
