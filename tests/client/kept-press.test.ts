// Presses before the script has loaded.
import { beforeEach, expect, test } from 'vitest'
import { doKeptPress, keepPress } from '#client/app/replay-press.ts'

const done: string[] = []

beforeEach(() => {
  done.length = 0
  document.body.innerHTML =
    '<button type="button" id="watch"><b>Watch</b></button><button type="button" id="other">Other</button><form><button id="send">Send</button></form>'
  for (const form of document.querySelectorAll('form')) form.onsubmit = () => false
})

const press = (selector: string) => document.querySelector<HTMLElement>(selector)?.click()
const takeOver = () => {
  for (const button of document.querySelectorAll('button')) button.onclick = () => done.push(button.id)
  doKeptPress()
}

test('the last press on a button is done once the script has taken over, and only once', () => {
  keepPress()
  press('#other')
  press('#watch b')
  takeOver()
  expect(done).toEqual(['watch'])
  press('#other')
  doKeptPress()
  expect(done).toEqual(['watch', 'other'])
})

test('a button that sends a form, one that is gone, and a press elsewhere are not pressed again', () => {
  keepPress()
  press('#watch')
  press('#send')
  takeOver()
  expect(done).toEqual([])
  keepPress()
  for (const button of document.querySelectorAll('button')) button.onclick = null
  press('#watch')
  document.querySelector('#watch')?.remove()
  takeOver()
  expect(done).toEqual([])
})
