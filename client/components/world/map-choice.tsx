// Opens a venue in the phone's map app or a map provider. No request is sent before a press. Works without script.
import type { MapLinks } from '#shared/domain/map-links.ts'
import { strangerRel } from '../linked-text.tsx'
import styles from './map-choice.module.css'

export type MapChoiceProps = {
  readonly links: MapLinks | null
  readonly labels: { readonly open: string; readonly phone: string; readonly told: string }
}

export function MapChoice({ links, labels }: MapChoiceProps) {
  if (links === null) return null
  return (
    <details className={styles.choice}>
      <summary>{labels.open}</summary>
      <ul>
        <li>
          <a href={links.phone} rel={strangerRel}>
            {labels.phone}
          </a>
        </li>
        {links.others.map(({ name, href }) => (
          <li key={name}>
            <a href={href} rel={strangerRel}>
              <bdi>{name}</bdi>
            </a>
          </li>
        ))}
      </ul>
      <p>{labels.told}</p>
    </details>
  )
}
