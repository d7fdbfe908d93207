// One segment opened for editing in place; shows changes by others without overwriting what is being typed.
import { useMemo } from 'react'
import { placeName } from '#shared/domain/place.ts'
import { overruns, segmentKinds } from '#shared/domain/programme.ts'
import type { Answer } from '#shared/protocol/answers.ts'
import { limits } from '#shared/protocol/limits.ts'
import type { MeetingView, SegmentView } from '#shared/protocol/views.ts'
import { Button } from '../../components/button.tsx'
import { Field } from '../../components/form/field.tsx'
import { Icon } from '../../components/icon.tsx'
import { Notice } from '../../components/notice.tsx'
import { languageName } from '../../i18n/languages.ts'
import { overrunKeys, segmentKindKeys } from '../../i18n/link-up-keys.ts'
import { refusalText } from '../../i18n/refusal-text.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { type Editing, useEditing } from '../../sync/use-editing.ts'
import styles from './programme.module.css'
import {
  type SegmentForm as Form,
  sameInSegment,
  segmentErrors,
  segmentFields,
  segmentOf,
} from './segment-fields.ts'

export type SegmentFormProps = {
  readonly segment: SegmentView
  /** The gathering's id, part of the storage key for unsaved changes. */
  readonly gatheringId: string
  readonly meetings: readonly MeetingView[]
  readonly languages: readonly string[]
  /** The segment's index among all, which decides where it can be moved. */
  readonly index: number
  readonly count: number
  readonly onSend: (segment: ReturnType<typeof segmentOf>) => Promise<Answer>
  readonly onMove: (to: number) => void
  readonly onDuplicate: () => void
  readonly onRemove: () => void
  readonly onClose: () => void
}

const labels = {
  city: 'common.city',
  kind: 'programme-desk.field.kind',
  title: 'desk.title',
  language: 'common.language',
  length: 'common.length',
  pinned: 'programme-desk.field.pinned',
  overrun: 'programme-desk.field.overrun',
} as const satisfies Record<keyof Form, string>

export function SegmentForm(props: SegmentFormProps) {
  const { segment, index, count } = props
  const i18n = useI18n()
  const { t } = i18n
  const confirmed = useMemo(() => segmentFields(segment), [segment])
  const editing = useEditing({
    scope: `segment.${props.gatheringId}.${segment.segmentId}`,
    confirmed,
    same: sameInSegment,
    errorsOf: segmentErrors,
    autosave: false,
    send: (changed) => props.onSend(segmentOf(segment, changed)),
  })
  const isOpen = editing.open.length > 0
  const isBlocked = editing.errors.length > 0 || editing.conflicts.length > 0

  async function save(): Promise<void> {
    if (isBlocked) return
    const answer = await editing.save()
    if (answer === null || answer.ok) props.onClose()
  }

  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.nativeEvent.isComposing) return
        editing.discard()
        props.onClose()
      }}
    >
      {editing.refused === null ? null : (
        <Notice kind="harm" say="assertive">
          {refusalText(i18n, editing.refused)}
        </Notice>
      )}
      <SegmentFields {...props} editing={editing} />
      <div className={styles.formFoot}>
        <div className={styles.formMain}>
          <Button
            type="submit"
            kind="quiet"
            busy={editing.saving}
            busyLabel={t('desk.saving')}
            aria-disabled={isBlocked}
          >
            {t(isOpen ? 'programme-desk.save' : 'common.done')}
          </Button>
          {isOpen ? (
            <Button
              kind="plain"
              onClick={() => {
                editing.discard()
                props.onClose()
              }}
            >
              {t('desk.discard-changes')}
            </Button>
          ) : null}
        </div>
        <div className={styles.formTools}>
          <Button
            kind="plain"
            size="small"
            aria-disabled={index === 0}
            onClick={() => index > 0 && props.onMove(index - 1)}
          >
            {t('desk.move-up')}
          </Button>
          <Button
            kind="plain"
            size="small"
            aria-disabled={index === count - 1}
            onClick={() => index < count - 1 && props.onMove(index + 1)}
          >
            {t('programme-desk.move-down')}
          </Button>
          <Button kind="plain" size="small" icon={<Icon name="copy" />} onClick={props.onDuplicate}>
            {t('programme-desk.duplicate')}
          </Button>
          <Button kind="plain" size="small" icon={<Icon name="close" />} onClick={props.onRemove}>
            {t('desk.remove')}
          </Button>
        </div>
      </div>
    </form>
  )
}

function SegmentFields(props: SegmentFormProps & { readonly editing: Editing }) {
  const { editing, meetings } = props
  const i18n = useI18n()
  const { t, language } = i18n
  const form = editing.fields as Form
  const wrong = (field: keyof Form) => editing.errors.some((error) => error.field === field)
  const own = props.segment.meetingId
  const cities = meetings
    .filter(({ status, meetingId }) => status === 'approved' || meetingId === own)
    .map(({ meetingId, place }) => ({ value: meetingId, label: placeName(place.names, language) }))
    .sort((a, b) => a.label.localeCompare(b.label, language))
  const spoken = [
    ...new Set([...props.languages, ...meetings.flatMap((meeting) => meeting.languages), form.language]),
  ]
  const set = (field: keyof Form) => (value: string) => editing.set(field, value)
  const theirs = (field: keyof Form) => <Theirs {...props} field={field} />
  return (
    <div className={styles.fields}>
      <div className={styles.wideField}>
        <Field
          name="title"
          label={t(labels.title)}
          value={form.title}
          onChange={set('title')}
          maxLength={limits.segmentTitle}
          placeholder={t(segmentKindKeys[form.kind])}
          lang={form.language === language ? undefined : form.language}
          autoFocus
        />
        {theirs('title')}
      </div>
      <div>
        <Field
          kind="select"
          name="kind"
          label={t(labels.kind)}
          value={form.kind}
          onChange={set('kind')}
          options={segmentKinds.map((kind) => ({ value: kind, label: t(segmentKindKeys[kind]) }))}
        />
        {theirs('kind')}
      </div>
      <div>
        <Field
          kind="select"
          name="city"
          label={t(labels.city)}
          value={form.city}
          onChange={set('city')}
          options={[{ value: '', label: t('programme.organizers') }, ...cities]}
        />
        {theirs('city')}
      </div>
      <div>
        <Field
          name="length"
          label={t(labels.length)}
          value={form.length}
          onChange={set('length')}
          dir="ltr"
          error={wrong('length') ? t('programme-desk.field.length-wrong') : undefined}
          hint={t('programme-desk.field.length-hint')}
        />
        {theirs('length')}
      </div>
      <div>
        <Field
          name="pinned"
          label={t(labels.pinned)}
          value={form.pinned}
          onChange={set('pinned')}
          dir="ltr"
          error={wrong('pinned') ? t('programme-desk.field.length-wrong') : undefined}
          hint={t('programme-desk.field.pinned-hint')}
        />
        {theirs('pinned')}
      </div>
      <div>
        <Field
          kind="select"
          name="language"
          label={t(labels.language)}
          value={form.language}
          onChange={set('language')}
          options={spoken.map((tag) => ({ value: tag, label: languageName(tag, language) }))}
        />
        {theirs('language')}
      </div>
      <div>
        <Field
          kind="select"
          name="overrun"
          label={t(labels.overrun)}
          value={form.overrun}
          onChange={set('overrun')}
          options={overruns.map((value) => ({ value, label: t(overrunKeys[value]) }))}
        />
        {theirs('overrun')}
      </div>
    </div>
  )
}

/** A conflict: both changed this field. Shows the other's value and the choice. */
function Theirs({
  editing,
  field,
  segment,
  meetings,
}: Pick<SegmentFormProps, 'segment' | 'meetings'> & {
  readonly editing: Editing
  readonly field: keyof Form
}) {
  const { t, language } = useI18n()
  if (!editing.conflicts.includes(field)) return null
  return (
    <Notice kind="care" say="assertive">
      {t('programme-desk.theirs', { value: shownValue() })}{' '}
      <Button kind="plain" size="small" onClick={() => editing.keepMine(field)}>
        {t('organize.conflict.keep-mine')}
      </Button>{' '}
      <Button kind="plain" size="small" onClick={() => editing.takeTheirs(field)}>
        {t('organize.conflict.take-theirs')}
      </Button>
    </Notice>
  )

  function shownValue(): string {
    const value = segmentFields(segment)
    if (field === 'kind') return t(segmentKindKeys[value.kind])
    if (field === 'overrun') return t(overrunKeys[value.overrun])
    if (field === 'language') return languageName(value.language, language)
    if (field === 'city') {
      const meeting = meetings.find(({ meetingId }) => meetingId === value.city)
      return meeting === undefined ? t('programme.organizers') : placeName(meeting.place.names, language)
    }
    return value[field] === '' ? t('organize.conflict.nothing') : value[field]
  }
}
