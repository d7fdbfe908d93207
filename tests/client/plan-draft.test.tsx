// The form of a meeting's plan, for organizers and hosts: the same fields, errors and counts.
// @vitest-environment node

import { renderToString } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { hostFaultOf } from '#client/features/host/host-fault-of.ts'
import {
  newPlan,
  type PlanDraft,
  type PlanFieldsProps,
  planEdit,
  planOfMeeting,
  readPlan,
  samePlanField,
  seatsFault,
} from '#client/features/plan/plan-draft.ts'
import { planFaults } from '#client/features/plan/plan-faults.ts'
import { PlanFields } from '#client/features/plan/plan-fields.tsx'
import { createI18n, type Messages } from '#client/i18n/i18n.ts'
import english from '#client/i18n/messages/en.json'
import { I18nProvider } from '#client/i18n/use-i18n.tsx'
import { exposurePresets } from '#shared/domain/exposure.ts'
import { meetingPlan } from '#shared/protocol/commands/meeting.ts'
import { meetingView } from './views.ts'

const plan: PlanDraft = { ...newPlan(['ar', 'en']), hostAlias: 'Maya' }

test('a plan is careful unless somebody chose otherwise, and speaks the first language of the gathering', () => {
  expect(newPlan(['ar', 'en'])).toMatchObject({ exposure: exposurePresets.approximate, languages: ['ar'] })
})

test('a plan as it is sent is one that the server reads', () => {
  const draft = { ...plan, capacity: '١٢٠' }
  expect(planFaults(draft)).toEqual([])
  expect(meetingPlan.parse(readPlan(draft))).toEqual({ ...plan, capacity: 120 })
})

test('a host needs a name to be called by, an organizer adds a city without one', () => {
  const nameless = { ...plan, hostAlias: '  ' }
  expect(hostFaultOf(nameless).field('hostAlias')).toBe('missing')
  expect(planFaults(nameless)).toEqual([])
})

test.each([
  ['', 'missing'],
  ['0', 'wrong'],
  ['many', 'wrong'],
  ['1.5', 'wrong'],
  ['200001', 'too-long'],
] as const)('%j seats are a fault for organizers and hosts: %s', (capacity, reason) => {
  expect(planFaults({ ...plan, capacity })).toEqual([{ field: 'capacity', reason }])
  expect(seatsFault(capacity)).toBe(reason)
  expect(hostFaultOf({ ...plan, capacity }).field('capacity')).toBe(reason)
})

test('the plan of a city, opened and saved untouched, changes nothing', () => {
  const own = { existence: 'invited', counts: 'exact', address: 'vouched' } as const
  for (const exposure of [...Object.values(exposurePresets), own]) {
    const standing = planOfMeeting({ ...meetingView('m1', 'Berlin'), exposure, capacity: 40 })
    expect(standing.exposure).toEqual(exposure)
    expect(planEdit(standing, { ...standing, capacity: '٤٠' })).toEqual({})
    expect(planEdit(standing, { ...standing, venue: 'Hall' })).toEqual({ venue: 'Hall' })
  }
})

test('seats that are typed again in other digits are no change', () => {
  expect(samePlanField('capacity', 40, '٤٠')).toBe(true)
  expect(samePlanField('capacity', 40, '41')).toBe(false)
  expect(samePlanField('venue', 'Hall', ' Hall ')).toBe(true)
})

describe('the form', () => {
  const draw = (props: Partial<PlanFieldsProps>) =>
    renderToString(
      <I18nProvider value={createI18n('en', english as unknown as Messages)}>
        <PlanFields
          draft={plan}
          set={() => undefined}
          errorOf={() => null}
          clock={null}
          languages={['ar']}
          by="host"
          {...props}
        />
      </I18nProvider>,
    )
  const namesIn = (html: string) => [
    // Choices prefix their names with an id of this rendering.
    ...new Set([...html.matchAll(/ name="(?:_\w+_-)?([\w-]+)"/g)].map(([, name]) => name)),
  ]

  test('has the same fields for everybody; only organizers set each part of the exposure', () => {
    const fields = [
      'hostAlias',
      'venue',
      'address',
      'seats',
      'doors',
      'language-ar',
      'language-more',
      'exposure',
      'admission',
      'note',
    ]
    for (const by of ['proposer', 'host', 'organizer'] as const) {
      const parts = by === 'organizer' ? ['existence', 'counts', 'address-exposure'] : []
      expect(namesIn(draw({ by })).filter((name) => !parts.includes(name ?? ''))).toEqual(fields)
      for (const part of parts) expect(namesIn(draw({ by }))).toContain(part)
    }
  })

  test('a mixture that was set by hand is named as one; a preset of a hidden meeting is none', () => {
    const exposure = { existence: 'invited', counts: 'exact', address: 'vouched' } as const
    expect(draw({ draft: { ...plan, exposure } })).toContain('value="own"')
    expect(
      draw({ draft: { ...plan, exposure: { ...exposurePresets.open, existence: 'invited' } } }),
    ).not.toContain('value="own"')
  })
})
