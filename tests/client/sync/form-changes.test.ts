import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type Changes,
  change,
  conflictsOf,
  drop,
  follow,
  keepMine,
  markSent,
  noChanges,
  openFields,
  withChanges,
} from '#client/sync/form-changes.ts'

/** Compares as the server stores texts: trimmed. */
const same = (_: string, a: unknown, b: unknown) => String(a).trim() === String(b).trim()

test('what was changed here is shown over what the server has, and is open until the server has it', () => {
  const confirmed = { title: 'Old', slogan: 'Kept' }
  const changes = change(noChanges, 'title', 'New', confirmed)
  expect(withChanges(confirmed, changes)).toEqual({ title: 'New', slogan: 'Kept' })
  expect(openFields(changes, same)).toEqual(['title'])
  expect(openFields(follow(markSent(changes, ['title']), { title: 'New' }, same), same)).toEqual([])
})

test('a field that was not touched follows the server, also after it was saved from here', () => {
  const saved = follow(change(noChanges, 'title', 'Mine', { title: '' }), { title: 'Mine' }, same)
  const followed = follow(saved, { title: 'Somebody else’s' }, same)
  expect(withChanges({ title: 'Somebody else’s' }, followed)).toEqual({ title: 'Somebody else’s' })
})

test('a blank at the end that the server trims is neither lost under the hand nor sent for ever', () => {
  const typed = markSent(change(noChanges, 'title', 'Two ', { title: '' }), ['title'])
  const followed = follow(typed, { title: 'Two' }, same)
  expect(withChanges({ title: 'Two' }, followed)).toEqual({ title: 'Two ' })
  expect(openFields(followed, same)).toEqual([])
})

test('our own words coming back while the next are typed are no conflict', () => {
  const first = markSent(change(noChanges, 'title', 'One', { title: '' }), ['title'])
  const second = change(first, 'title', 'One two', { title: '' })
  const followed = follow(second, { title: 'One' }, same)
  expect(conflictsOf(followed, { title: 'One' }, same)).toEqual([])
  expect(openFields(followed, same)).toEqual(['title'])
})

test('a field changed here and elsewhere waits for a choice, and each choice ends it', () => {
  const theirs = { title: 'Theirs' }
  const changes = follow(change(noChanges, 'title', 'Mine', { title: 'Old' }), theirs, same)
  expect(conflictsOf(changes, theirs, same)).toEqual(['title'])
  const mine = keepMine(changes, 'title', theirs)
  expect(conflictsOf(mine, theirs, same)).toEqual([])
  expect(openFields(mine, same)).toEqual(['title'])
  expect(withChanges(theirs, drop(changes, ['title']))).toEqual(theirs)
})

test('the same change made twice is none', () => {
  const changes = follow(change(noChanges, 'title', 'Same', { title: 'Old' }), { title: 'Same' }, same)
  expect(openFields(changes, same)).toEqual([])
  expect(conflictsOf(changes, { title: 'Same' }, same)).toEqual([])
})

test('whatever happens, words of others are replaced only by a choice or by words written after them', () => {
  const word = fc.constantFrom('a', 'b', 'c', 'd')
  const step = fc.oneof(
    fc.record({ kind: fc.constant('type' as const), word }),
    fc.record({ kind: fc.constant('theirs' as const), word }),
    fc.record({ kind: fc.constant('send' as const) }),
    fc.record({ kind: fc.constant('arrive' as const) }),
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      let server = { title: '' }
      let changes: Changes = noChanges
      const onTheWay: string[] = []
      for (const one of steps) {
        if (one.kind === 'type') changes = change(changes, 'title', one.word, server)
        if (one.kind === 'theirs' && onTheWay.length === 0) {
          server = { title: one.word }
          changes = follow(changes, server, same)
        }
        changes = follow(changes, server, same)
        const blocked = conflictsOf(changes, server, same)
        if (one.kind === 'send' && onTheWay.length === 0 && openFields(changes, same).length > 0) {
          if (blocked.length > 0) continue
          // Each sent change is based on the server's value, so it overwrites nothing unseen.
          expect(changes['title']?.base).toBe(server.title)
          onTheWay.push(String(changes['title']?.value))
          changes = markSent(changes, ['title'])
        }
        const arrived = one.kind === 'arrive' ? onTheWay.shift() : undefined
        if (arrived !== undefined) {
          server = { title: arrived }
          changes = follow(changes, server, same)
          expect(conflictsOf(changes, server, same)).toEqual([])
        }
      }
    }),
  )
})
