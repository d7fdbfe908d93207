// Being written.
import { Shell } from '../shell.tsx'

export function GatheringPage({ slug }: { readonly slug: string; readonly isPreview?: boolean }) {
  return <Shell>{slug}</Shell>
}
