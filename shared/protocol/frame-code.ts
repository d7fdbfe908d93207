// The HTML that embeds a gathering in another site, for people to paste and for oEmbed clients.

export const frameSize = { width: 600, height: 480 } as const

/** `origin` has no trailing slash. Escapes all user text, because the code is pasted into other sites. */
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
