import { describe, expect, test } from 'vitest'
import { january20 } from '#server/example/january-20.ts'
import { january20Cities } from '#server/example/january-20-cities.ts'
import { january20Programme } from '#server/example/january-20-programme.ts'
import { loadGazetteer } from '#server/gazetteer/gazetteer.ts'
import { limits } from '#shared/protocol/limits.ts'

const gazetteer = await loadGazetteer()
const { ar, en } = january20.texts

describe('the January 20 example', () => {
  test('has 27 cities, each once, each in the gazetteer with an Arabic name', () => {
    expect(january20Cities).toHaveLength(27)
    expect(new Set(january20Cities.map(({ placeId }) => placeId)).size).toBe(27)
    for (const { placeId } of [...january20Cities, { placeId: january20.leadPlaceId }]) {
      expect(gazetteer.byId(placeId)?.names.ar, placeId).toBeTruthy()
    }
  })

  test('reaches every part of the world where these people live', () => {
    const countries = new Set(january20Cities.map(({ placeId }) => gazetteer.byId(placeId)?.countryCode))
    for (const code of ['SY', 'TR', 'LB', 'JO', 'EG', 'DE', 'SE', 'GB', 'CA', 'US', 'BR', 'QA', 'MY', 'AU']) {
      expect(countries).toContain(code)
    }
  })

  test('opens no address inside the country or in a camp', () => {
    for (const { placeId, exposure } of january20Cities) {
      const place = gazetteer.byId(placeId)
      if (place?.countryCode === 'SY' || place?.kind === 'camp') expect(exposure, placeId).not.toBe('open')
    }
  })

  test('gives every host, hall and address in both languages, no alias twice', () => {
    for (const language of ['ar', 'en'] as const) {
      for (const { hostAlias, venue, address } of january20Cities) {
        expect(hostAlias[language].length).toBeGreaterThan(0)
        expect(hostAlias[language].length).toBeLessThanOrEqual(limits.alias)
        expect(venue[language].length).toBeGreaterThan(0)
        expect(address[language].length).toBeGreaterThan(0)
      }
      expect(new Set(january20Cities.map(({ hostAlias }) => hostAlias[language])).size).toBe(27)
    }
  })

  test('says the same in both languages: as many goals, the same minutes, which fill its length', () => {
    expect(ar.goals).toHaveLength(en.goals.length)
    const minutes = en.agenda.map((item) => item.minutes ?? 0)
    expect(ar.agenda.map((item) => item.minutes)).toEqual(minutes)
    expect(minutes.reduce((sum, length) => sum + length)).toBe(january20.lengthMinutes)
  })

  test('has a programme that fills its length, given to cities that strangers may see', () => {
    const minutes = january20Programme.reduce((sum, segment) => sum + segment.minutes, 0)
    expect(minutes).toBe(january20.lengthMinutes)
    const shown = january20Cities
      .filter(({ exposure }) => exposure !== 'vetted')
      .map(({ placeId }) => placeId)
    for (const { placeId } of january20Programme) if (placeId !== null) expect(shown).toContain(placeId)
  })

  test('states itself in strict Markdown of a page', () => {
    for (const { statement } of [ar, en]) {
      expect(statement).not.toMatch(/[<>]|!\[|\]\(/)
      const words = statement.split(/\s+/).length
      expect(words).toBeGreaterThan(230)
      expect(words).toBeLessThan(400)
    }
  })

  test('keeps within the limits of its fields', () => {
    for (const text of [ar, en]) {
      expect(text.title.length).toBeLessThanOrEqual(limits.title)
      expect(text.slogan.length).toBeLessThanOrEqual(limits.slogan)
      for (const goal of text.goals) expect(goal.length).toBeLessThanOrEqual(limits.goal)
      for (const { title } of text.agenda) expect(title.length).toBeLessThanOrEqual(limits.agendaTitle)
      expect(text.whoWeAre.length).toBeLessThanOrEqual(limits.whoWeAre)
      expect(text.funding.length).toBeLessThanOrEqual(limits.funding)
    }
  })
})
