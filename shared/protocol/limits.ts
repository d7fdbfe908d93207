// Limits of lengths and numbers, shared by client and server, so that a form field can show them before submission.

export const limits = {
  title: 140,
  slogan: 240,
  statement: 20_000,
  goals: 20,
  goal: 400,
  agenda: 40,
  agendaTitle: 240,
  whoWeAre: 2_000,
  funding: 1_000,
  languages: 12,
  alias: 60,
  venue: 160,
  address: 300,
  note: 600,
  reason: 400,
  streamAddress: 500,
  segmentTitle: 140,
  message: 500,
  /** Messages and cues per minute from one city, and from one name in the control room. */
  cityMessagesAMinute: 30,
  controlMessagesAMinute: 120,
  directors: 20,
  /** Replies that a host decides with one command, apart from bursts. */
  decidedAtOnce: 200,
  capacity: 200_000,
  /** A day: the greatest length of a gathering. */
  lengthMs: 24 * 60 * 60 * 1000,
  doorsMinutes: 12 * 60,
  meetings: 500,
  /** Pending proposals from senders whose source is unknown; counted separately from meetings. */
  proposals: 100,
  /** Proposals that an organizer declines with one command. */
  decidedProposals: 50,
  /** Per day, from one source to one gathering. */
  proposalsOfSource: 5,
  /** Replies per day from one source to one gathering that are `asked` or waiting. */
  waitingOfSource: 600,
  /** People of one city who are `asked` or waiting, from unknown sources. */
  waitingOfUnknown: 5000,
} as const

/** Bytes of a socket message; longer commands (a whole statement) use HTTP. */
export const maxSocketMessageBytes = 16 * 1024
export const maxHttpCommandBytes = 256 * 1024
