// Fills values into a compiled ICU message: placeholders, plurals, ordinals, selects.

import type { CompiledMessage } from '@lingui/message-utils/compileMessage'
import { ownValue } from '#shared/domain/own-value.ts'

/** How a language forms plurals and writes numbers. */
type Counting = {
  readonly plurals: Intl.PluralRules
  readonly ordinals: Intl.PluralRules
  readonly number: (value: number) => string
}

type Cases = Readonly<Record<string, CompiledMessage>> & { readonly offset?: number | undefined }

/**
 * Returns the parts of the message, with each value where its placeholder is, as `show` renders it. Plurals and selects depend on the
 * value itself, not on how it is shown. A value is never parsed as part of the message, whatever it contains.
 */
export function formatMessage<Value, Shown>(
  message: CompiledMessage,
  values: Readonly<Record<string, Value>>,
  counting: Counting,
  show: (value: Value) => Shown,
): (string | Shown)[] {
  const pieces: (string | Shown)[] = []
  const visit = (part: CompiledMessage | undefined, counted: number | null): void => {
    if (part === undefined) return
    if (typeof part === 'string') {
      pieces.push(part)
      return
    }
    for (const token of part) {
      if (typeof token === 'string') {
        pieces.push(token === '#' && counted !== null ? counting.number(counted) : token)
        continue
      }
      const [name, type, format] = token
      const value = ownValue(values, name)
      const cases = (typeof format === 'object' ? format : null) as Cases | null
      if (type === 'select')
        visit(ownValue<CompiledMessage>(cases, String(value)) ?? cases?.['other'], counted)
      else if (cases !== null && (type === 'plural' || type === 'selectordinal')) {
        const count = Number(value)
        const rest = count - (cases.offset ?? 0)
        const rules = type === 'plural' ? counting.plurals : counting.ordinals
        visit(
          ownValue<CompiledMessage>(cases, String(count)) ?? cases[rules.select(rest)] ?? cases['other'],
          rest,
        )
      } else if (value !== undefined) pieces.push(show(value))
    }
  }
  visit(message, null)
  return pieces
}
