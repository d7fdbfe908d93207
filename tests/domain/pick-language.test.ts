// Which of the available languages a reader gets.
import { describe, expect, test } from 'vitest'
import { findAvailable, pickAvailable } from '#shared/domain/pick-language.ts'

const available = ['ar', 'en', 'pt', 'ku-Arab', 'zh-Hant']

describe('the language of a reader', () => {
  test.each([
    ['what they chose comes first', 'en', ['ar'], 'en'],
    ['else what their browser asks for first', null, ['pt', 'en'], 'pt'],
    ['what is not there is passed over', 'fr', ['de', 'en'], 'en'],
    ['a region is content with its language', null, ['pt-BR', 'en'], 'pt'],
    ['a region of a script is content with the script', null, ['ku-Arab-IQ'], 'ku-Arab'],
    ['a language is not content with a script of it', null, ['ku'], null],
    ['capital letters say nothing', null, ['ZH-hant'], 'zh-Hant'],
    ['of 35 letters it is looked up', null, [`en-${'a'.repeat(32)}`], 'en'],
    ['of more it is not', null, [`en-${'a'.repeat(33)}`], null],
    ['a longer one does not end the search', null, [`en-${'a'.repeat(33)}`, 'pt'], 'pt'],
    ['nothing is asked for', null, [], null],
  ])('%s', (_what, chosen, asked, found) => {
    expect(findAvailable(chosen, asked, available)).toBe(found)
    expect(pickAvailable(chosen, asked, available)).toBe(found ?? 'ar')
  })
})
