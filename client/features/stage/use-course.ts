// Runs the selection of a city's streams on a screen: the stream shown, and the one tried in the background.

import { useEffect, useState } from 'react'
import { ownValue } from '#shared/domain/own-value.ts'
import { type Course, lose, regain, reorder, startCourse, toTry } from './stream-fallback.ts'

/** A stream tried in the background must play this long before it is shown, ms. */
const provenAfterMs = 2_000
const lookEveryMs = 500

type Running = {
  readonly key: string | null
  readonly course: Course
  readonly trial: string | null
  /** Since when the tried stream plays. */
  readonly provenSince: number | null
}

export type RunningCourse = {
  readonly shown: string | null
  readonly isOut: (streamId: string) => boolean
  readonly trial: string | null
  readonly lost: () => void
  /** Reports that the tried stream plays, does not play yet, or has failed. */
  readonly tried: (outcome: 'well' | 'not-yet' | 'lost') => void
  readonly again: () => void
}

/** `key`: whose streams; `order`: the streams that are shown automatically, the best or chosen one first. */
export function useCourse(key: string | null, order: readonly string[]): RunningCourse {
  const [kept, setRunning] = useState<Running>(() => fresh(key, order))
  let running = kept
  if (kept.key !== key) running = fresh(key, order)
  else if (kept.course.order.join(' ') !== order.join(' ')) {
    running = settled({ ...kept, course: reorder(kept.course, order, performance.now()) })
  }
  if (running !== kept) setRunning(running)

  const { course, trial } = running
  const hasLost = Object.values(course.past).some(({ isOut }) => isOut)
  useEffect(() => {
    if (!hasLost) return
    const timer = setInterval(() => setRunning((before) => look(before, performance.now())), lookEveryMs)
    return () => clearInterval(timer)
  }, [hasLost])

  const change = (next: (before: Running) => Running) => setRunning((before) => settled(next(before)))
  return {
    shown: course.shown,
    isOut: (streamId) => ownValue(course.past, streamId)?.isOut === true,
    trial,
    lost: () => change((before) => loseOne(before, before.course.shown)),
    tried: (outcome) =>
      change((before) => {
        if (outcome === 'lost') return loseOne({ ...before, trial: null }, before.trial)
        const provenSince = outcome === 'well' ? (before.provenSince ?? performance.now()) : null
        return { ...before, provenSince }
      }),
    again: () => setRunning(fresh(key, order)),
  }
}

function fresh(key: string | null, order: readonly string[]): Running {
  return { key, course: startCourse(order, performance.now()), trial: null, provenSince: null }
}

function loseOne(running: Running, streamId: string | null): Running {
  if (streamId === null) return running
  return { ...running, course: lose(running.course, streamId, performance.now()) }
}

/** Ends the trial of a stream that works again or no longer exists. */
function settled(running: Running): Running {
  const { trial, course } = running
  if (trial !== null && ownValue(course.past, trial)?.isOut === true) return running
  return { ...running, trial: null, provenSince: null }
}

function look(running: Running, at: number): Running {
  const { trial, course, provenSince } = running
  if (trial === null) {
    const next = toTry(course, at)
    return next === null ? running : { ...running, trial: next, provenSince: null }
  }
  if (provenSince === null || at - provenSince < provenAfterMs) return running
  const next = regain(course, trial, at)
  return next === course ? running : settled({ ...running, course: next })
}
