// A gathering's title inside a line of text.
import { textFor } from '#shared/domain/gathering.ts'
import type { GatheringView } from '#shared/protocol/views.ts'
import { Written } from '../components/written.tsx'
import { useI18n } from '../i18n/use-i18n.tsx'

export function GatheringTitle({ gathering }: { readonly gathering: GatheringView }) {
  const { language } = useI18n()
  const named = textFor(gathering, language)
  return <Written text={named.text.title} lang={named.language} />
}
