// Being written.
import { Shell } from '../shell.tsx'

export function HomePage() {
  return <Shell>{null}</Shell>
}
