// The button for captions, shown if the current stream has any.
import { useEffect, useState } from 'react'
import { Button } from '../../../components/button.tsx'
import { useI18n } from '../../../i18n/use-i18n.tsx'

const kinds: readonly string[] = ['subtitles', 'captions']

export function Captions({ video }: { readonly video: HTMLVideoElement | null }) {
  const { t } = useI18n()
  const [count, setCount] = useState(0)
  const [isOn, setOn] = useState(false)
  useEffect(() => {
    if (video === null) return
    const { textTracks } = video
    const read = () => {
      const captions = [...textTracks].filter(({ kind }) => kinds.includes(kind))
      setCount(captions.length)
      setOn(captions.some(({ mode }) => mode === 'showing'))
    }
    read()
    for (const name of ['addtrack', 'removetrack', 'change']) textTracks.addEventListener(name, read)
    return () => {
      for (const name of ['addtrack', 'removetrack', 'change']) textTracks.removeEventListener(name, read)
    }
  }, [video])
  if (count === 0 || video === null) return null
  return (
    <Button
      size="small"
      aria-pressed={isOn}
      onClick={() => {
        const captions = [...video.textTracks].filter(({ kind }) => kinds.includes(kind))
        for (const [index, track] of captions.entries())
          track.mode = !isOn && index === 0 ? 'showing' : 'disabled'
      }}
    >
      {t('stage.captions')}
    </Button>
  )
}
