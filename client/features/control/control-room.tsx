// The control room on one screen: the city on stage, the next one, waiting cities, all tiles, and the director's actions.
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { MeetingView, RollCallView, Snapshot } from '#shared/protocol/views.ts'
import { Button } from '../../components/button.tsx'
import { Part } from '../../components/error-boundary.tsx'
import { Notice } from '../../components/notice.tsx'
import { OfferBar } from '../../components/undo-bar.tsx'
import { useUndo } from '../../components/use-undo.ts'
import { refusalText } from '../../i18n/refusal-text.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { actsOf, perform } from './acts.ts'
import { CityTiles } from './city-tiles.tsx'
import styles from './control.module.css'
import { DeskHead } from './desk-head.tsx'
import { DeskSide } from './desk-side.tsx'
import { KeyList } from './key-list.tsx'
import type { DeskKey } from './keys.ts'
import monitors from './monitors.module.css'
import { NextMonitor } from './next-monitor.tsx'
import { NowMonitor } from './now-monitor.tsx'
import { RehearsalBand, StartRehearsal } from './rehearsal.tsx'
import { RollCall } from './roll-call.tsx'
import { SeatNotices } from './seat-bar.tsx'
import { StageActs } from './stage-acts.tsx'
import { type Desk, useDesk } from './use-desk.ts'
import { useDeskKeys } from './use-desk-keys.ts'
import { Waiting } from './waiting.tsx'

/** How long the reason is shown after a press that had no effect. */
const hinderedShownMs = 5000

export type ControlRoomProps = {
  readonly snapshot: Snapshot
  /** The secret of an appointed director; organizers act with their session. */
  readonly credential?: string | undefined
  /** This person's display name in the crew; empty for an organizer. */
  readonly alias: string
  /** The gathering itself is live. */
  readonly isLive: boolean
  /** Plays a city's stream; rendered only after a click asked for it. */
  readonly preview: (meeting: MeetingView) => ReactNode
  /** The map that highlights cities as they answer the roll-call. */
  readonly world: (roll: RollCallView, onPick: (meetingId: string) => void) => ReactNode
  /** The installation's origin (`https://…`); empty on the server. */
  readonly origin: string
}

export function ControlRoom(props: ControlRoomProps) {
  const { snapshot, credential, alias, isLive, preview, origin } = props
  const i18n = useI18n()
  const { t } = i18n
  const undo = useUndo()
  const desk = useDesk(snapshot, credential, alias, undo)
  const acts = actsOf(desk, undo, i18n)
  const root = useRef<HTMLDivElement>(null)
  const [to, setTo] = useState<string | null>(null)
  const [rollAway, putRollAway] = useState<string | null>(null)
  const [keysShown, showKeys] = useState(false)
  const [keysOn, turnKeys] = useState(true)
  const [hindered, sayHindered] = useState<string | null>(null)
  useEffect(() => {
    if (hindered === null) return
    const timer = setTimeout(() => sayHindered(null), hinderedShownMs)
    return () => clearTimeout(timer)
  }, [hindered])
  const { run, directing, timeZone } = desk
  const roll = run.rollCall !== null && run.rollCall.rollId !== rollAway ? run.rollCall : null
  const programmeHref = credential === undefined ? `/g/${snapshot.gathering.slug}/organize/programme` : null

  function focus(selector: string): void {
    root.current?.querySelector<HTMLElement>(selector)?.focus()
  }
  useDeskKeys(keysOn, (key: DeskKey | number) => {
    if (typeof key === 'number') focus(`[data-tile="${key}"]`)
    else if (key === 'keys') showKeys(true)
    else if (key === 'say') focus('[name=crew-message]')
    else perform(acts[key], sayHindered)
  })

  return (
    <div className={styles.desk} ref={root} data-rehearsal={run.isRehearsal || undefined}>
      {run.isRehearsal ? (
        <RehearsalBand mayAct={desk.mayAct} isLive={isLive} onEnd={() => void directing.endRehearsal()} />
      ) : null}
      <Part>
        <DeskHead desk={desk} onKeys={() => showKeys(true)} />
      </Part>
      <Part>
        <DeskNotices desk={desk} hindered={hindered} />
      </Part>
      <div className={styles.board}>
        <div className={styles.main}>
          <div className={monitors.row}>
            <Part>
              <NowMonitor
                run={run}
                meeting={desk.holder}
                segment={desk.segment}
                now={desk.now}
                timeZone={timeZone}
              />
            </Part>
            <Part>
              <NextMonitor
                expected={
                  desk.expected.find(({ segment }) => segment.segmentId === desk.next?.segmentId) ?? null
                }
                meeting={desk.nextMeeting}
                onLeave={run.stage.nextMeetingId === null ? null : () => void directing.putNext(null)}
                mayAct={desk.mayAct}
                hasProgramme={snapshot.programme.length > 0}
                programmeHref={snapshot.programme.length === 0 ? programmeHref : null}
                now={desk.now}
                timeZone={timeZone}
              />
            </Part>
            <Part>
              <Waiting desk={desk} />
            </Part>
          </div>
          <Part>
            <StageActs desk={desk} acts={acts} onHindered={sayHindered} />
          </Part>
          {roll === null ? null : (
            <Part>
              <RollCall
                roll={roll}
                cities={desk.cities}
                mayAct={desk.mayAct}
                onEnd={() => void directing.endRoll()}
                onAway={() => putRollAway(roll.rollId)}
                world={props.world(roll, (meetingId) => setTo(meetingId))}
              />
            </Part>
          )}
          <section aria-labelledby="desk-cities">
            <div className={styles.sectionHead}>
              <h2 id="desk-cities" className={styles.heading}>
                {t('common.cities')}
              </h2>
              {roll !== null && roll.endedAt === null ? null : (
                <Button
                  size="small"
                  aria-disabled={!desk.mayAct}
                  onClick={() => desk.mayAct && void directing.callRoll()}
                >
                  {t('control.roll-call')}
                </Button>
              )}
              {run.isRehearsal ? null : (
                <StartRehearsal
                  mayAct={desk.mayAct}
                  isLive={isLive}
                  onStart={() => void directing.startRehearsal()}
                />
              )}
            </div>
            {desk.cities.length === 0 ? <p className={styles.soft}>{t('control.cities-none')}</p> : null}
            <Part>
              <CityTiles desk={desk} roll={roll} to={to} onTo={setTo} preview={preview} />
            </Part>
          </section>
        </div>
        <Part>
          <DeskSide
            desk={desk}
            credential={credential}
            to={to}
            onTo={setTo}
            programmeHref={programmeHref}
            directorLink={
              credential === undefined && origin !== ''
                ? `${origin}/g/${snapshot.gathering.slug}/control#`
                : null
            }
          />
        </Part>
      </div>
      <KeyList open={keysShown} onClose={() => showKeys(false)} isOn={keysOn} onTurn={turnKeys} />
      <OfferBar undo={undo} undoLabel={t('common.undo')} dismissLabel={t('common.close')} />
    </div>
  )
}

/** Urgent notices: the role is requested or lost, the connection is down, an action was refused, the stage shows nothing. */
function DeskNotices({ desk, hindered }: { readonly desk: Desk; readonly hindered: string | null }) {
  const i18n = useI18n()
  const { t } = i18n
  const { directing, holder } = desk
  const isDark = holder?.link.status === 'off' || holder?.link.status === 'trouble'
  return (
    <div className={styles.notices}>
      <SeatNotices seat={desk.seat} directing={directing} />
      {desk.hasLine ? null : <Notice kind="care">{t('control.no-line')}</Notice>}
      {hindered === null ? null : (
        <Notice kind="care" say="assertive">
          {hindered}
        </Notice>
      )}
      {directing.refused === null ? null : (
        <Notice kind="harm" say="assertive">
          {refusalText(i18n, directing.refused)}
        </Notice>
      )}
      {holder !== null && isDark ? (
        <Notice kind="harm">{t('control.holder-trouble', { city: desk.cityName(holder.meetingId) })}</Notice>
      ) : null}
    </div>
  )
}
