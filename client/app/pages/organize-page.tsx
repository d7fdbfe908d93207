// Being written.
import { Shell } from '../shell.tsx'

export function OrganizePage({ slug, part }: { readonly slug: string; readonly part: string | undefined }) {
  return (
    <Shell>
      {slug} {part}
    </Shell>
  )
}
