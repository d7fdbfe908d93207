// How long and how many: the same bounds on both sides, so that a field says so before the server has to.

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
  /** Messages and cues that one city may send within a minute, and one name in the control room. */
  cityMessagesAMinute: 30,
  controlMessagesAMinute: 120,
  directors: 20,
  /** Replies that a host decides with one command, beside bursts. */
  decidedAtOnce: 200,
  capacity: 200_000,
  /** A day: the longest shared hour. */
  lengthMs: 24 * 60 * 60 * 1000,
  doorsMinutes: 12 * 60,
  meetings: 500,
  /** Waiting for an organizer at one time, from senders whose source is not known; counted apart from the meetings. */
  proposals: 100,
  /** Proposals that an organizer declines with one command. */
  decidedProposals: 50,
  /** A day, from one source to one gathering. */
  proposalsOfSource: 5,
  /** Replies a day from one source to one gathering that are asked or wait for a seat. */
  waitingOfSource: 600,
  /** People of one city who are asked or wait, where the sources are not known. */
  waitingOfUnknown: 5000,
} as const

/** Bytes of a message on a socket; longer commands (a whole statement) go through the HTTP door. */
export const maxSocketMessageBytes = 16 * 1024
export const maxHttpCommandBytes = 256 * 1024
