// Being written.
import { Shell } from '../shell.tsx'

export function ProposePage({ slug }: { readonly slug: string }) {
  return <Shell>{slug}</Shell>
}
