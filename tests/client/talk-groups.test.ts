import fc from 'fast-check'
import { expect, test } from 'vitest'
import { talkGroups } from '#client/components/talk-groups.ts'
import type { CrewLine } from '#client/i18n/crew-lines.ts'

const line = (id: string, who: string, at: number, day = 'Wednesday'): CrewLine => ({
  id,
  at,
  time: '',
  day,
  who,
  to: null,
  isOwn: who === 'me',
  isCue: false,
  text: id,
  state: 'said',
})

test('what one person says at a stretch stands together, a pause or another day begins anew', () => {
  const groups = talkGroups([
    line('a', 'me', 0),
    line('b', 'me', 1000),
    line('c', 'Layla', 2000),
    line('d', 'Layla', 900_000),
    line('e', 'Layla', 901_000, 'Thursday'),
  ])
  expect(groups.map(({ lines }) => lines.map(({ id }) => id).join(''))).toEqual(['ab', 'c', 'd', 'e'])
  expect(groups.map(({ day }) => day)).toEqual(['Wednesday', null, null, 'Thursday'])
  expect(groups.map(({ isOwn }) => isOwn)).toEqual([true, false, false, false])
})

test('no line is lost, said twice or moved', () => {
  const lines = fc.array(fc.tuple(fc.constantFrom('me', 'Layla', 'Sami'), fc.nat({ max: 400_000 })))
  fc.assert(
    fc.property(lines, (parts) => {
      let at = 0
      const all = parts.map(([who, pause], index) => {
        at += pause
        return line(`${index}`, who, at)
      })
      expect(talkGroups(all).flatMap((group) => group.lines)).toEqual(all)
    }),
  )
})
