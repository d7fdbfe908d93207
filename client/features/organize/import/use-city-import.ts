// The state of an import of cities: text, table, corrections, adding, and undo.
import { useMemo, useRef, useState } from 'react'
import { type Exposure, exposurePresets } from '#shared/domain/exposure.ts'
import { type Place, placeName } from '#shared/domain/place.ts'
import type { GatheringView, MeetingView } from '#shared/protocol/views.ts'
import { useI18n } from '../../../i18n/use-i18n.tsx'
import { keepFreshLink, putAwayFreshLink } from '../../../sync/fresh-links.ts'
import { placeById, searchPlaces } from '../../../sync/places.ts'
import { makeCredential, makeId } from '../../../sync/secrets.ts'
import { useSync } from '../../../sync/use-sync.ts'
import { useFindings } from '../cities/find-places.ts'
import type { CityColumn } from './city-columns.ts'
import { type CityTable, readCityTable, tableOfPlaces } from './city-table.ts'
import { type CityOrder, type CityOutcome, importCities, withdrawCities } from './import-cities.ts'
import {
  type PlaceQuery,
  placeQueryOf,
  type ReviewedRow,
  reviewCities,
  type WrittenRow,
  writtenRow,
} from './review-cities.ts'
import { decodeBytes, type Encoding, judgeEncoding } from './text-encoding.ts'
import type { NamedPlace } from './understood.ts'

export type ImportStep = 'paste' | 'review' | 'running' | 'done'

type PlanInput = CityOrder['payload']['plan']

/** A file that another encoding would read differently. */
type BroughtFile = { readonly bytes: Uint8Array; readonly encoding: Encoding }

/** The organizer's corrections, by line. */
type Corrections = {
  readonly cells: ReadonlyMap<number, Readonly<Partial<Record<CityColumn, string>>>>
  readonly chosen: ReadonlyMap<number, Place | null>
  readonly ticked: ReadonlyMap<number, boolean>
}

const uncorrected: Corrections = { cells: new Map(), chosen: new Map(), ticked: new Map() }

export type CityImport = ReturnType<typeof useCityImport>

/** `brought`: cities already named in a file; they are shown at once. */
export function useCityImport(
  gathering: GatheringView,
  meetings: readonly MeetingView[],
  brought: readonly NamedPlace[],
) {
  const { language } = useI18n()
  const sync = useSync()
  const { gatheringId } = gathering
  const [step, setStep] = useState<ImportStep>(brought.length > 0 ? 'review' : 'paste')
  const [text, setText] = useState('')
  const [file, setFile] = useState<BroughtFile | null>(null)
  const [table, setTable] = useState<CityTable | null>(brought.length > 0 ? tableOfPlaces(brought) : null)
  const [columns, setColumns] = useState<readonly (CityColumn | null)[]>(table?.columns ?? [])
  const [corrections, setCorrections] = useState(uncorrected)
  const [exposure, setExposure] = useState<Exposure>(exposurePresets.approximate)
  const [outcomes, setOutcomes] = useState<ReadonlyMap<number, CityOutcome>>(new Map())
  const [running, setRunning] = useState<readonly ReviewedRow[]>([])
  /** By line, so that a row that is sent again adds the same meeting. */
  const orders = useRef(new Map<number, CityOrder>())
  const isStopped = useRef(false)

  const written = useMemo(
    () =>
      (table?.rows ?? [])
        .map((row) => writtenRow(row, columns))
        .map((row) => corrected(row, corrections.cells.get(row.line))),
    [table, columns, corrections.cells],
  )
  const queries = useMemo(() => written.map(placeQueryOf).filter((query) => query !== null), [written])
  const { findings, retry } = useFindings(queries, (query, signal) => findPlace(query, language, signal))
  const meeting = useMemo(() => {
    const own = new Set([...orders.current.values()].map(({ payload }) => payload.meetingId))
    const there = meetings.filter(({ status }) => status === 'approved' || status === 'proposed')
    return new Set(there.filter(({ meetingId }) => !own.has(meetingId)).map(({ place }) => place.placeId))
  }, [meetings])
  const { startsAt, clockRule, leadPlace, languages } = gathering
  const moment = useMemo(() => ({ startsAt, clockRule, leadPlace }), [startsAt, clockRule, leadPlace])
  const rows = useMemo(
    () =>
      reviewCities(
        written.filter(({ line }) => outcomes.get(line) !== 'added'),
        { ...corrections, findings, meeting, exposure, moment, languages },
      ),
    [written, outcomes, corrections, findings, meeting, exposure, moment, languages],
  )

  function read(from = text): void {
    const found = readCityTable(from)
    setText(from)
    setTable(found)
    setColumns(found.columns)
    setCorrections(uncorrected)
    setOutcomes(new Map())
    orders.current.clear()
    if (found.rows.length > 0) setStep('review')
  }

  function readPasted(): void {
    setFile(null)
    read()
  }

  /** Returns whether the bytes are text. `encoding`: the organizer's choice. */
  function readBytes(bytes: Uint8Array, encoding = judgeEncoding(bytes)): boolean {
    if (encoding === null) return false
    const isOnlyAscii = bytes.every((byte) => byte > 0 && byte < 0x80)
    setFile(isOnlyAscii ? null : { bytes, encoding })
    read(decodeBytes(bytes, encoding))
    return true
  }

  function correct(part: Partial<Corrections>): void {
    setCorrections((before) => ({ ...before, ...part }))
  }

  function orderOf({ line, place, plan }: ReviewedRow): CityOrder | null {
    if (place === null) return null
    const made = orders.current.get(line)?.payload ?? {
      meetingId: makeId(),
      hostSecret: makeCredential('host'),
    }
    const { meetingId, hostSecret } = made
    const order = {
      line,
      payload: { meetingId, hostSecret, placeId: place.placeId, plan: plan as PlanInput },
    }
    orders.current.set(line, order)
    return order
  }

  /** Resolves with the orders that were added. */
  async function run(): Promise<readonly CityOrder[]> {
    const going = rows.filter(({ goesIn }) => goesIn)
    const ordered = going.map(orderOf).filter((order) => order !== null)
    const added: CityOrder[] = []
    isStopped.current = false
    setRunning(going)
    setOutcomes((before) => new Map([...before].filter(([, outcome]) => outcome === 'added')))
    setStep('running')
    const hear = (order: CityOrder, outcome: CityOutcome) => {
      if (outcome === 'added') added.push(order)
      setOutcomes((before) => new Map(before).set(order.line, outcome))
    }
    await importCities(ordered, sync.dispatch, gatheringId, hear, () => isStopped.current)
    const placeOf = new Map(going.map(({ line, place }) => [line, place]))
    for (const { line, payload } of added) {
      const name = placeName(placeOf.get(line)?.names ?? {}, language)
      keepFreshLink({ gatheringId, opens: 'host', name, secret: payload.hostSecret })
    }
    setStep('done')
    return added
  }

  function takeBack(added: readonly CityOrder[]): void {
    withdrawCities(added, sync.dispatch, gatheringId)
    // Adding them again must create new meetings, because the withdrawn ones stay withdrawn.
    for (const { line, payload } of added) {
      orders.current.delete(line)
      putAwayFreshLink(payload.hostSecret)
    }
    setOutcomes((before) => {
      const lines = new Set(added.map(({ line }) => line))
      return new Map([...before].filter(([line]) => !lines.has(line)))
    })
    setStep('review')
  }

  return {
    step,
    setStep,
    text,
    setText,
    table,
    columns,
    rows,
    running,
    outcomes,
    exposure,
    setExposure,
    file,
    readPasted,
    readBytes,
    retry,
    run,
    takeBack,
    stop: () => {
      isStopped.current = true
    },
    setColumn: (index: number, column: CityColumn | null) =>
      setColumns((before) =>
        before.map((other, at) => (at === index ? column : other === column ? null : other)),
      ),
    setCell: (line: number, column: CityColumn, value: string) =>
      correct({
        cells: new Map(corrections.cells).set(line, { ...corrections.cells.get(line), [column]: value }),
        // Another name may mean another place.
        ...(column === 'city' || column === 'country'
          ? { chosen: new Map([...corrections.chosen].filter(([other]) => other !== line)) }
          : {}),
      }),
    choose: (line: number, place: Place | null) =>
      correct({ chosen: new Map(corrections.chosen).set(line, place) }),
    tick: (line: number, isTicked: boolean) =>
      correct({ ticked: new Map(corrections.ticked).set(line, isTicked) }),
  }
}

/** A name that the organizer corrected overrides the id that came with the row. */
function corrected({ placeId, ...row }: WrittenRow, cells: WrittenRow['cells'] = {}): WrittenRow {
  const isOther = cells.city !== undefined || cells.country !== undefined
  const id = placeId === undefined || isOther ? {} : { placeId }
  return { ...row, ...id, cells: { ...row.cells, ...cells } }
}

/** By its id if the gazetteer knows it, otherwise by its name. */
async function findPlace(
  { city, country, placeId }: PlaceQuery,
  language: string,
  signal: AbortSignal,
): Promise<readonly Place[]> {
  const place = placeId === undefined ? null : await placeById(placeId)
  return place === null ? searchPlaces(city, language, signal, { country: country ?? undefined }) : [place]
}
