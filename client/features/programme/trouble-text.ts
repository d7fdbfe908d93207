// The text of a problem with a segment's time in the programme, and the change that fixes it if there is one.
import type { ProgrammeTrouble, Segment } from '#shared/domain/programme.ts'
import type { I18n, MessageKey } from '../../i18n/i18n.ts'
import { lengthText } from './segment-lengths.ts'

export function troubleText({ t, formatLocale }: I18n, trouble: ProgrammeTrouble): string {
  switch (trouble.kind) {
    case 'gap':
      return t('programme-desk.trouble.gap', { length: lengthText(trouble.ms, formatLocale, 'long') })
    case 'overlap':
      return t('programme-desk.trouble.overlap', { length: lengthText(trouble.ms, formatLocale, 'long') })
    case 'too-long':
      return t('programme-desk.trouble.too-long', { length: lengthText(trouble.ms, formatLocale, 'long') })
    case 'city-not-open':
      return t('programme-desk.trouble.city-not-open')
    case 'no-stream':
      return t('programme-desk.trouble.no-stream')
  }
}

const shortestMs = 60_000

/** Null if it cannot be fixed automatically. */
export function mendTrouble(
  trouble: ProgrammeTrouble,
  segment: Segment,
): { readonly key: MessageKey; readonly segment: Segment } | null {
  switch (trouble.kind) {
    case 'gap':
    case 'overlap':
      return { key: 'programme-desk.mend.follow', segment: { ...segment, pinnedMs: null } }
    case 'too-long': {
      const lengthMs = segment.lengthMs - trouble.ms
      return lengthMs < shortestMs
        ? null
        : { key: 'programme-desk.mend.shorten', segment: { ...segment, lengthMs } }
    }
    case 'city-not-open':
    case 'no-stream':
      return null
  }
}
