// Two live regions that are mounted from the start; texts that appear later on the page are announced through them.
import { useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

type How = 'polite' | 'assertive'
type Said = { readonly [how in How]: { readonly text: string } }

const voice = createStore<Said>(() => ({ polite: { text: '' }, assertive: { text: '' } }))

const waiting: Record<How, string[]> = { polite: [], assertive: [] }
const togetherMs = 50
/** Announced text is removed after this time, so that readers do not find outdated text at the end of the page. */
export const spokenMs = 10_000

/** Announces a text, even the same one again; texts announced at the same time are joined. */
export function say(text: string, how: How): void {
  waiting[how].push(text)
  if (waiting[how].length > 1) return
  setTimeout(() => voice.setState({ [how]: { text: waiting[how].splice(0).join(' ') } }), togetherMs)
}

/** Mount it once, beside the pages. */
export function Voice() {
  return (
    <>
      <Region how="polite" />
      <Region how="assertive" />
    </>
  )
}

/** In a shadow tree: it repeats text of the page, and a search in the page must not find it twice. */
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

  // Empty it first: setting the same text again would not count as a change.
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
