// Being written.
import { Shell } from '../shell.tsx'

export function NewGatheringPage() {
  return <Shell>{null}</Shell>
}
