// The icon set, drawn for Multaqa with one stroke on a 24-unit grid. An icon never conveys meaning alone.
import styles from './icon.module.css'

const shapes = {
  copy: 'M9 9h10v11H9zM5 15V4h10',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  search: 'M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM15.5 15.5L20 20',
  pin: 'M12 21c-4-4.8-6-8.1-6-11a6 6 0 0 1 12 0c0 2.9-2 6.2-6 11zM12 7.8a2.2 2.2 0 1 1 0 4.4 2.2 2.2 0 0 1 0-4.4z',
  people:
    'M9 4.8a3.2 3.2 0 1 1 0 6.4 3.2 3.2 0 0 1 0-6.4zM3 19c.3-3.4 2.6-5.2 6-5.2s5.7 1.8 6 5.2M15.5 5.2a3.2 3.2 0 0 1 0 5.8M17.5 14.2c2 .7 3.2 2.3 3.5 4.8',
  clock: 'M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16zM12 7.5V12l3 2.5',
  share: 'M12 15V4M8 7.5L12 3.5l4 4M6 12v8h12v-8',
  calendar: 'M4 6h16v14H4zM4 10.5h16M8.5 3.5V8M15.5 3.5V8',
  play: 'M8 5.5v13l10.5-6.5z',
  signal:
    'M12 11a1 1 0 1 1 0 2 1 1 0 0 1 0-2zM8.8 15.2a4.5 4.5 0 0 1 0-6.4M15.2 8.8a4.5 4.5 0 0 1 0 6.4M6 18a8.5 8.5 0 0 1 0-12M18 6a8.5 8.5 0 0 1 0 12',
  warning: 'M12 4.5L21 19.5H3zM12 10v4.5M12 17v.2',
  arrow: 'M4.5 12h15M13.5 6l6 6-6 6',
  back: 'M19.5 12h-15M10.5 6l-6 6 6 6',
  grip: 'M9 6.5v.2M15 6.5v.2M9 12v.2M15 12v.2M9 17.5v.2M15 17.5v.2',
  chevron: 'M9.5 6l6 6-6 6',
  close: 'M6 6l12 12M18 6L6 18',
  more: 'M5.5 12h.2M12 12h.2M18.5 12h.2',
  edit: 'M5 19l1-4L16 5l3 3L9 18zM14 7l3 3',
  undo: 'M9 5L4.5 9.5 9 14M5 9.5h8.5a5 5 0 0 1 0 10H9',
  globe: 'M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16zM4 12h16M12 4c5 5 5 11 0 16M12 4c-5 5-5 11 0 16',
  moon: 'M19 14.5A8 8 0 0 1 9.5 5a8 8 0 1 0 9.5 9.5z',
  sun: 'M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM12 2.8v2M12 19.2v2M2.8 12h2M19.2 12h2M5.5 5.5l1.4 1.4M17.1 17.1l1.4 1.4M5.5 18.5l1.4-1.4M17.1 6.9l1.4-1.4',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  qr: 'M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2.5v2.5H14zM20 14v.2M20 20v.2M14 20h2.5M20 17v.2',
  link: 'M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.3l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3a4 4 0 0 0 5.7 5.7l1-1',
  door: 'M6 20V4h9v16M3.5 20h17M12 12v.2',
  eye: 'M2.5 12c4.5-8 14.5-8 19 0-4.5 8-14.5 8-19 0zM12 9.2a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6z',
} as const

export type IconName = keyof typeof shapes

/** Icons that point in reading order are mirrored in right-to-left languages; a play mark or a clock is not. */
const mirrored: ReadonlySet<IconName> = new Set(['arrow', 'back', 'chevron', 'undo'])

export function Icon({ name, title }: { readonly name: IconName; readonly title?: string }) {
  return (
    <svg
      className={styles.icon}
      data-mirrors={mirrored.has(name) || undefined}
      viewBox="0 0 24 24"
      aria-hidden={title === undefined || undefined}
      role={title === undefined ? undefined : 'img'}
      focusable="false"
    >
      {title === undefined ? null : <title>{title}</title>}
      <path d={shapes[name]} />
    </svg>
  )
}
