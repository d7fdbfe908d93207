// Every component in each of its states, with short and long texts.
import { useState } from 'react'
import { Button, ButtonLink } from '#client/components/button.tsx'
import { CopyButton } from '#client/components/copy-button.tsx'
import { Dialog } from '#client/components/dialog.tsx'
import { Disclosure } from '#client/components/disclosure.tsx'
import { Empty } from '#client/components/empty.tsx'
import { Checkbox, Switch } from '#client/components/form/checkbox.tsx'
import { Choice } from '#client/components/form/choice.tsx'
import { Field } from '#client/components/form/field.tsx'
import { Stepper } from '#client/components/form/stepper.tsx'
import { Icon } from '#client/components/icon.tsx'
import { LiveSign } from '#client/components/live-sign.tsx'
import { LiveRegion, Notice } from '#client/components/notice.tsx'
import { Qr } from '#client/components/qr.tsx'
import { RollingNumber } from '#client/components/rolling-number.tsx'
import { Stat } from '#client/components/stat.tsx'
import { Tabs } from '#client/components/tabs.tsx'
import { UndoBar } from '#client/components/undo-bar.tsx'
import { type BookLanguage, words } from './words.ts'

export function PiecesBook({ language }: { readonly language: BookLanguage }) {
  const ar = language === 'ar'
  const say = (arabic: string, english: string) => (ar ? arabic : english)
  const number = (value: number) => value.toLocaleString(words[language].locale)
  const [text, setText] = useState('')
  const [size, setSize] = useState(3)
  const [choice, setChoice] = useState<'open' | 'near' | 'closed' | null>('near')
  const [tab, setTab] = useState<'a' | 'b'>('a')
  const [on, setOn] = useState(true)
  const [open, setOpen] = useState(false)
  const [undo, setUndo] = useState<string | null>(
    say('حُذفت مدينة مالمو من القائمة', 'Malmö was taken off the list'),
  )
  return (
    <div style={{ display: 'grid', gap: '2.5rem', maxInlineSize: '44rem' }}>
      <h1>{say('القطع', 'The pieces')}</h1>
      <p style={{ display: 'flex', gap: 12, flexWrap: 'wrap' }}>
        <Button kind="signal">{words[language].action}</Button>
        <Button kind="signal" busy busyLabel={say('لحظة', 'One moment')}>
          {words[language].action}
        </Button>
        <Button icon={<Icon name="edit" />}>{say('عدّل', 'Edit')}</Button>
        <Button kind="danger">{say('ألغِ الملتقى', 'Cancel the gathering')}</Button>
        <Button disabled>{say('غير متاح', 'Not available')}</Button>
        <ButtonLink href="#x" kind="plain" icon={<Icon name="arrow" />}>
          {say('إلى كل المدن', 'To all cities')}
        </ButtonLink>
        <Button onClick={() => setOpen(true)}>{say('افتح النافذة', 'Open the dialog')}</Button>
      </p>
      <p style={{ display: 'flex', gap: 20, flexWrap: 'wrap' }}>
        <LiveSign state="live" label={say('متصل', 'Connected')} />
        <LiveSign state="connecting" label={say('جارٍ الاتصال', 'Connecting')} />
        <LiveSign state="stale" label={say('منقطع منذ ٥:٠٤', 'No connection since 17:04')} />
        <LiveSign state="offline" label={say('لا اتصال', 'No connection')} />
      </p>
      <dl style={{ display: 'flex', gap: 32, margin: 0 }}>
        <Stat
          figure={<RollingNumber value={13065 + size} format={number} />}
          label={say('القادمون', 'Coming')}
          tone="people"
        />
        <Stat figure={number(27)} label={say('مدينة', 'cities')} />
        <Stat figure={number(4)} label={say('على الهواء', 'on air')} tone="signal" />
      </dl>
      <Field
        label={say('اسم المضيف', 'Host’s name')}
        hint={say('اسم يُعرف به هنا، وليس عليه أن يكون حقيقيًا.', 'A name to go by here; it need not be real.')}
        name="alias"
        value={text}
        onChange={setText}
      />
      <Field
        label={say('رابط البث', 'Stream link')}
        kind="url"
        name="url"
        value="http://example"
        onChange={() => undefined}
        error={say(
          'هذا الرابط لا يبدأ بـ https. انسخه من صفحة البث كاملًا.',
          'This link does not start with https. Copy the whole of it from the stream’s page.',
        )}
      />
      <Field
        label={say('البيان', 'Statement')}
        aside={say('(اختياري)', '(optional)')}
        kind="textarea"
        name="statement"
        value=""
        onChange={() => undefined}
      />
      <Field
        label={say('الموعد', 'When')}
        kind="datetime-local"
        name="when"
        value="2027-01-20T18:00"
        onChange={() => undefined}
      />
      <Field
        label={say('اللغة', 'Language')}
        kind="select"
        name="language"
        value="ar"
        onChange={() => undefined}
        options={[
          { value: 'ar', label: 'العربية' },
          { value: 'en', label: 'English' },
        ]}
      />
      <Stepper
        label={say('كم تكونون؟', 'How many are you?')}
        value={size}
        min={1}
        max={10}
        onChange={setSize}
        format={number}
        speak={(value) => `${number(value)} ${say('أشخاص', 'people')}`}
        labels={{ fewer: say('أقل', 'Fewer'), more: say('أكثر', 'More') }}
      />
      <Choice
        label={say('من يرى العنوان؟', 'Who sees the address?')}
        name="address"
        value={choice}
        onChange={setChoice}
        options={[
          { value: 'open', label: say('الجميع', 'Everyone') },
          {
            value: 'near',
            label: say('من سيأتي', 'Those who come'),
            hint: say('يظهر لهم قبل اللقاء بيوم', 'Shown to them a day before'),
          },
          { value: 'closed', label: say('من يقبله المضيف', 'Those the host accepts') },
        ]}
      />
      <Choice
        label={say('الأرقام', 'Digits')}
        name="digits"
        shape="segments"
        value="near"
        onChange={() => undefined}
        options={[
          { value: 'near', label: '١٢٣' },
          { value: 'far', label: '123' },
        ]}
      />
      <div>
        <Checkbox
          label={say('أوافق على حفظ الرد حتى نهاية الملتقى', 'Keep my reply until the gathering ends')}
          checked={on}
          onChange={setOn}
        />
        <Switch label={say('أظهر الأعداد مباشرة', 'Show counts live')} checked={on} onChange={setOn} />
      </div>
      <div>
        <Notice kind="done">{say('حُفظت المسودة قبل دقيقة', 'The draft was saved a minute ago')}</Notice>
        <Notice
          kind="harm"
          say="off"
          action={<Button size="small">{say('إعادة المحاولة', 'Try again')}</Button>}
        >
          {say(
            'لم يصل ردك بعد. سنرسله حين تعود الشبكة.',
            'Your reply has not arrived yet. It is sent when the network is back.',
          )}
        </Notice>
      </div>
      <Disclosure summary={say('لماذا لا نسأل عن اسمك؟', 'Why do we not ask for your name?')}>
        {say('لأن القوائم تؤذي من عليها.', 'Because lists harm those on them.')}
      </Disclosure>
      <Tabs
        label={say('المدينة', 'City')}
        value={tab}
        onChange={setTab}
        tabs={[
          {
            value: 'a',
            label: say('القادمون', 'Who comes'),
            panel: <p>{say('أربعمئة واثنا عشر', 'Four hundred and twelve')}</p>,
          },
          { value: 'b', label: say('البث', 'Stream'), panel: <p>{say('لا بث بعد', 'No stream yet')}</p> },
        ]}
      />
      <Empty
        title={say('لا لقاء هنا بعد.', 'Nothing here yet.')}
        action={<Button>{say('ادعُ إلى لقاء', 'Call a meeting')}</Button>}
      >
        {say('تكفي قاعة صغيرة وشخصان.', 'A small room and two people are enough.')}
      </Empty>
      <CopyButton
        shown
        text="https://multaqa.example/m/7#k=Zm9vYmFyYmF6"
        labels={{
          copy: say('نسخ الرابط', 'Copy the link'),
          copied: say('تم النسخ', 'Copied'),
          byHand: say('الرابط محدد، فانسخوه بأنفسكم.', 'The link is selected: copy it yourself.'),
        }}
      />
      <Qr
        text="https://multaqa.example/m/7#k=Zm9vYmFyYmF6"
        title={say('رمز رابطك السري', 'Code of your secret link')}
      />
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        closesOnBack
        title={say('ردّك محفوظ', 'Your reply is kept')}
        closeLabel={say('أغلق', 'Close')}
        actions={<Button kind="signal">{say('احفظ الرابط', 'Keep the link')}</Button>}
      >
        <p>
          {say(
            'هذا الرابط هو مقعدك. من يملكه يستطيع تغييره.',
            'This link is your seat. Whoever has it can change it.',
          )}
        </p>
      </Dialog>
      <LiveRegion message="" />
      <UndoBar
        message={undo}
        undoLabel={say('تراجع', 'Undo')}
        dismissLabel={say('أغلق', 'Close')}
        left={0.6}
        onUndo={() => setUndo(null)}
        onDismiss={() => setUndo(null)}
      />
    </div>
  )
}
