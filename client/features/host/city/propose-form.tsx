// The form with which anyone proposes a meeting in their city; its values survive a refusal and a reload.
import { type FormEvent, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { meetingStart } from '#shared/domain/moment.ts'
import { type Place, placeName } from '#shared/domain/place.ts'
import type { GatheringView, MeetingView } from '#shared/protocol/views.ts'
import { Button, ButtonLink } from '../../../components/button.tsx'
import { SuggestField } from '../../../components/form/suggest-field.tsx'
import { Icon } from '../../../components/icon.tsx'
import { Notice } from '../../../components/notice.tsx'
import { MixedScripts } from '../../../components/written.tsx'
import { countryName } from '../../../i18n/country-name.ts'
import { fieldErrorText, refusalText } from '../../../i18n/refusal-text.ts'
import { useI18n } from '../../../i18n/use-i18n.tsx'
import { placeById, searchPlaces } from '../../../sync/places.ts'
import { makeCredential, makeId } from '../../../sync/secrets.ts'
import { usePlaceOfClock, useReaderZone } from '../../../sync/use-place-of-clock.ts'
import { useOffline, useSync } from '../../../sync/use-sync.ts'
import { newPlan, type PlanDraft, type PlanField, readPlan } from '../../plan/plan-draft.ts'
import { PlanFields } from '../../plan/plan-fields.tsx'
import styles from '../host.module.css'
import { hostFaultOf } from '../host-fault-of.ts'
import { CityClock } from '../stream/city-clock.tsx'
import { type Refused, sendProposal } from './send-proposal.ts'
import { useKept } from './use-kept.ts'

export type ProposeFormProps = {
  readonly gathering: GatheringView
  /** All public meetings. */
  readonly meetings: readonly MeetingView[]
  /** The place named in the link to this page. */
  readonly askedPlaceId: string | null
  readonly hrefOf: (meetingId: string) => string
  /** The secret is the proposer's only key; the page moves on to where it is shown. */
  readonly onSent: (credential: string) => void
}

type Kept = { readonly place: Place | null; readonly plan: PlanDraft }

export function ProposeForm(props: ProposeFormProps) {
  const { gathering, meetings } = props
  const i18n = useI18n()
  const { t, language, number } = i18n
  const sync = useSync()
  const offline = useOffline()
  const nearPlaceId = usePlaceOfClock(useReaderZone())?.placeId
  const form = useRef<HTMLFormElement>(null)
  const spoken = gathering.languages.includes(language) ? [language] : gathering.languages.slice(0, 1)
  const { state, set, forget } = useKept<Kept>(`multaqa.proposal.${gathering.slug}`, {
    place: null,
    plan: newPlan(spoken),
  })
  const { place, plan } = state
  /** Errors are shown from the first attempt on, and disappear as they are fixed. */
  const [hasTried, setTried] = useState(false)
  const [refused, setRefused] = useState<Refused | null>(null)
  const [isBusy, setBusy] = useState(false)
  useAskedPlace(props.askedPlaceId, place, (asked) => set({ place: asked }))

  const faultOf = hostFaultOf(plan)
  const isPlaceMissing = hasTried && place === null
  const here = place && meetings.find((meeting) => meeting.place.placeId === place.placeId)
  const nameOf = (of: Place) => placeName(of.names, language)

  function change(patch: Partial<Kept>): void {
    setRefused(null)
    set(patch)
  }

  function errorOf(field: PlanField): string | null {
    const fault = hasTried ? faultOf.field(field) : null
    if (fault !== null) return t(`field-error.${fault}`)
    return refused === null ? null : fieldErrorText(i18n, refused, `plan.${field}`)
  }

  async function propose(event: FormEvent): Promise<void> {
    event.preventDefault()
    if (isBusy) return
    setTried(true)
    setRefused(null)
    if (place === null || faultOf.hasAny) return focusFault()
    setBusy(true)
    const credential = makeCredential('host')
    const proposal = { meetingId: makeId(), placeId: place.placeId, plan: readPlan(plan) }
    const sent = await sendProposal(sync.dispatch, gathering.gatheringId, proposal, credential)
    setBusy(false)
    if (sent.kind === 'refused') {
      setRefused(sent.answer)
      return focusFault()
    }
    if (sent.kind === 'answered') forget()
    props.onSent(credential)
  }

  /** Runs after the next render, when the fields are marked as invalid. */
  function focusFault(): void {
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus())
  }

  const startsAt = place === null ? null : meetingStart(gathering, place.timeZone)
  const placeError = isPlaceMissing
    ? t('refusal.city-unknown')
    : refused && fieldErrorText(i18n, refused, 'placeId')
  return (
    <form ref={form} className={styles.form} noValidate onSubmit={(event) => void propose(event)}>
      <SuggestField
        label={t('common.your-city')}
        hint={<MixedScripts text={t('propose.city-hint')} />}
        name="place"
        search={(query, signal) =>
          searchPlaces(query, language, signal, { gathering: gathering.slug, near: nearPlaceId })
        }
        keyOf={(item) => item.placeId}
        labelOf={nameOf}
        render={(item) => (
          <>
            <bdi>{nameOf(item)}</bdi>{' '}
            <span className={styles.soft}>{countryName(item.countryCode, language)}</span>
          </>
        )}
        chosen={place}
        onChoose={(chosen) => change({ place: chosen })}
        onClear={() => change({ place: null })}
        onDrop={() => change({ place: null })}
        error={placeError}
        required
        words={{
          loading: t('common.searching'),
          nothing: t('common.no-such-city'),
          offline: t('common.search-offline'),
          count: (count) => t('desk.cities-count', { count, shown: number(count) }),
          clear: t('propose.city-clear'),
          unchosen: t('refusal.city-unknown'),
        }}
      />
      {place === null ? null : (
        <div aria-live="polite">
          <CityClock place={place} moment={gathering} />
        </div>
      )}
      {here ? (
        <Notice
          action={
            <ButtonLink kind="signal" href={props.hrefOf(here.meetingId)}>
              {t('propose.join')}
            </ButtonLink>
          }
        >
          {t('propose.meets-already', { city: nameOf(here.place) })}
        </Notice>
      ) : (
        <>
          <PlanFields
            draft={plan}
            set={(field, value) => change({ plan: { ...plan, [field]: value } })}
            errorOf={errorOf}
            clock={place === null || startsAt === null ? null : { startsAt, timeZone: place.timeZone }}
            languages={gathering.languages}
            by="proposer"
          />
          {refused === null ? null : (
            <Notice kind="harm" say="assertive">
              {refusalText(i18n, refused)}
            </Notice>
          )}
          {(hasTried && faultOf.hasAny) || isPlaceMissing ? (
            <Notice kind="care">{t('propose.faults')}</Notice>
          ) : null}
          <p className={styles.soft}>
            <Icon name="lock" /> {t('propose.key-ahead')}
          </p>
          <div className={styles.actions}>
            <Button kind="signal" size="large" type="submit" busy={isBusy} busyLabel={t('common.sending')}>
              {t('propose.send')}
            </Button>
            {offline ? <p className={styles.soft}>{t('propose.offline')}</p> : null}
          </div>
        </>
      )}
    </form>
  )
}

/** Fills in the asked place once, and never replaces a chosen city. */
function useAskedPlace(
  askedPlaceId: string | null,
  place: Place | null,
  found: (place: Place) => void,
): void {
  const latest = useRef({ place, found })
  useLayoutEffect(() => {
    latest.current = { place, found }
  })
  useEffect(() => {
    if (askedPlaceId === null) return
    let isWanted = true
    void placeById(askedPlaceId).then((asked) => {
      if (isWanted && asked !== null && latest.current.place?.placeId !== askedPlaceId)
        latest.current.found(asked)
    })
    return () => {
      isWanted = false
    }
  }, [askedPlaceId])
}
