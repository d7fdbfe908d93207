// The input of server-side rendering, and the part of it that is sent with the page for hydration.
import type { ExposurePreset } from '../domain/exposure.ts'
import type { Place } from '../domain/place.ts'
import type { StageRun } from '../domain/stage-run.ts'
import type { RefusalReason } from './answers.ts'
import type { PanicAnswer } from './erasure.ts'
import type { HeldView } from './held.ts'
import type { GatheringSummary, Snapshot, TicketView } from './views.ts'

/** The no-script form of a reply, new or refused. */
export type ReplyForm = {
  /** 192 random bits, one per form: submitting it twice still makes one reply. */
  readonly formId: string
  /** The selected city; null for none. */
  readonly meetingId: string | null
  readonly partySize: number
  readonly refused: RefusalReason | null
}

/** The no-script form of a proposal: first a city search, then the other fields. Keeps what was typed if the proposal is refused. */
export type ProposalForm = {
  /** 192 random bits, one per form: submitting it twice still makes one proposal. */
  readonly formId: string
  /** The search text, the matching places, and the selected one. */
  readonly query: string
  readonly places: readonly Place[]
  readonly placeId: string | null
  readonly hostAlias: string
  readonly venue: string
  readonly address: string
  readonly note: string
  readonly exposure: ExposurePreset
  readonly refused: { readonly reason: RefusalReason; readonly field?: string | undefined } | null
  /** After submission: the host secret for the city. */
  readonly sent: string | null
}

/** A reply opened by its secret, with its last refusal. */
export type OpenTicket = {
  readonly credential: string
  readonly ticket: TicketView
  readonly held: HeldView | null
  readonly formId: string
  readonly refused: RefusalReason | null
}

/** The form that erases everything at once, and its last answer. */
export type PanicForm = {
  /** One per form: submitting it twice returns the first proof. */
  readonly panicId: string
  readonly answer: PanicAnswer | null
}

/** The form for watching from home, and its answer. */
export type WatchForm = {
  readonly state: 'asked' | 'heard' | 'taken-back'
  /** The receipt that undoes the answer; null if there is nothing to undo. */
  readonly receipt: string | null
  readonly refused: RefusalReason | null
}

export type PageRequest = {
  /** The URL's path, without the query. */
  readonly path: string
  /** The interface language. */
  readonly language: string
  /** The current time (epoch ms), which decides what is to come, live or past. */
  readonly now: number
  /** `https://…` of this installation. */
  readonly origin: string
  /** The public snapshot; null if the page shows no gathering. */
  readonly snapshot: Snapshot | null
  /** Null if the page lists none. */
  readonly summaries: readonly GatheringSummary[] | null
  readonly form: ReplyForm | null
  readonly proposal: ProposalForm | null
  /** How the gathering ran, as far as strangers may know; null if the page does not show it. */
  readonly runs: readonly StageRun[] | null
  readonly ticket: OpenTicket | null
  /** Null if the page has no erasure form. */
  readonly panic: PanicForm | null
  /** Null if the page has no form for watching from home. */
  readonly watch: WatchForm | null
  /** Hosts whose PeerTube, Jitsi or BigBlueButton may be framed. */
  readonly frameHosts: readonly string[]
}

/** The data sent to the browser beside the snapshot. Excludes the ticket, because its page is for readers without script. */
export type DrawnPage = Pick<
  PageRequest,
  'path' | 'language' | 'now' | 'summaries' | 'form' | 'proposal' | 'runs' | 'panic' | 'watch'
>

/** `html` is the content of the root element; `isThere`: false for a not-found page. */
export type DrawnHtml = {
  readonly html: string
  readonly direction: 'rtl' | 'ltr'
  readonly isThere: boolean
}

/** The exports of the client build; loaded by path, because the server does not import client code. */
export type PagesBuild = {
  /** Interface languages; Arabic first. */
  readonly languages: readonly string[]
  /** Null if there is no server-rendered page at that path. */
  readonly drawPage: (request: PageRequest) => Promise<DrawnHtml | null>
  /** The world as an SVG file: `centre` in degrees of longitude, `at` in epoch ms. */
  readonly drawWorld: (centre: number, at: number) => string
}
