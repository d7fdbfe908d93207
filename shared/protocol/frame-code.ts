// The code by which another site shows a gathering in a frame, for its people and for programs that ask for it.

export const frameSize = { width: 600, height: 480 } as const

/** `origin` without a slash at its end. Everything that somebody wrote is escaped: the code is pasted into pages of others. */
export function frameCode(frame: {
  readonly origin: string
  readonly slug: string
  readonly language: string
  readonly title: string
  readonly width: number
  readonly height: number
}): string {
  const address = `${frame.origin}/embed/g/${frame.slug}?lang=${frame.language}`
  return (
    `<iframe src="${escaped(address)}" width="${frame.width}" height="${frame.height}" ` +
    `style="border:0;max-width:100%" loading="lazy" title="${escaped(frame.title)}"></iframe>`
  )
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
