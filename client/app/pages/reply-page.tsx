// Being written.
import { Shell } from '../shell.tsx'

export function ReplyPage({ slug }: { readonly slug: string }) {
  return <Shell>{slug}</Shell>
}
