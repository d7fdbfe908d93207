// Our own collection of texts and values that break careless code, each with a reason.

const nested = (depth: number): unknown => {
  let value: unknown = 'deep'
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { value }
  return value
}

/** Markup that a shell, a page, a calendar or a spreadsheet would execute; finding it unchanged in the output proves that it was not. */
export const plants = {
  html: '<script>globalThis.planted=1</script>',
  image: '<img src=x onerror="globalThis.planted=2">',
  calendar: 'Hall\r\nEND:VEVENT\r\nBEGIN:VALARM\r\nACTION:AUDIO\r\nEND:VALARM',
} as const

/** By what they test. */
export const naughtyTexts: Readonly<Record<string, readonly string[]>> = {
  nothing: ['', ' ', '\t\n\r', '\u00a0', '\u3000', '\u2028\u2029'],
  controls: ['\u0000', 'before\u0000after', '\u0007\u0008\u001b[31m', '\u007f\u0085\u009f', '\r\n\r\n'],
  direction: [
    '\u202eevil\u202c',
    '\u2066\u2067\u2068x\u2069',
    'مرحبا \u202dhello\u202c مرحبا',
    '\u200f\u200e\u061c',
    'abc אבג عربي 123 ١٢٣ (a) [ب]',
    '\u202a'.repeat(200),
  ],
  invisible: [
    '\u200b',
    '\u200d\u200d',
    '\ufeffstart',
    'so\u00adft',
    '\u2060\u2063',
    '\u{e0041}\u{e007f}',
    '\u3164\uffa0',
  ],
  surrogates: ['\ud800', '\udfff', 'a\ud83db', '\udc00\ud800', '\ufffd\uffff\ufffe'],
  combining: ['e\u0301', `Z${'\u0310\u0322\u0489'.repeat(120)}`, '\u0301', 'ﷺﷺﷺ', 'İıſßﬁ', '\u1e9e'],
  emoji: ['👩‍👩‍👧‍👦', '🏳️‍🌈', '🇸🇾🇵🇸🇱🇧', '👍🏿', '1️⃣', '🫠'.repeat(60)],
  length: [
    'x'.repeat(10_000),
    'ن'.repeat(10_000),
    'لا'.repeat(5_000),
    `${'word '.repeat(500)}`,
    '🫠'.repeat(3_000),
  ],
  sql: ["'; drop table attendances; --", "' or '1'='1", '"; pragma writable_schema=on; --', '%_%', '$1', '?'],
  html: [
    plants.html,
    plants.image,
    '"><svg onload=alert(1)>',
    '</script><script>alert(1)</script>',
    '<!--',
    '&lt;&#x3c;&#0;',
  ],
  markdown: [
    '[x](javascript:alert(1))',
    '![x](https://example.org/spy.png)',
    '<a href="data:text/html,x">',
    '```',
    '# '.repeat(50),
  ],
  calendar: [plants.calendar, 'a\nATTENDEE:mailto:x@example.org', '\\n\\,\\;', ';:,"^n^\'', '=\r\n folded'],
  table: ["=cmd|' /C calc'!A0", '+1+1', '-2+3', '@SUM(1)', '\t=1', '=HYPERLINK("https://example.org")'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the text that is tried
  template: ['{{7*7}}', '${7*7}', '<%= 7*7 %>', '{count, plural, one {#}}', '%s%n%x', '#{7*7}'],
  paths: [
    '../../../../etc/passwd',
    '..\\..\\',
    'file:///etc/passwd',
    'con',
    '/dev/null',
    '%2e%2e%2f',
    '%00',
    '%c0%ae',
  ],
  addresses: [
    'javascript:alert(1)',
    'data:text/html,<script>',
    'http://127.0.0.1:1/',
    'https://[::1]/',
    '//example.org',
    'https://user:pass@example.org/',
    'https://example.org\\@evil.example/',
  ],
  shell: ['$(touch planted)', '`id`', '; id', '| id', '\n id', '() { :; };'],
  numbers: [
    '0',
    '-0',
    '1e309',
    'NaN',
    'Infinity',
    '-1',
    '0x10',
    '9007199254740993',
    '1_000',
    '١٢',
    '1,5',
    '08',
  ],
  words: ['null', 'undefined', 'true', 'None', 'nil', '[object Object]', 'NULL', 'void 0'],
  keys: ['__proto__', 'constructor', 'prototype', 'hasOwnProperty', 'toString', 'then', 'length'],
  json: ['{"a":1}', '[]', '"', '\\', '\\u0000', '\u007f"}],', '{"__proto__":{"polluted":1}}'],
}

/** Values that are not text. Each can be written as JSON. */
export const naughtyValues: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -0,
  -1,
  0.5,
  1e21,
  Number.MAX_SAFE_INTEGER + 2,
  Number.MAX_VALUE,
  -Number.MIN_VALUE,
  '1',
  [],
  {},
  [[]],
  ['Some words'],
  { length: 1 },
  JSON.parse('{"toString":"x","valueOf":"x","toJSON":"x","then":"x"}'),
  JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'),
  nested(60),
  nested(1000),
  Array.from({ length: 600 }, () => 'x'),
]

/** Invalid or unusual JSON: to be sent verbatim. */
export const naughtyJson: readonly string[] = [
  'NaN',
  'Infinity',
  '-',
  '1e999',
  '-1e999',
  '01',
  '"\\ud800"',
  '"\\u0000"',
  '"\u0001"',
  "'single'",
  '{"a":1,"a":2}',
  '{"__proto__":{"polluted":true}}',
  `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
  `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`,
  '\ufeff{}',
  '{}{}',
  '/**/{}',
  '',
]
