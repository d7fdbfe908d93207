// Text that people wrote, with its addresses as links that send no referrer.
import { linkedParts } from '#shared/domain/linked-parts.ts'

export const strangerRel = 'noopener noreferrer nofollow'

export function LinkedText({ text }: { readonly text: string }) {
  let at = 0
  return linkedParts(text).map((part) => {
    const key = at
    at += part.text.length + 1
    return part.kind === 'text' ? (
      part.text
    ) : (
      <a key={key} href={part.href} rel={strangerRel} dir="ltr">
        {part.text}
      </a>
    )
  })
}
