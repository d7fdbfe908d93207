// Who reads what, as tables: audience × city, and what each rule means. Fields, columns and ways out stand in the files beside it.
import type { Audience } from '#shared/protocol/views.ts'

/** One city in each state. Numbers of people, address and link differ where `cityStates` says so. */
export const cityStates = {
  open: { counts: 'exact', address: 'public', isLinked: true },
  banded: { counts: 'band', address: 'replied', isLinked: true },
  hidden: { counts: 'hidden', address: 'vouched', isLinked: false },
  /** Only for those with its invitation. */
  invited: { counts: 'exact', address: 'public', isLinked: true },
  proposed: { counts: 'exact', address: 'public', isLinked: true },
  declined: { counts: 'exact', address: 'public', isLinked: true },
  withdrawn: { counts: 'exact', address: 'public', isLinked: true },
  /** Withdrawn while strangers saw it, and closed to them afterwards. */
  closed: { counts: 'exact', address: 'public', isLinked: true },
  /** Joined to `open`. */
  merged: { counts: 'exact', address: 'public', isLinked: true },
  /** Only for the invited when it was joined to `open`. */
  secretMerged: { counts: 'exact', address: 'public', isLinked: true },
} as const
export type CityState = keyof typeof cityStates
export const cities = Object.keys(cityStates) as CityState[]
/** The others are off: nobody meets there, and a reply opens no address. */
export const approvedCities: readonly CityState[] = ['open', 'banded', 'hidden', 'invited']

/**
 * How an audience reads a city: not at all, as strangers do, as a director does, as its crew does, as the host of a proposal does (their own
 * fields), as a host does whose city was declined, withdrawn or merged (that it is so, and why).
 */
export type Access = '-' | 'S' | 'D' | 'C' | 'P' | 'E'
/** What else the host of a city reads: the list of its replies, and what the control room and the city say to each other. */
type HostRow = readonly [row: string, replies: 'replies' | '-', talk: 'talk' | '-']

type Grid = {
  readonly [Kind in Audience['kind']]: Kind extends 'guest'
    ? Readonly<Record<CityState, string>>
    : Kind extends 'host'
      ? Readonly<Record<CityState, HostRow>>
      : string
}

/** Columns in the order of `cityStates`. A new audience does not compile until it has its row. */
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

/** Who of the crew reads the seat and the rehearsal (`crew`), and of directors and all that is said (`control room`). */
export const crewAccess: Readonly<Record<Audience['kind'], '-' | 'crew' | 'control room'>> = {
  public: '-',
  preview: '-',
  guest: '-',
  host: 'crew',
  director: 'control room',
  organizer: 'control room',
}

/** Who reads a draft at all. */
export const readsDraft: Readonly<Record<Audience['kind'], boolean>> = {
  public: false,
  preview: true,
  guest: false,
  host: false,
  director: true,
  organizer: true,
}

/**
 * `all`: whoever sees the city (or, of the gathering, everybody). `note`: the same, but for hosts whose city ended. `address`, `capacity`,
 * `exact`, `streams`: its crew; others as address level, numbers and link of the city say; directors read numbers and streams everywhere, and
 * the host of a proposal all but the numbers of people. `crew`: of the city alone. `state`: the same, and its host in every state. `own replies`: the host's list.
 * `talk`: who hears it. `linked city`: whoever sees the city that it names. `band`: strangers where numbers are approximate. `preview`, `organizer`,
 * `director`: that audience alone.
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
/** Which reply reads the address of its city, by the city's address level. */
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
