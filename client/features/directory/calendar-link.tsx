// A link to another view, day or filter of the calendar: it keeps the reader where they are on the page.
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
    // Links between pages begin at the new page's top; this one does not leave its page.
    event.preventDefault()
    place.go(change)
  }
  return <a {...rest} href={place.hrefOf(change)} onClick={follow} />
}
