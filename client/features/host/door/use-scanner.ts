// A camera that reads codes while it is open: its video, the last code read, and errors.
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import { type CameraFault, closeCamera, openCamera } from './open-camera.ts'
import { createQrReader } from './qr-reader.ts'

export type ScannerState =
  | { readonly kind: 'off' }
  | { readonly kind: 'opening' }
  | { readonly kind: 'open'; readonly stream: MediaStream }
  | { readonly kind: 'fault'; readonly reason: CameraFault | 'no-reader' }

export type Scanner = {
  readonly state: ScannerState
  readonly video: RefObject<HTMLVideoElement | null>
  readonly open: () => void
  readonly close: () => void
}

/** Often enough to feel immediate, rarely enough for a cheap phone's battery to last an evening. */
const everyMs = 150

/** Calls `onText` once for each code held before the camera; again for the same one after a different code. */
export function useScanner(onText: (text: string) => void): Scanner {
  const [state, setState] = useState<ScannerState>({ kind: 'off' })
  const video = useRef<HTMLVideoElement | null>(null)
  const latest = useRef(onText)
  latest.current = onText
  /** Incremented by each opening and closing, so that a camera that opens late is closed at once. */
  const turn = useRef(0)
  const stream = state.kind === 'open' ? state.stream : null

  const close = useCallback(() => {
    turn.current += 1
    setState({ kind: 'off' })
  }, [])

  const open = useCallback(async () => {
    turn.current += 1
    const own = turn.current
    setState({ kind: 'opening' })
    const camera = await openCamera()
    if (turn.current !== own) return camera.ok ? closeCamera(camera.stream) : undefined
    setState(camera.ok ? { kind: 'open', stream: camera.stream } : { kind: 'fault', reason: camera.reason })
  }, [])

  useEffect(() => {
    if (stream === null) return
    const stopped = new AbortController()
    const { signal } = stopped
    // The camera was unplugged or taken by the device.
    for (const track of stream.getTracks())
      track.addEventListener('ended', () => setState({ kind: 'fault', reason: 'busy' }), { signal })
    void follow(stream, video, signal, (text) => latest.current(text)).catch(() => {
      if (!signal.aborted) setState({ kind: 'fault', reason: 'no-reader' })
    })
    return () => {
      stopped.abort()
      closeCamera(stream)
    }
  }, [stream])

  useEffect(
    () => () => {
      turn.current += 1
    },
    [],
  )

  return { state, video, open: useCallback(() => void open(), [open]), close }
}

/** Throws if the decoder cannot be loaded. */
async function follow(
  stream: MediaStream,
  video: RefObject<HTMLVideoElement | null>,
  signal: AbortSignal,
  onText: (text: string) => void,
): Promise<void> {
  const read = await createQrReader()
  let last: string | null = null
  while (!signal.aborted) {
    const element = video.current
    if (element !== null && element.srcObject !== stream) {
      element.srcObject = stream
      // Playing is refused only if the element has been removed.
      await element.play().catch(() => undefined)
    }
    if (element !== null && element.readyState >= element.HAVE_CURRENT_DATA) {
      const text = await read(element).catch(() => null)
      if (text !== null && text !== last && !signal.aborted) {
        last = text
        onText(text)
      }
    }
    await new Promise((resolve) => setTimeout(resolve, everyMs))
  }
}
