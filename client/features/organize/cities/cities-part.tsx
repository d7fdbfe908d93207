// All cities of a gathering: proposals that await a decision first, then approved cities with live counts; and adding cities.
import { lazy, Suspense, useMemo, useState } from 'react'
import type { CountsView, MeetingView, Snapshot } from '#shared/protocol/views.ts'
import { Button } from '../../../components/button.tsx'
import { CountLine } from '../../../components/count-line.tsx'
import { Disclosure } from '../../../components/disclosure.tsx'
import { Empty } from '../../../components/empty.tsx'
import { Field } from '../../../components/form/field.tsx'
import type { Undo } from '../../../components/use-undo.ts'
import { useI18n } from '../../../i18n/use-i18n.tsx'
import { useNow } from '../../../sync/use-sync.ts'
import { AddCity } from './add-city.tsx'
import styles from './cities-part.module.css'
import { groupCities, matches } from './city-order.ts'
import { CityRow } from './city-row.tsx'
import { DeclineProposals } from './decline-proposals.tsx'
import { ReplyTimesPart } from './reply-times.tsx'

/** Loaded separately: reading tables needs a library that most organizers never use. */
const ImportCities = lazy(() =>
  import('../import/import-cities-part.tsx').then((module) => ({ default: module.ImportCities })),
)

/** A shorter list needs no search. */
const manyCities = 9

export function CitiesPart({ snapshot, undo }: { readonly snapshot: Snapshot; readonly undo: Undo }) {
  const { t, language } = useI18n()
  const now = useNow(60_000)
  const { gathering, meetings } = snapshot
  const [query, setQuery] = useState('')
  const [isImporting, setImporting] = useState(false)
  const [openId, setOpenId] = useState<string | null>(null)
  const counts = useMemo(
    () => new Map(snapshot.counts.map((view) => [view.meetingId, view])),
    [snapshot.counts],
  )
  const groups = useMemo(
    () =>
      groupCities(
        meetings.filter((meeting) => matches(meeting, query)),
        language,
      ),
    [meetings, query, language],
  )
  const found = groups.waiting.length + groups.open.length + groups.closed.length

  const list = (group: readonly MeetingView[]) => (
    <ul className={styles.list}>
      {group.map((meeting) => (
        <CityRow
          key={meeting.meetingId}
          gathering={gathering}
          meeting={meeting}
          meetings={meetings}
          counts={counts.get(meeting.meetingId)}
          undo={undo}
          now={now}
          isOpen={openId === meeting.meetingId}
          onToggle={() => setOpenId(openId === meeting.meetingId ? null : meeting.meetingId)}
        />
      ))}
    </ul>
  )

  return (
    <div className={styles.cities}>
      <Totals counts={snapshot.counts} meetings={meetings} />
      {groups.waiting.length > 0 ? (
        <section aria-labelledby="cities-waiting">
          <h2 id="cities-waiting" className={styles.title}>
            {t('organize.cities.waiting', { count: groups.waiting.length })}
          </h2>
          {groups.waiting.length > 1 ? (
            <DeclineProposals gatheringId={gathering.gatheringId} proposals={groups.waiting} undo={undo} />
          ) : null}
          {list(groups.waiting)}
        </section>
      ) : null}
      <ReplyTimesPart snapshot={snapshot} undo={undo} />
      {meetings.length === 0 ? (
        <Empty title={t('organize.cities.empty')}>
          <p>{t('organize.cities.empty-hint')}</p>
        </Empty>
      ) : null}
      {isImporting ? (
        <Suspense fallback={<p aria-busy="true">{t('common.opening-page')}</p>}>
          <ImportCities
            gathering={gathering}
            meetings={meetings}
            undo={undo}
            onClose={() => setImporting(false)}
          />
        </Suspense>
      ) : (
        <div>
          <AddCity gathering={gathering} meetings={meetings} isFirst={meetings.length === 0} />
          <Button kind="plain" onClick={() => setImporting(true)}>
            {t('organize.import.open')}
          </Button>
        </div>
      )}
      {meetings.length >= manyCities ? (
        <div className={styles.search}>
          <Field
            kind="search"
            name="search"
            label={t('organize.cities.search')}
            value={query}
            onChange={setQuery}
            autoComplete="off"
          />
          <p className={styles.found} role="status">
            {query.trim() === '' ? '' : t('organize.cities.found', { count: found })}
          </p>
        </div>
      ) : null}
      {groups.open.length > 0 ? (
        <section aria-labelledby="cities-open">
          <h2 id="cities-open" className={styles.title}>
            {t('organize.cities.open', { count: groups.open.length })}
          </h2>
          {list(groups.open)}
        </section>
      ) : null}
      {groups.closed.length > 0 ? (
        <Disclosure summary={t('organize.cities.closed', { count: groups.closed.length })}>
          {list(groups.closed)}
        </Disclosure>
      ) : null}
    </div>
  )
}

/** The totals of the whole gathering over its approved cities. */
export function Totals(props: {
  readonly counts: readonly CountsView[]
  readonly meetings: readonly MeetingView[]
}) {
  const { t } = useI18n()
  const open = new Set(
    props.meetings.filter(({ status }) => status === 'approved').map(({ meetingId }) => meetingId),
  )
  if (open.size === 0) return null
  const sum = (of: (view: CountsView) => number | null) =>
    props.counts.reduce((total, view) => total + (open.has(view.meetingId) ? (of(view) ?? 0) : 0), 0)
  const people = sum((view) => view.confirmed)
  const asked = sum((view) => view.asked)
  const waiting = sum((view) => view.waiting)
  const arrived = sum((view) => view.arrived)
  const walkIns = props.meetings.reduce(
    (total, { meetingId, crew }) => total + (open.has(meetingId) ? (crew?.walkIns ?? 0) : 0),
    0,
  )
  return (
    <p className={styles.totals}>
      <CountLine>
        <strong>{t('organize.cities.total', { count: people })}</strong>
        {asked > 0 ? t('organize.cities.asked-people', { count: asked }) : null}
        {waiting > 0 ? t('organize.cities.waiting-people', { count: waiting }) : null}
        {arrived > 0 ? t('organize.cities.arrived', { count: arrived }) : null}
        {walkIns > 0 ? t('organize.cities.walk-ins', { count: walkIns }) : null}
      </CountLine>
    </p>
  )
}
