// A meeting's calendar file, made once for as long as the gathering stays as it is.
import type { Hono } from 'hono'
import type { Clock } from '../environment.ts'
import type { Readings } from '../reading/readings.ts'
import { calendarFile } from './calendar-file.ts'
import { askedLanguage } from './page-shell.ts'

export function addCalendarFiles(
  app: Hono,
  parts: { readonly readings: Readings; readonly clock: Clock; readonly publicUrl: string | undefined },
): void {
  const { readings, clock, publicUrl } = parts

  app.get('/g/:slug/:file{[A-Za-z0-9_-]+\\.ics}', async (context) => {
    const { slug, file } = context.req.param()
    const gatheringId = await readings.findId(slug)
    if (gatheringId === null) return context.notFound()
    const meetingId = file.slice(0, -'.ics'.length)
    const language = askedLanguage(context.req.query('lang'), context.req.header('accept-language'))
    const origin = publicUrl ?? new URL(context.req.url).origin
    const made = await readings.remember(gatheringId, `calendar ${meetingId} ${language} ${origin}`, () =>
      make(gatheringId, meetingId, { language, origin }),
    )
    if (made === null) return context.notFound()
    return new Response(made.text, { headers: made.headers })
  })

  async function make(
    gatheringId: string,
    meetingId: string,
    { language, origin }: { readonly language: string; readonly origin: string },
  ): Promise<{ readonly text: string; readonly headers: Readonly<Record<string, string>> } | null> {
    const snapshot = await readings.snapshot(gatheringId, { kind: 'public' })
    const meeting = snapshot?.meetings.find((view) => view.meetingId === meetingId)
    if (snapshot === null || meeting === undefined) return null
    const { gathering, version } = snapshot
    const url = `${origin}/g/${gathering.slug}/${meetingId}`
    const text = calendarFile(gathering, meeting, { url, language, version, now: clock.now() })
    if (text === null) return null
    const headers = {
      'Content-Type': 'text/calendar; charset=utf-8',
      'Content-Disposition': `attachment; filename="multaqa-${gathering.slug}.ics"`,
    }
    return { text, headers }
  }
}
