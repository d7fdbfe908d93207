// The field with suggestions: its form submits the text displayed in the input.
import { act, useState } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { SuggestField } from '#client/components/form/suggest-field.tsx'
import { drawn, one, pass, press, tap, type } from '../press.tsx'

type Place = { readonly id: string; readonly name: string }
const known: readonly Place[] = [
  { id: 'berlin', name: 'Berlin' },
  { id: 'tripoli-lb', name: 'Tripoli' },
  { id: 'tripoli-ly', name: 'Tripoli' },
  { id: 'malmo', name: 'Malmö' },
]

beforeEach(() => void vi.useFakeTimers())
let close: () => void = () => undefined
afterEach(() => {
  close()
  vi.useRealTimers()
})

/** A form with a city already chosen; records what it submits. */
function open({ drops = true } = {}) {
  const sent: (string | null)[] = []
  function Form() {
    const [chosen, setChosen] = useState<Place | null>(known[0] ?? null)
    return (
      <form
        onSubmit={(event) => {
          event.preventDefault()
          sent.push(chosen?.id ?? null)
        }}
      >
        <SuggestField
          label="City"
          name="place"
          search={async (query) =>
            known.filter(({ name }) => name.toLowerCase().startsWith(query.toLowerCase()))
          }
          keyOf={({ id }) => id}
          labelOf={({ name }) => name}
          chosen={chosen}
          onChoose={setChosen}
          onDrop={drops ? () => setChosen(null) : undefined}
          words={{
            loading: 'Searching',
            nothing: 'Nothing',
            offline: 'Offline',
            count: String,
            clear: 'Clear',
            unchosen: 'Choose from the list.',
          }}
        />
        <button type="submit">Send</button>
      </form>
    )
  }
  close = drawn(<Form />).close
  return sent
}

const input = () => one<HTMLInputElement>('[name=place]')
const send = () => one('button[type=submit]')
const leave = async () => {
  act(() => input().blur())
  await pass(0)
}

test('Enter takes the first suggestion, also before it has come, and sends nothing', async () => {
  const sent = open()
  type(input(), 'mal')
  await press('Enter')
  await pass(500)
  expect(input().value).toBe('Malmö')
  expect(sent).toEqual([])
  await press('Enter')
  expect(sent).toEqual(['malmo'])
})

test('Enter never sends what was chosen before while another text stands in the input', async () => {
  const sent = open()
  type(input(), 'mal')
  await pass(500)
  await press('Escape')
  await press('Enter')
  expect(sent).toEqual([])
  type(input(), 'nowhere')
  await pass(500)
  await press('Enter')
  expect(sent).toEqual([])
})

test('an Enter for one text takes nothing of a later one', async () => {
  open()
  type(input(), 'nowh')
  await press('Enter')
  type(input(), 'mal')
  await pass(500)
  expect(input().value).toBe('mal')
})

test('a text that was left without a choice stays, says so, and is not sent as the city before it', async () => {
  const sent = open()
  type(input(), 'Tripoli')
  await pass(500)
  await leave()
  expect(input().value).toBe('Tripoli')
  expect(input().getAttribute('aria-invalid')).toBe('true')
  expect(document.body.textContent).toContain('Choose from the list.')
  await tap(send())
  expect(sent).toEqual([null])
})

test('a whole name that only one item has is a choice, also when it was left before the answer', async () => {
  const sent = open()
  type(input(), 'malmö')
  await leave()
  await pass(500)
  expect(input().value).toBe('Malmö')
  await tap(send())
  expect(sent).toEqual(['malmo'])
})

test('where nothing is sent, the input returns to what is chosen', async () => {
  open({ drops: false })
  type(input(), 'Tripoli')
  await pass(500)
  await leave()
  expect(input().value).toBe('Berlin')
})
