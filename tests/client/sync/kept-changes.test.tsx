// The unsaved form data on an organizer's device, after the edited object was erased.
import { afterEach, expect, test } from 'vitest'
import { dropErased, keepChanges, loadChanges } from '#client/sync/stored-changes.ts'

afterEach(() => localStorage.clear())

const written = { address: { value: 'new', base: 'canary', sent: [] } }
const scopes = ['gathering', 'gathering.berlin', 'gathering.idlib', 'gathering2.idlib', 'other']
const kept = () => scopes.filter((scope) => Object.keys(loadChanges(scope)).length > 0)

test('unsaved words about a city go from the device with the city, and of a gathering that is gone all of them', () => {
  for (const scope of scopes) keepChanges(scope, {}, written, ['address'])
  localStorage.setItem('multaqa.settings', '{}')
  expect(kept()).toEqual(scopes)
  dropErased('gathering', new Set(['berlin']))
  expect(kept()).toEqual(['gathering', 'gathering.berlin', 'gathering2.idlib', 'other'])
  dropErased('gathering', null)
  expect(kept()).toEqual(['gathering2.idlib', 'other'])
  expect(localStorage.getItem('multaqa.settings')).toBe('{}')
})
