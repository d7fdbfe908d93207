// The reader's display settings: language, region, digits, second calendar, theme.
import { useStore } from 'zustand'
import { clock, deviceClock } from '#shared/domain/time.ts'
import { Button } from '../components/button.tsx'
import { Dialog } from '../components/dialog.tsx'
import { Checkbox } from '../components/form/checkbox.tsx'
import { Choice } from '../components/form/choice.tsx'
import { Field } from '../components/form/field.tsx'
import { countryName } from '../i18n/country-name.ts'
import { languageName, languages } from '../i18n/languages.ts'
import { guessRegion, regions } from '../i18n/region.ts'
import { useI18n } from '../i18n/use-i18n.tsx'
import { changeSettings, settingsStore } from './settings.ts'
import styles from './settings-dialog.module.css'

export function SettingsDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const { t, language: shown } = useI18n()
  const language = useStore(settingsStore, (state) => state.language) ?? shown
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t('settings.title')}
      closeLabel={t('common.close')}
      closesOnBack
      actions={<Button onClick={onClose}>{t('common.done')}</Button>}
    >
      <div className={styles.settings}>
        <Choice
          label={t('common.language')}
          name="language"
          shape="segments"
          value={language}
          options={languages.map((tag) => ({
            value: tag,
            label: (
              <span lang={tag} className="other-script">
                {languageName(tag)}
              </span>
            ),
          }))}
          onChange={(tag) => changeSettings({ language: tag })}
        />
        <Region />
        <Dates />
        <Light />
      </div>
    </Dialog>
  )
}

function Region() {
  const { t, language } = useI18n()
  const chosen = useStore(settingsStore, (state) => state.region)
  const guessed = guessRegion(language, navigator.languages)
  return (
    <Field
      kind="select"
      name="region"
      label={t('settings.region')}
      hint={t('settings.region-hint')}
      value={chosen ?? ''}
      options={[
        { value: '', label: t('settings.region-guess', { country: countryName(guessed, language) }) },
        ...regions.map((region) => ({ value: region, label: countryName(region, language) })),
      ]}
      onChange={(region) => changeSettings({ region: region === '' ? null : region })}
    />
  )
}

/** Previews the choice with today's date. The controls follow the choice itself, which is available before its messages load. */
function Dates() {
  const { t, language, digits: usualDigits, formatLocale, week } = useI18n()
  const chosen = useStore(settingsStore)
  const digits = chosen.digits ?? usualDigits
  const timeZone = deviceClock
  const now = Date.now()
  // 1 January 2024 was a Monday.
  const firstDay = Date.UTC(2024, 0, week.firstDay, 12)
  return (
    <>
      {language === 'ar' ? (
        <Choice
          label={t('settings.digits')}
          name="digits"
          shape="segments"
          value={digits}
          options={[
            { value: 'arab', label: t('settings.digits-arab') },
            { value: 'latn', label: t('settings.digits-latn') },
          ]}
          onChange={(value) => changeSettings({ digits: value })}
        />
      ) : null}
      <Checkbox
        name="hijri"
        label={t('settings.hijri')}
        hint={t('settings.hijri-hint')}
        checked={chosen.hijri}
        onChange={(checked) => changeSettings({ hijri: checked })}
      />
      <p className={styles.today} aria-live="polite">
        {t('settings.today', { date: clock(now, timeZone, formatLocale, 'long-date') })}{' '}
        {t('settings.week', { day: clock(firstDay, 'UTC', formatLocale, 'weekday') })}
      </p>
    </>
  )
}

function Light() {
  const { t } = useI18n()
  const theme = useStore(settingsStore, (state) => state.theme)
  return (
    <Choice
      label={t('settings.light')}
      name="light"
      shape="segments"
      value={theme ?? 'device'}
      options={[
        { value: 'device', label: t('settings.light-device') },
        { value: 'paper', label: t('settings.light-day') },
        { value: 'night', label: t('settings.light-night') },
      ]}
      onChange={(value) => changeSettings({ theme: value === 'device' ? null : value })}
    />
  )
}
