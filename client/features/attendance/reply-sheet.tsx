// The sheet for a reply in two presses: the page's button opens it, its own button places the reply. No account, no name.
import { useEffect, useRef, useState } from 'react'
import { maxPartySize } from '#shared/domain/attendance.ts'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Stepper } from '../../components/form/stepper.tsx'
import { Notice } from '../../components/notice.tsx'
import { refusalText } from '../../i18n/refusal-text.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { makeCredential } from '../../sync/secrets.ts'
import { useOffline, useSync } from '../../sync/use-sync.ts'
import { CityChoice } from './city-choice.tsx'
import { type CityOption, nearestWithSeats, wouldWait } from './city-option.ts'
import { placeReply, type Refused } from './place-reply.ts'
import styles from './reply-sheet.module.css'
import { CitiesWithSeats, SeatsLeft } from './seats-offer.tsx'

export type ReplySheetProps = {
  readonly open: boolean
  readonly onClose: () => void
  readonly gatheringId: string
  /** Best guess first; only one city on a city's own page. */
  readonly cities: readonly CityOption[]
  /** Whether the order is based on the reader's place. If not, no city is preselected, unless there is only one. */
  readonly isGuessed: boolean
  /** All public cities: those with free seats are offered if the chosen one is full. */
  readonly others: readonly CityOption[]
  readonly hrefOf: (meetingId: string) => string
  /** The secret that opens a hidden meeting. */
  readonly invitation?: string | undefined
  readonly proposeHref: string
  /** The reply was placed, or stored to be sent; its secret is the only key to it. */
  readonly onPlaced: (credential: string, meetingId: string) => void
}

export function ReplySheet(props: ReplySheetProps) {
  const { t } = useI18n()
  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      title={t('reply.open')}
      closeLabel={t('common.close')}
      closesOnBack
    >
      {props.open ? <ReplyForm {...props} /> : null}
    </Dialog>
  )
}

function ReplyForm({
  gatheringId,
  cities,
  isGuessed,
  others,
  hrefOf,
  invitation,
  proposeHref,
  onPlaced,
}: ReplySheetProps) {
  const i18n = useI18n()
  const { t, number } = i18n
  const sync = useSync()
  const offline = useOffline()
  const guess = (isGuessed || cities.length === 1 ? cities[0]?.meetingId : undefined) ?? null
  // Preselect once: a reordered list or a removed city must not change the choice.
  const [chosenId, setChosenId] = useState<string | null>(guess)
  const [isChoosing, setChoosing] = useState(false)
  // The guess may arrive after the sheet opened; ignore it once the person is choosing a city.
  if (chosenId === null && guess !== null && !isChoosing) setChosenId(guess)
  const [partySize, setPartySize] = useState(1)
  const [isBusy, setBusy] = useState(false)
  const [refused, setRefused] = useState<Refused | null>(null)
  // One secret per sheet: pressing again after a refusal must not create a second reply.
  const credential = useRef<string | null>(null)
  const isThere = useRef(true)
  useEffect(() => {
    isThere.current = true
    return () => {
      isThere.current = false
    }
  }, [])
  const chosen = cities.find((city) => city.meetingId === chosenId) ?? null
  /** Null while the list is open. */
  const shown = isChoosing ? null : chosen

  async function place(meetingId: string, people = partySize): Promise<void> {
    setBusy(true)
    setRefused(null)
    credential.current ??= makeCredential('reply')
    const secret = credential.current
    const reply = { gatheringId, meetingId, partySize: people, invitation, credential: secret }
    const placed = await placeReply(sync.dispatch, reply, offline ? 0 : undefined)
    // Call it even if the sheet was closed meanwhile: it is the only way to the person's link.
    if (placed.kind !== 'refused') onPlaced(secret, meetingId)
    if (!isThere.current) return
    setBusy(false)
    if (placed.kind === 'refused') setRefused(placed.answer)
  }

  const isWaiting = shown !== null && !shown.isHostConfirming && wouldWait(shown, partySize)
  const left = isWaiting && !shown.isFull ? (shown.left ?? 0) : 0
  const speakParty = (count: number) => t('people.count', { count, shown: number(count) })
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (shown !== null && !isBusy) void place(shown.meetingId)
      }}
    >
      <CityChoice
        label={t('reply.choose-city')}
        cities={cities}
        chosen={chosen}
        isOpen={isChoosing}
        onOpen={setChoosing}
        onChoose={setChosenId}
      />
      {cities.length > 1 ? (
        <p className={styles.aside}>
          <a href={proposeHref}>{t('common.propose')}</a>
        </p>
      ) : null}
      <Stepper
        label={t('reply.party')}
        hint={t('reply.party-hint')}
        value={partySize}
        min={1}
        max={maxPartySize}
        onChange={setPartySize}
        format={number}
        speak={speakParty}
        labels={{ fewer: t('common.one-fewer'), more: t('common.one-more') }}
      />
      {shown?.isHostConfirming ? (
        <Notice>{t('reply.host-confirms', { city: shown.name })}</Notice>
      ) : shown?.isFull ? (
        <Notice kind="care">{t('reply.full', { city: shown.name })}</Notice>
      ) : null}
      {shown !== null && isWaiting ? (
        <CitiesWithSeats
          cities={nearestWithSeats(shown, others, partySize)}
          hrefOf={hrefOf}
          onChoose={cities.length > 1 ? setChosenId : null}
        />
      ) : null}
      {offline ? <Notice kind="care">{t('reply.offline')}</Notice> : null}
      {refused === null ? null : (
        <Notice kind="harm" say="assertive">
          {refusalText(i18n, refused)}
        </Notice>
      )}
      {shown !== null && left > 0 ? (
        <SeatsLeft
          city={shown.name}
          left={left}
          partySize={partySize}
          isBusy={isBusy}
          onCome={() => {
            setPartySize(left)
            void place(shown.meetingId, left)
          }}
        />
      ) : null}
      <div>
        <Button
          type="submit"
          kind={left > 0 ? 'quiet' : 'signal'}
          size="large"
          wide
          busy={isBusy}
          busyLabel={t('common.sending')}
          aria-disabled={shown === null}
        >
          {shown === null
            ? t('reply.choose-city')
            : isWaiting
              ? left > 0
                ? t('reply.wait-as', { shown: number(partySize), city: shown.name })
                : t('common.join-waiting-list-in', { city: shown.name })
              : t('reply.confirm', { count: partySize, shown: number(partySize), city: shown.name })}
        </Button>
        <p className={styles.promise}>{t('reply.promise')}</p>
      </div>
    </form>
  )
}
