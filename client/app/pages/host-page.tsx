// Being written.
import { Shell } from '../shell.tsx'

export function HostPage({ slug }: { readonly slug: string }) {
  return <Shell>{slug}</Shell>
}
