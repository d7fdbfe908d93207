// The page's voice: two live regions that are mounted before anything is to be said. What appears on the page speaks through them.
import { useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

type How = 'polite' | 'assertive'
type Said = { readonly [how in How]: { readonly text: string } }

const voice = createStore<Said>(() => ({ polite: { text: '' }, assertive: { text: '' } }))

const waiting: Record<How, string[]> = { polite: [], assertive: [] }
const togetherMs = 50
/** Later, who reads on to the end of the page must not meet what no longer holds. */
export const spokenMs = 10_000

/** What is said again is announced again; what is said at once is announced together. */
export function say(text: string, how: How): void {
  waiting[how].push(text)
  if (waiting[how].length > 1) return
  setTimeout(() => voice.setState({ [how]: { text: waiting[how].splice(0).join(' ') } }), togetherMs)
}

/** Place it once, beside the pages. */
export function Voice() {
  return (
    <>
      <Region how="polite" />
      <Region how="assertive" />
    </>
  )
}

/** In a shadow tree: it repeats what stands on the page, and a search in the page must not find that twice. */
function Region({ how }: { readonly how: How }) {
  const said = useStore(voice, (state) => state[how])
  const place = useRef<HTMLDivElement>(null)
  const region = useRef<HTMLElement | null>(null)
  const before = useRef(said)

  useEffect(() => {
    if (place.current === null || region.current !== null) return
    region.current = document.createElement('div')
    region.current.setAttribute('aria-live', how)
    region.current.setAttribute('aria-atomic', 'true')
    place.current.attachShadow({ mode: 'closed' }).append(region.current)
  }, [how])

  // Emptied first: the same words again would be no change.
  useEffect(() => {
    const { current } = region
    if (current === null || said === before.current) return
    current.textContent = ''
    const timers = [
      setTimeout(() => {
        current.textContent = said.text
      }, togetherMs),
      setTimeout(() => {
        current.textContent = ''
      }, spokenMs),
    ]
    return () => timers.forEach(clearTimeout)
  }, [said])
  return <div ref={place} className="unseen" />
}
