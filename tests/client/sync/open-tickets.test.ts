// A page has at most one request per open reply in progress, however often it needs the reply.
import { expect, onTestFinished, test, vi } from 'vitest'
import { createOpenTickets } from '#client/sync/open-tickets.ts'
import type { HoldAnswer } from '#shared/protocol/socket-events.ts'
import type { TicketView } from '#shared/protocol/views.ts'

const ticket = (state: string) => ({ attendanceId: 'reply', state }) as unknown as TicketView
const holds = (state: string): HoldAnswer => ({ ok: true, ticket: ticket(state), slug: 'slug' })

/** Requests that the test answers by hand. */
function asked() {
  type Question = {
    readonly resolve: (answer: HoldAnswer) => void
    readonly reject: (error: Error) => void
  }
  const questions: Question[] = []
  const tickets = createOpenTickets(
    () => new Promise<HoldAnswer>((resolve, reject) => questions.push({ resolve, reject })),
  )
  return { questions, tickets }
}

test('U5: opened in several places, a reply is asked for once', async () => {
  const { questions, tickets } = asked()
  const [one] = [tickets.open('r_one'), tickets.open('r_one'), tickets.open('r_one')]
  expect(questions).toHaveLength(1)
  questions[0]?.resolve(holds('confirmed'))
  await vi.waitFor(() => expect(one.store.getState().status).toBe('ready'))
  tickets.open('r_one')
  expect(questions).toHaveLength(1)
})

test('U5: a question that the line took along is not repeated when the next line has asked already', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const { questions, tickets } = asked()
  const { store } = tickets.open('r_one')
  questions[0]?.reject(new Error('the line broke'))
  await vi.advanceTimersByTimeAsync(400)
  tickets.askAll()
  await vi.advanceTimersByTimeAsync(5000)
  expect(questions).toHaveLength(2)
  questions[1]?.resolve(holds('confirmed'))
  await vi.advanceTimersByTimeAsync(0)
  expect(store.getState().status).toBe('ready')
})

test('an answer from before the reply was placed does not close its ticket', async () => {
  const { questions, tickets } = asked()
  const { store } = tickets.open('r_one')
  tickets.placed('r_one')
  questions[1]?.resolve(holds('confirmed'))
  await vi.waitFor(() => expect(store.getState().status).toBe('ready'))
  questions[0]?.resolve({ ok: false, reason: 'link-not-valid' })
  await Promise.resolve()
  expect(store.getState().status).toBe('ready')
})

test('after trouble of the server it is asked again in a second', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const { questions, tickets } = asked()
  tickets.open('r_one')
  questions[0]?.resolve({ ok: false, reason: 'server-trouble' })
  await vi.advanceTimersByTimeAsync(1100)
  expect(questions).toHaveLength(2)
})
