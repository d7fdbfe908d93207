// What a page is drawn from on the server, and what of it travels with the page so that the browser can draw the very same.
import type { ExposurePreset } from '../domain/exposure.ts'
import type { Place } from '../domain/place.ts'
import type { StageRun } from '../domain/stage-run.ts'
import type { RefusalReason } from './answers.ts'
import type { PanicAnswer } from './erasure.ts'
import type { HeldView } from './held.ts'
import type { GatheringSummary, Snapshot, TicketView } from './views.ts'

/** A reply's plain form, as it was asked for or as it came back refused. */
export type ReplyForm = {
  /** 192 random bits, made once a form: posted twice it still makes one reply. */
  readonly formId: string
  /** The city that stands chosen; null for none. */
  readonly meetingId: string | null
  readonly partySize: number
  readonly refused: RefusalReason | null
}

/** A proposal's plain form: first a city is looked for, then the rest is filled in; what was typed stands there again when it was refused. */
export type ProposalForm = {
  /** 192 random bits, made once a form: posted twice it still makes one proposal. */
  readonly formId: string
  /** What was looked for, and the places of that name; the one that is meant. */
  readonly query: string
  readonly places: readonly Place[]
  readonly placeId: string | null
  readonly hostAlias: string
  readonly venue: string
  readonly address: string
  readonly note: string
  readonly exposure: ExposurePreset
  readonly refused: { readonly reason: RefusalReason; readonly field?: string | undefined } | null
  /** Once it is sent: the secret by which its host runs the city. */
  readonly sent: string | null
}

/** A reply as its secret opened it, and what was refused last. */
export type OpenTicket = {
  readonly credential: string
  readonly ticket: TicketView
  readonly held: HeldView | null
  readonly formId: string
  readonly refused: RefusalReason | null
}

/** The form that erases everything at once, and what it was answered last. */
export type PanicForm = {
  /** Made once a form: posted twice it is answered with the first proof. */
  readonly panicId: string
  readonly answer: PanicAnswer | null
}

/** The form by which somebody says that they will watch from home, and what it was answered. */
export type WatchForm = {
  readonly state: 'asked' | 'heard' | 'taken-back'
  /** Takes the answer back; null where there is none to take back. */
  readonly receipt: string | null
  readonly refused: RefusalReason | null
}

export type PageRequest = {
  /** Of the address, without its query. */
  readonly path: string
  /** Of the interface. */
  readonly language: string
  /** Epoch ms by which the page tells what is to come, live or past. */
  readonly now: number
  /** `https://…` of this installation. */
  readonly origin: string
  /** The public one; null where the page is of no gathering. */
  readonly snapshot: Snapshot | null
  /** Null where the page lists none. */
  readonly summaries: readonly GatheringSummary[] | null
  readonly form: ReplyForm | null
  readonly proposal: ProposalForm | null
  /** How the hour ran, as strangers may know it; null where the page does not tell it. */
  readonly runs: readonly StageRun[] | null
  readonly ticket: OpenTicket | null
  /** Null where the page erases nothing. */
  readonly panic: PanicForm | null
  /** Null where the page does not ask who watches from home. */
  readonly watch: WatchForm | null
  /** Whose PeerTube, Jitsi or BigBlueButton may stand in a frame. */
  readonly frameHosts: readonly string[]
}

/** What the browser is told beside the snapshot. A ticket is not among it: its page is for readers without script. */
export type DrawnPage = Pick<
  PageRequest,
  'path' | 'language' | 'now' | 'summaries' | 'form' | 'proposal' | 'runs' | 'panic' | 'watch'
>

/** `html` is what stands in the root element; `isThere`: no mere word that nothing stands at that path. */
export type DrawnHtml = {
  readonly html: string
  readonly direction: 'rtl' | 'ltr'
  readonly isThere: boolean
}

/** What the build of the pages offers; loaded by its path, because the server knows no client. */
export type PagesBuild = {
  /** Of the interface; Arabic first. */
  readonly languages: readonly string[]
  /** Null where no page that reads without script stands at that path. */
  readonly drawPage: (request: PageRequest) => Promise<DrawnHtml | null>
  /** The world as an SVG file: `centre` in degrees of longitude, `at` in epoch ms. */
  readonly drawWorld: (centre: number, at: number) => string
}
