// Strict Markdown: pasted text is rendered well, and nothing in it can run, load or mislead.
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { Markdown, safeHref, separateParagraphs } from '#client/components/markdown.tsx'
import { I18nProvider } from '#client/i18n/use-i18n.tsx'
import { wordsOf } from '../support/words.ts'

const words = { ar: wordsOf('ar'), en: wordsOf('en') }

function whole(source: string, page: 'ar' | 'en', lang?: string, headingLevel: 2 | 3 | 4 = 3): string {
  return renderToStaticMarkup(
    <I18nProvider value={words[page]}>
      <Markdown source={source} headingLevel={headingLevel} lang={lang} />
    </I18nProvider>,
  )
}

const html = (source: string, headingLevel: 2 | 3 | 4 = 3) =>
  whole(source, 'en', undefined, headingLevel)
    .replace(/^<div[^>]*>/, '')
    .replace(/<\/div>$/, '')

describe('structure', () => {
  test('shifts headings so that the shallowest takes the level the page gives it', () => {
    expect(html('## A\n\n### B', 3)).toBe('<h3>A</h3><h4>B</h4>')
    expect(html('# A', 2)).toBe('<h2>A</h2>')
  })
  test('the text has the direction of its language, and only a block of the other direction has one of its own', () => {
    expect(html('مرحبا\n\nHello')).toBe('<p>مرحبا</p><p dir="ltr">Hello</p>')
    expect(whole('مرحبا', 'en', 'ar')).toMatch(/^<div class="[^"]*" lang="ar" dir="rtl"><p>مرحبا/)
    expect(whole('Hello', 'ar', 'en')).toMatch(/^<div class="[^"]*" lang="en" dir="ltr"><p>Hello/)
    expect(whole('مرحبا', 'ar', 'ar')).toMatch(/^<div class="[^"]*" dir="rtl"><p>مرحبا/)
    // A quotation, link or name at the beginning does not outweigh the direction of most letters.
    for (const source of ['> مرحبا بكم', '[اقرأ البيان](https://example.org)', 'Berlin تنضم إلى الملتقى'])
      expect(whole(source, 'en', 'ar')).not.toContain('dir="ltr">مر')
    expect(html('Hello, hello\n\n> مرحبا بكم')).toContain('<blockquote dir="rtl"><p>مرحبا بكم</p>')
  })
  test('a list runs with its words, and its items with their list, so that their marks stand in its padding', () => {
    expect(whole('- أول\n- ثان', 'en', 'ar')).toContain('dir="rtl"><ul><li>أول</li><li>ثان</li></ul>')
    expect(html('- أول\n- ثان\n\nHello, all of you')).toContain('<ul dir="rtl"><li>أول</li>')
    expect(whole('- أول الأهداف\n- Café', 'ar', 'ar')).toContain('<li><bdi dir="ltr">Café</bdi></li>')
    expect(whole('1. أول\n   - فرع\n2. ثان', 'ar', 'ar')).not.toMatch(/<(?:ol|ul|li)[^>]* dir=/)
  })
  test('numbers of a list are written in the reader’s digits, whatever the text is written in', () => {
    expect(whole('1. أول', 'ar', 'ar')).toContain('data-digits="arab"')
    expect(whole('1. One', 'ar', 'en')).toContain('data-digits="arab"')
    expect(whole('1. أول', 'en', 'ar')).not.toContain('data-digits')
  })
  test('draws emphasis, lists, quotes and rules', () => {
    expect(html('*a* **b**')).toBe('<p><em>a</em> <strong>b</strong></p>')
    expect(html('- a\n- b')).toBe('<ul><li>a</li><li>b</li></ul>')
    expect(html('3. a\n4. b')).toBe('<ol start="3"><li>a</li><li>b</li></ol>')
    expect(html('> a')).toBe('<blockquote><p>a</p></blockquote>')
    expect(html('a\n\n---\n\nb')).toContain('<hr/>')
  })
  test('lets safe links lead out, marked as words of others', () => {
    expect(html('[x](https://example.org/a?b=1)')).toBe(
      '<p><a href="https://example.org/a?b=1" rel="noopener noreferrer nofollow ugc" dir="ltr">x</a></p>',
    )
    expect(html('<mailto:a@example.org>')).toContain('href="mailto:a@example.org"')
  })
})

describe('text pasted from elsewhere', () => {
  const long =
    'هذه فقرة طويلة من بيان مكتوب في مكان آخر، أُلصقت هنا سطرًا واحدًا من غير سطر فارغ بعدها ولا قبلها كما يفعل الناس'
  test('makes a paragraph of each long line, without blank lines between them', () => {
    expect(html(`${long}.\n${long}.`)).toBe(`<p>${long}.</p><p>${long}.</p>`)
  })
  test('does what the hint beside the statement promises', () => {
    const paragraphs = (source: string) => html(source).match(/<p[ >]/g)?.length
    expect(paragraphs(`${long}\n${long}`)).toBe(2)
    expect(paragraphs('أول.\nثانٍ.')).toBe(2)
    expect(paragraphs('سطر\nسطر\nسطر')).toBe(1)
    expect(paragraphs('سطر\n\nسطر')).toBe(2)
  })
  test('sees the heading in a short line before a long paragraph', () => {
    expect(html(`${long}.\nلماذا الآن\n${long}.`)).toContain('<h3>لماذا الآن</h3>')
  })
  test('keeps the lines of a poem or an address together', () => {
    expect(html('قاعة البلدية\nشارع النيل\nغازي عنتاب')).toBe(
      '<p>قاعة البلدية<br/>شارع النيل<br/>غازي عنتاب</p>',
    )
  })
  test('reads bullets typed as • and lines indented with no-break spaces', () => {
    expect(html('• أول\n• ثان')).toContain('<li>أول</li>')
    expect(html('\u00a0\u00a0\u00a0\u00a0\u00a0نص')).toBe('<p>نص</p>')
    expect(html('      indented')).toBe('<p>indented</p>')
  })
  test('ends a quotation with its own lines', () => {
    expect(html('> قول\nنص بعده.')).toBe('<blockquote><p>قول</p></blockquote><p>نص بعده.</p>')
  })
  test('changes nothing in text that is already parted', () => {
    expect(separateParagraphs(`${long}.\n\n${long}.`)).toBe(`${long}.\n\n${long}.`)
  })
})

describe('an attack', () => {
  test.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    'a <b onmouseover=alert(1)>b</b>',
    '<iframe src="https://evil.example"></iframe>',
    '<svg/onload=alert(1)>',
    '<a href="javascript:alert(1)">x</a>',
    '<style>*{display:none}</style>',
    '<!-- comment --><meta http-equiv=refresh content=0>',
    '&lt;script&gt;alert(1)&lt;/script&gt;',
    '&#60;script&#62;alert(1)&#60;/script&#62;',
    '![x](https://evil.example/pixel.gif)',
    '![x](data:image/svg+xml,<svg onload=alert(1)>)',
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](java&#10;script:alert(1))',
    '[x](&#106;avascript:alert(1))',
    '[x]( javascript:alert(1))',
    '[x](\u0001javascript:alert(1))',
    '[x](data:text/html,<script>alert(1)</script>)',
    '[x](vbscript:msgbox)',
    '[x](file:///etc/passwd)',
    '[x](http://example.org)',
    '[x](//evil.example)',
    '[x](https://user:pass@evil.example)',
    '[x][r]\n\n[r]: javascript:alert(1)',
    '<javascript:alert(1)>',
    '> - [x](javascript:alert(1))\n>   - **[y](data:text/html,z)**',
    '`<script>alert(1)</script>`',
    '```html\n<script>alert(1)</script>\n```',
    '    <script>alert(1)</script>',
    '[x](https://ok.example "onmouseover=alert(1)")',
    '[a](<javascript:alert(1)>)',
  ])('%j leaves only words', (payload) => {
    const out = html(payload)
    // The rest is text: only these elements and attributes exist.
    const tags = [...out.matchAll(/<(\/?)([a-z0-9]+)((?:\s[^>]*)?)>/g)]
    for (const [, , name, attributes] of tags) {
      expect(['p', 'a', 'em', 'strong', 'ul', 'ol', 'li', 'blockquote', 'br', 'hr', 'h3']).toContain(name)
      expect(attributes?.trim().replaceAll('"', "'") ?? '').toMatch(
        /^(?:dir='rtl'|dir='ltr'|start='\d+'|\/|href='https:\/\/ok\.example\/' rel='noopener noreferrer nofollow ugc' dir='ltr')?$/,
      )
    }
    expect(out).not.toMatch(/href="(?!https:\/\/ok\.example)/)
  })

  test('by nesting a thousand deep is cut off', () => {
    expect(html(`${'>'.repeat(1000)} a`).length).toBeLessThan(1000)
    expect(html(`${'- '.repeat(300)}a`).length).toBeLessThan(1000)
    expect(html(`${'*a **b '.repeat(500)}`)).not.toBe('')
  })

  test.each(['https://example.org/', 'mailto:a@b.example'])('%s is let through', (address) => {
    expect(safeHref(address)).toBe(address)
  })
})
