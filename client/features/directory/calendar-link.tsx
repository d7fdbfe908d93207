// A link to another view, day or filter of the calendar; keeps the scroll position.
import type { AnchorHTMLAttributes, MouseEvent } from 'react'
import type { CalendarAddress } from './calendar-address.ts'
import type { CalendarPlace } from './use-calendar-address.ts'

export type CalendarLinkProps = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'> & {
  readonly place: CalendarPlace
  readonly change: Partial<CalendarAddress>
}

export function CalendarLink({ place, change, ...rest }: CalendarLinkProps) {
  const follow = (event: MouseEvent) => {
    const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
    if (!isPlain) return
    // Prevent the default: links between pages scroll to the top, but this one stays on its page.
    event.preventDefault()
    place.go(change)
  }
  return <a {...rest} href={place.hrefOf(change)} onClick={follow} />
}
