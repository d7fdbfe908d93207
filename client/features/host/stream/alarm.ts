// Alerts the host from a distance: a short tone and a vibration. Browsers allow sound only after a tap.
import { useCallback, useEffect, useMemo, useState } from 'react'

export type Call = 'cue' | 'stand-by' | 'on-air'

/** Tones in sequence: Hz and ms. */
const tones: Readonly<Record<Call, readonly (readonly [number, number])[]>> = {
  cue: [
    [880, 140],
    [1175, 180],
  ],
  'stand-by': [
    [660, 220],
    [660, 220],
  ],
  'on-air': [
    [784, 160],
    [988, 160],
    [1319, 420],
  ],
}
/** Vibration pattern: on, off, on, … in ms. */
const buzzes: Readonly<Record<Call, readonly number[]>> = {
  cue: [200, 80, 200],
  'stand-by': [400, 150, 400],
  'on-air': [300, 80, 300, 80, 700],
}

export type Alarm = {
  /** `silent` until a tap on this page; browsers play no sound before. */
  readonly sound: 'silent' | 'on' | 'muted' | 'unknown-here'
  readonly canBuzz: boolean
  readonly allow: () => void
  readonly mute: () => void
  readonly call: (call: Call) => void
}

export function useAlarm(): Alarm {
  const [context, setContext] = useState<AudioContext | null>(null)
  const [isMuted, setMuted] = useState(false)
  const [can, setCan] = useState({ sound: true, buzz: true })
  useEffect(() => setCan({ sound: 'AudioContext' in window, buzz: 'vibrate' in navigator }), [])
  useEffect(() => () => void context?.close().catch(() => undefined), [context])

  const allow = useCallback(() => {
    setMuted(false)
    const made = context ?? new AudioContext()
    void made.resume().catch(() => undefined)
    setContext(made)
    play(made, 'cue')
  }, [context])
  const call = useCallback(
    (which: Call) => {
      if (isMuted) return
      if ('vibrate' in navigator) navigator.vibrate([...buzzes[which]])
      if (context === null) return
      // Locking the phone suspends the audio context.
      void context.resume().then(
        () => play(context, which),
        () => undefined,
      )
    },
    [context, isMuted],
  )
  const sound = !can.sound ? 'unknown-here' : isMuted ? 'muted' : context === null ? 'silent' : 'on'
  return useMemo(
    () => ({ sound, canBuzz: can.buzz, allow, mute: () => setMuted(true), call }),
    [sound, can.buzz, allow, call],
  )
}

function play(context: AudioContext, which: Call): void {
  let at = context.currentTime + 0.02
  for (const [frequency, lengthMs] of tones[which]) {
    const source = context.createOscillator()
    const volume = context.createGain()
    const end = at + lengthMs / 1000
    source.frequency.value = frequency
    // Fade in and out, because otherwise the tone clicks.
    volume.gain.setValueAtTime(0, at)
    volume.gain.linearRampToValueAtTime(0.5, at + 0.015)
    volume.gain.setValueAtTime(0.5, end - 0.03)
    volume.gain.linearRampToValueAtTime(0, end)
    source.connect(volume).connect(context.destination)
    source.start(at)
    source.stop(end)
    at = end + 0.06
  }
}
