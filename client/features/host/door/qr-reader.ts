// Reads QR codes from a video: with the browser's detector if it has one, otherwise with a decoder loaded when the camera opens.

/** Returns the text of the code in view; null if there is none. */
export type QrReader = (video: HTMLVideoElement) => Promise<string | null>

type Detector = { readonly detect: (source: HTMLVideoElement) => Promise<readonly { rawValue: string }[]> }
type DetectorClass = {
  new (options: { readonly formats: readonly string[] }): Detector
  readonly getSupportedFormats: () => Promise<readonly string[]>
}

/** A code that fills a third of the picture is readable at this size, and a phone decodes it within one frame. */
const longestSide = 640

/** Throws if the decoder cannot be loaded. */
export async function createQrReader(): Promise<QrReader> {
  const detector = await browserDetector()
  if (detector !== null) {
    return async (video) => (await detector.detect(video))[0]?.rawValue ?? null
  }
  const { decodeQR } = await import('qr/decode.js')
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d', { willReadFrequently: true })
  return async (video) => {
    const scale = Math.min(1, longestSide / Math.max(video.videoWidth, video.videoHeight, 1))
    canvas.width = Math.round(video.videoWidth * scale)
    canvas.height = Math.round(video.videoHeight * scale)
    if (context === null || canvas.width === 0 || canvas.height === 0) return null
    context.drawImage(video, 0, 0, canvas.width, canvas.height)
    const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height)
    try {
      return decodeQR({ data, width, height })
    } catch {
      // The decoder throws if the picture shows no complete code.
      return null
    }
  }
}

/** Null if the browser has no detector, or one without QR support, as in Chromium on Linux. */
async function browserDetector(): Promise<Detector | null> {
  const Class = (globalThis as { readonly BarcodeDetector?: DetectorClass }).BarcodeDetector
  if (Class === undefined) return null
  try {
    const formats = await Class.getSupportedFormats()
    return formats.includes('qr_code') ? new Class({ formats: ['qr_code'] }) : null
  } catch {
    return null
  }
}
