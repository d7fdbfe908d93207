// Who may read what, as tables: audience × city, and the meaning of each rule. Fields, columns and outputs are in the files next to it.
import type { Audience } from '#shared/protocol/views.ts'

/** One city in each state. The visibility of counts and address and the stream status differ where `cityStates` says so. */
export const cityStates = {
  open: { counts: 'exact', address: 'public', isLinked: true },
  banded: { counts: 'band', address: 'replied', isLinked: true },
  hidden: { counts: 'hidden', address: 'vouched', isLinked: false },
  /** Only for readers with its invitation. */
  invited: { counts: 'exact', address: 'public', isLinked: true },
  proposed: { counts: 'exact', address: 'public', isLinked: true },
  declined: { counts: 'exact', address: 'public', isLinked: true },
  withdrawn: { counts: 'exact', address: 'public', isLinked: true },
  /** Withdrawn while strangers saw it, then closed to them. */
  closed: { counts: 'exact', address: 'public', isLinked: true },
  /** Merged into `open`. */
  merged: { counts: 'exact', address: 'public', isLinked: true },
  /** Only for invited readers when it was merged into `open`. */
  secretMerged: { counts: 'exact', address: 'public', isLinked: true },
} as const
export type CityState = keyof typeof cityStates
export const cities = Object.keys(cityStates) as CityState[]
/** All others have no meeting, and a reply there reveals no address. */
export const approvedCities: readonly CityState[] = ['open', 'banded', 'hidden', 'invited']

/**
 * How an audience reads a city: `-` not at all, `S` as strangers do, `D` as a director, `C` as its crew, `P` as the host of a proposal (own
 * fields), `E` as the host of a city that was declined, withdrawn or merged (its state and the reason).
 */
export type Access = '-' | 'S' | 'D' | 'C' | 'P' | 'E'
/** What else a city's host reads: the list of its replies, and the messages between the control room and the city. */
type HostRow = readonly [row: string, replies: 'replies' | '-', talk: 'talk' | '-']

type Grid = {
  readonly [Kind in Audience['kind']]: Kind extends 'guest'
    ? Readonly<Record<CityState, string>>
    : Kind extends 'host'
      ? Readonly<Record<CityState, HostRow>>
      : string
}

/** Columns in the order of `cityStates`. A new audience does not compile until it has a row. */
export const access: Grid = {
  //                open banded hidden invited proposed declined withdrawn closed merged secretMerged
  public: /*      */ 'S   S      S      -       -        -        -         -      -      -',
  preview: /*     */ 'S   S      S      -       -        -        -         -      -      -',
  director: /*    */ 'D   D      D      D       -        -        -         -      -      -',
  organizer: /*   */ 'C   C      C      C       C        C        C         C      C      C',
  guest: {
    open: /*      */ 'S   S      S      -       -        -        -         -      -      -',
    banded: /*    */ 'S   S      S      -       -        -        -         -      -      -',
    hidden: /*    */ 'S   S      S      -       -        -        -         -      -      -',
    invited: /*   */ 'S   S      S      S       -        -        -         -      -      -',
    proposed: /*  */ 'S   S      S      -       -        -        -         -      -      -',
    declined: /*  */ 'S   S      S      -       -        -        -         -      -      -',
    withdrawn: /* */ 'S   S      S      -       -        -        -         -      -      -',
    closed: /*    */ 'S   S      S      -       -        -        -         -      -      -',
    merged: /*    */ 'S   S      S      -       -        -        -         -      -      -',
    secretMerged: /**/ 'S S     S      -       -        -        -         -      -      -',
  },
  host: {
    open: /*     */ [
      'C   S      S      -       -        -        -         -      -      -',
      'replies',
      'talk',
    ],
    banded: /*   */ [
      'S   C      S      -       -        -        -         -      -      -',
      'replies',
      'talk',
    ],
    hidden: /*   */ [
      'S   S      C      -       -        -        -         -      -      -',
      'replies',
      'talk',
    ],
    invited: /*  */ [
      'S   S      S      C       -        -        -         -      -      -',
      'replies',
      'talk',
    ],
    proposed: /* */ ['S   S      S      -       P        -        -         -      -      -', '-', '-'],
    declined: /* */ ['S   S      S      -       -        E        -         -      -      -', '-', '-'],
    withdrawn: /**/ ['S   S      S      -       -        -        E         -      -      -', '-', '-'],
    closed: /*   */ ['S   S      S      -       -        -        -         E      -      -', '-', '-'],
    merged: /*   */ ['S   S      S      -       -        -        -         -      E      -', '-', '-'],
    secretMerged: ['S    S      S      -       -        -        -         -      -      E', '-', '-'],
  },
}

/**
 * Which crew members read the director's role and the rehearsal (`crew`), and which also the directors and all messages (`control room`).
 */
export const crewAccess: Readonly<Record<Audience['kind'], '-' | 'crew' | 'control room'>> = {
  public: '-',
  preview: '-',
  guest: '-',
  host: 'crew',
  director: 'control room',
  organizer: 'control room',
}

/** Which audiences read a draft. */
export const readsDraft: Readonly<Record<Audience['kind'], boolean>> = {
  public: false,
  preview: true,
  guest: false,
  host: false,
  director: true,
  organizer: true,
}

/**
 * `all`: readers of the city (or everybody, for the gathering). `note`: the same, except hosts whose city ended. `address`, `capacity`,
 * `exact`, `streams`: its crew; others by the city's address level, counts and stream status; directors read counts and streams everywhere,
 * and the host of a proposal all but the counts of people. `crew`: the city's own crew. `state`: the same, and its host in every state.
 * `own replies`: the host's list. `talk`: readers of the messages. `linked city`: readers of the city it names. `band`: strangers where
 * counts are approximate. `preview`, `organizer`, `director`: only that audience.
 */
export type Rule =
  | 'all'
  | 'note'
  | 'state'
  | 'address'
  | 'capacity'
  | 'exact'
  | 'band'
  | 'streams'
  | 'crew'
  | 'link-up crew'
  | 'control room'
  | 'own replies'
  | 'talk'
  | 'linked city'
  | 'preview'
  | 'organizer'
  | 'director'
  | 'nobody'
/** Whether a reply's holder reads the city's address, by state of the reply and address level of the city. */
export const ticketAddress = {
  //                    public replied vouched
  confirmed: /*      */ ['yes', 'yes', '-'],
  'confirmed, known': ['yes', 'yes', 'yes'],
  waiting: /*        */ ['yes', '-', '-'],
  'waiting, known': /**/ ['yes', '-', '-'],
  asked: /*          */ ['yes', '-', '-'],
  'asked, known': /* */ ['yes', '-', '-'],
  declined: /*       */ ['yes', '-', '-'],
  cancelled: /*      */ ['yes', '-', '-'],
} as const
export const addressLevels = ['public', 'replied', 'vouched'] as const
