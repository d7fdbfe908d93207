// A gathering whose snapshot is as long as that of about a hundred cities: it has long texts in many languages.
import type { Answer } from '#shared/protocol/answers.ts'
import { makeCommandId } from './person.ts'
import type { TestApp } from './test-app.ts'
import { accepted, makeGathering, type TestGathering } from './test-gathering.ts'

const languages = ['ar', 'ku', 'fa', 'tr', 'de', 'fr', 'sv', 'nl', 'es', 'it'] as const
const lettersEach = 19_000

/** About 40 KB per language, up to 400 KB. */
export async function makeLongGathering(
  app: TestApp,
  count: number = languages.length,
): Promise<TestGathering> {
  const gathering = await makeGathering(app)
  for (const language of languages.slice(0, count)) {
    const texts = { [language]: { title: language, statement: 'ن'.repeat(lettersEach) } }
    const { gatheringId } = gathering
    const command = { commandId: makeCommandId(), gatheringId, name: 'editGathering', payload: { texts } }
    const response = await fetch(`${app.url()}/api/commands`, {
      method: 'POST',
      headers: { cookie: gathering.cookie },
      body: JSON.stringify(command),
    })
    accepted((await response.json()) as Answer)
  }
  return gathering
}
