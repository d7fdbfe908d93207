// Fields for the exposure of a meeting: one of three presets or a custom combination, and a switch that hides the meeting.
import { type Exposure, type ExposurePreset, exposurePresets, presetOf } from '#shared/domain/exposure.ts'
import { Disclosure } from '../../components/disclosure.tsx'
import { Switch } from '../../components/form/checkbox.tsx'
import { Choice } from '../../components/form/choice.tsx'
import { Field } from '../../components/form/field.tsx'
import { useI18n } from '../../i18n/use-i18n.tsx'
import styles from './plan.module.css'
import type { PlanFieldsProps } from './plan-draft.ts'

type Props = Pick<PlanFieldsProps, 'draft' | 'set' | 'errorOf' | 'by'>

export function ExposureFields(props: Props) {
  const { draft, set, errorOf, by } = props
  const { t } = useI18n()
  const { exposure } = draft
  const { existence } = exposure
  const preset = presetOf({ ...exposure, existence: 'public' }) ?? 'own'
  const own = { value: 'own', label: t('plan.exposure-own'), hint: t('plan.exposure-own-hint') } as const
  return (
    <div className={styles.group}>
      <Choice<ExposurePreset | 'own'>
        label={t('plan.exposure')}
        hint={t('plan.exposure-hint')}
        name="exposure"
        value={preset}
        error={errorOf('exposure')}
        options={[
          {
            value: 'approximate',
            label: t('plan.exposure-approximate'),
            hint: t('plan.exposure-approximate-hint'),
          },
          {
            value: 'vetted',
            label: t('plan.exposure-vetted'),
            hint: by === 'organizer' ? t('organize.exposure.vetted-hint') : t('plan.exposure-vetted-hint'),
          },
          { value: 'open', label: t('plan.exposure-open'), hint: t('plan.exposure-open-hint') },
          ...(preset === 'own' ? [own] : []),
        ]}
        // A hidden meeting stays hidden.
        onChange={(name) =>
          name === 'own' ? undefined : set('exposure', { ...exposurePresets[name], existence })
        }
      />
      {by === 'host' ? (
        <Switch
          label={t('plan.invited')}
          hint={t('plan.invited-hint')}
          checked={existence === 'invited'}
          onChange={(isInvited) =>
            set('exposure', { ...exposure, existence: isInvited ? 'invited' : 'public' })
          }
        />
      ) : null}
      {by === 'organizer' ? <EachPart {...props} /> : null}
    </div>
  )
}

function EachPart({ draft, set }: Props) {
  const { t } = useI18n()
  const { exposure } = draft
  const put = (part: Partial<Exposure>) => set('exposure', { ...exposure, ...part })
  return (
    <Disclosure summary={t('organize.exposure.more')} open={presetOf(exposure) === null}>
      <div className={styles.parts}>
        <Field
          kind="select"
          name="existence"
          label={t('organize.exposure.existence')}
          value={exposure.existence}
          onChange={(value) => put({ existence: value as Exposure['existence'] })}
          options={[
            { value: 'public', label: t('organize.exposure.everyone') },
            { value: 'invited', label: t('organize.exposure.existence-invited') },
          ]}
        />
        <Field
          kind="select"
          name="counts"
          label={t('organize.exposure.counts')}
          value={exposure.counts}
          onChange={(value) => put({ counts: value as Exposure['counts'] })}
          options={[
            { value: 'exact', label: t('organize.exposure.counts-exact') },
            { value: 'band', label: t('organize.exposure.counts-band') },
            { value: 'hidden', label: t('organize.exposure.counts-hidden') },
          ]}
        />
        <Field
          kind="select"
          name="address-exposure"
          label={t('organize.exposure.address')}
          value={exposure.address}
          onChange={(value) => put({ address: value as Exposure['address'] })}
          options={[
            { value: 'public', label: t('organize.exposure.everyone') },
            { value: 'replied', label: t('organize.exposure.address-replied') },
            { value: 'vouched', label: t('organize.exposure.address-vouched') },
          ]}
        />
      </div>
    </Disclosure>
  )
}
