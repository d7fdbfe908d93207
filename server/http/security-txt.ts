// The installation's contact for security reports: `/.well-known/security.txt` (RFC 9116).
import type { Hono } from 'hono'
import type { Clock } from '../clock-and-ids.ts'
import { wordLanguages } from '../words/words.ts'

export type SecurityTxtParts = {
  /** An address as in RFC 9116, section 2.5.3: `mailto:`, `https:` or `tel:`; undefined if the operator set none. */
  readonly securityContact: string | undefined
  readonly publicUrl: string | undefined
  readonly clock: Clock
}

const dayMs = 86_400_000
/** RFC 9116 recommends less than a year. */
const validDays = 180

/** Answers 404 without a contact: a file without one is not valid. */
export function addSecurityTxt(app: Hono, { securityContact, publicUrl, clock }: SecurityTxtParts): void {
  app.get('/.well-known/security.txt', (context) => {
    if (securityContact === undefined) return context.text('', 404)
    // The start of a day (UTC): the answer changes once per day and does not reveal this machine's clock.
    const expires = new Date((Math.floor(clock.now() / dayMs) + validDays) * dayMs)
    const lines = [
      `Contact: ${securityContact}`,
      `Expires: ${expires.toISOString().replace('.000', '')}`,
      `Preferred-Languages: ${wordLanguages.join(', ')}`,
      ...(publicUrl === undefined ? [] : [`Canonical: ${publicUrl}${context.req.path}`]),
      '',
    ]
    return context.text(lines.join('\n'), 200, { 'Cache-Control': 'public, max-age=3600' })
  })
}

/** The startup message if there is no contact. */
export const noSecurityContactLine =
  'SECURITY_CONTACT is not set: whoever finds a weakness is not told whom to write to (/.well-known/security.txt).'
