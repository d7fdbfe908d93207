// A screen's choice among a city's streams: which one is on trial, how long it must play, and which is shown then.
import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type RunningCourse, useCourse } from '#client/features/stage/use-course.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: 0 })
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const order = ['main', 'backup']

function open() {
  const drawn: { course: RunningCourse | null } = { course: null }
  function Screen({ city, streams }: { readonly city: string; readonly streams: readonly string[] }) {
    drawn.course = useCourse(city, streams)
    return null
  }
  const root = createRoot(document.createElement('div'))
  const draw = (city = 'berlin', streams: readonly string[] = order) =>
    act(() => root.render(<Screen city={city} streams={streams} />))
  draw()
  const course = () => {
    if (drawn.course === null) throw new Error('nothing was drawn')
    return drawn.course
  }
  return { draw, course, close: () => act(() => root.unmount()) }
}

const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))

/** The main stream failed at 0 s; after a wait of 2 s it is tried again. */
async function tryMain() {
  const opened = open()
  act(() => opened.course().lost())
  expect(opened.course()).toMatchObject({ shown: 'backup', trial: null })
  expect(opened.course().isOut('main')).toBe(true)
  await pass(2000)
  expect(opened.course().trial).toBe('main')
  return opened
}

test('a stream that is tried is shown after it came through for two seconds, not sooner', async () => {
  const { course, close } = await tryMain()
  await pass(4000)
  act(() => course().tried('well'))
  await pass(1500)
  expect(course()).toMatchObject({ shown: 'backup', trial: 'main' })
  await pass(500)
  expect(course()).toMatchObject({ shown: 'main', trial: null })
  expect(course().isOut('main')).toBe(false)
  close()
})

test('a stream that stops coming through while it is tried must prove itself for two seconds again', async () => {
  const { course, close } = await tryMain()
  await pass(4000)
  act(() => course().tried('well'))
  await pass(1500)
  act(() => course().tried('not-yet'))
  await pass(5000)
  expect(course()).toMatchObject({ shown: 'backup', trial: 'main' })
  act(() => course().tried('well'))
  await pass(1000)
  act(() => course().tried('well'))
  await pass(1000)
  expect(course().shown).toBe('main')
  close()
})

test('what is shown stays for six seconds, also when the one that is tried has proven itself before', async () => {
  const { course, close } = await tryMain()
  act(() => course().tried('well'))
  await pass(3500)
  expect(course()).toMatchObject({ shown: 'backup', trial: 'main' })
  await pass(500)
  expect(course()).toMatchObject({ shown: 'main', trial: null })
  close()
})

test('a stream that fails while it is tried is tried again after twice the time', async () => {
  const { course, close } = await tryMain()
  act(() => course().tried('lost'))
  expect(course()).toMatchObject({ shown: 'backup', trial: null })
  await pass(3500)
  expect(course().trial).toBeNull()
  await pass(500)
  expect(course().trial).toBe('main')
  close()
})

test('a stream that is gone from the list is no longer tried', async () => {
  const { course, draw, close } = await tryMain()
  draw('berlin', ['backup'])
  expect(course()).toMatchObject({ shown: 'backup', trial: null })
  expect(course().isOut('main')).toBe(false)
  close()
})

test('another city begins with its best stream, and so does whoever asks again', async () => {
  const { course, draw, close } = await tryMain()
  draw('aleppo')
  expect(course()).toMatchObject({ shown: 'main', trial: null })
  act(() => course().lost())
  act(() => course().lost())
  expect(course().shown).toBeNull()
  act(() => course().again())
  expect(course()).toMatchObject({ shown: 'main', trial: null })
  close()
})

test('nothing is tried while nothing was lost', async () => {
  const { course, close } = open()
  await pass(120_000)
  expect(course()).toMatchObject({ shown: 'main', trial: null })
  close()
})
