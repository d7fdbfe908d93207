// Opens the rear camera, or reports why that failed.

export type CameraFault =
  /** This browser offers no camera to pages, or not on an address without encryption. */
  | 'none-here'
  /** The page was opened under an address whose policy forbids the camera: a reload brings the right policy. */
  | 'reload'
  | 'denied'
  | 'no-camera'
  /** The camera exists but does not start: another program may be using it. */
  | 'busy'

export type OpenedCamera =
  | { readonly ok: true; readonly stream: MediaStream }
  | { readonly ok: false; readonly reason: CameraFault }

const faultOf: ReadonlyMap<string, CameraFault> = new Map([
  ['NotAllowedError', 'denied'],
  ['SecurityError', 'denied'],
  ['NotFoundError', 'no-camera'],
  ['OverconstrainedError', 'no-camera'],
])

/** Only Chromium reports what the page's Permissions-Policy allows; other browsers do not apply one to their own page. */
type WithPolicy = Document & {
  readonly featurePolicy?: { readonly allowsFeature: (name: string) => boolean }
}

export async function openCamera(): Promise<OpenedCamera> {
  if ((document as WithPolicy).featurePolicy?.allowsFeature('camera') === false)
    return { ok: false, reason: 'reload' }
  // Undefined on an address without encryption.
  const devices = navigator.mediaDevices as MediaDevices | undefined
  if (devices?.getUserMedia === undefined) return { ok: false, reason: 'none-here' }
  try {
    const stream = await devices.getUserMedia({
      audio: false,
      video: { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 720 } },
    })
    return { ok: true, stream }
  } catch (error) {
    return { ok: false, reason: faultOf.get(error instanceof Error ? error.name : '') ?? 'busy' }
  }
}

export function closeCamera(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop()
}
