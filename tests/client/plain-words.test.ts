// Wording rules for the interface that no type can check: one word per concept, form of address, and grammar around values.
import { describe, expect, test } from 'vitest'
import { catalogOf, wordsOf } from '../support/words.ts'

const [arabic, english] = [catalogOf('ar'), catalogOf('en')]

const unvowelled = (text = '') => text.replaceAll(/[\u064b-\u0652]/g, '')
const arabicTexts = Object.entries(arabic).map(([key, text]) => [key, unvowelled(text)] as const)
const wordsIn = (text: string) => text.split(/[^\u0621-\u064a]+/).filter((word) => word !== '')
const found = (isWrong: (text: string, key: string) => boolean) =>
  arabicTexts.filter(([key, text]) => isWrong(text, key)).map(([key, text]) => `${key}: ${text}`)

/** Words that end in the suffix for “your” without addressing anybody. */
const endInKaf = new Set(
  'ذلك لذلك ولذلك كذلك تلك هناك ترك يترك يمسك تحرك تشارك استهلاك فيسبوك ماك سيترك ستترك'.split(' '),
)
const toOneMan =
  'اختر افتح انسخ اكتب اسأل أضف احفظ أرسل جرب الصق أعد عد ابدأ اضغط ادخل سلم امسح املأ صحح أزل شارك شاهد أبق أبقه أبقها خذ تحدث احذف ألغ اقترح أكد ارفض غير أوقف انظر ابحث دعه دعها أجله ألغه انقله قادم'.split(
    ' ',
  )
/** “غير” also means “not” and “other than”, “قادم” also “upcoming”; people check these. */
const ambiguous = new Set(['غير', 'عد', 'سلم', 'قادم', 'أكد'])

describe('Arabic', () => {
  test('addresses people in the plural, so that nobody is addressed as a man', () => {
    expect(
      found((text) =>
        wordsIn(text).some((word) => word.length > 2 && word.endsWith('ك') && !endInKaf.has(word)),
      ),
    ).toEqual([])
    const imperatives = new Set(toOneMan.filter((word) => !ambiguous.has(word)))
    expect(found((text) => wordsIn(text).some((word) => imperatives.has(word)))).toEqual([])
    expect(found((text) => wordsIn(text).includes('أنت'))).toEqual([])
  })

  test.each([
    ['a reply', 'حجز', /مشارك[اةت](?! الرابط)|الردود|ردك/],
    ['the state of a stream', 'حالة البث', /في الخط(?!وة)|الخط بطيء|خطك|بلا ربط/],
    ['a rehearsal', 'بروفة', /التجربة/],
    ['the statement', 'البيان', /النداء/],
    ['a roll-call', 'تفقد المدن', /نداء المدن|ناد المدن/],
    ['automatically', 'تلقائيا', /من تلقاء|من نفس|من أنفسنا/],
    ['the public', 'الزوار، العموم', /الغرباء|الغريب/],
    ['the main city', 'المدينة الرئيسية', /تتقدم ساعت|المدينة الأولى(?! هنا)|الرئيسة/],
    ['the slate', 'شاشة انتظار', /لوحة ثابتة/],
    ['the crew', 'الفريق', /الطاقم/],
    ['the time of a place', 'توقيت', /بساعة (?:ال|مدينة|هذا|كل)|بساعتي(?!ن)|ساعتك|على ساعات/],
    ['UTC', 'غرينتش', /التوقيت العالمي/],
    ['loading', 'جار', /(?:^|[«: ])(?:نجلب|نبحث|نحفظ|نرسل|نفتح)(?: |$)/],
  ])('has one word for %s: %s', (_, __, other) => {
    expect(found((text) => other.test(text))).toEqual([])
  })

  test('says a length of time after a colon or as a subject, because its dual changes after a preposition', () => {
    expect(found((text) => /(?:^|\s)(?:قبل|بعد|منذ|خلال|مدة|إلى|عن) \{(?:length|by)\}/.test(text))).toEqual(
      [],
    )
    expect(found((text) => /[بلك]ـ?\{(?:length|by)\}/.test(text))).toEqual([])
  })

  test('glues a preposition to the word after it, and never leaves one at the end of a line', () => {
    expect(found((text) => /[بلك]ـ(?:\s|$)/.test(text))).toEqual([])
  })

  test('speaks of the meeting of a city, whose own name may be of either gender', () => {
    expect(found((text) => /(?:فتحت|حفظت|سحبت|رفضت|انضمت|عادت) \{(?:city|was)\}/.test(text))).toEqual([])
  })
})

describe('labels beside a number', () => {
  test.each([
    'host.coming',
    'host.arrived',
    'host.asked',
    'host.free',
    'host.part-waiting',
    'host.vouched',
    'ticket.arrived-everywhere',
    'ticket.arrived-here',
  ] as const)('%s is right for one and for many', (key) => {
    expect(english[key]).not.toMatch(/^(?:is|are|will|have|wait|seats are)\b/)
    expect(unvowelled(arabic[key])).not.toMatch(/^(?:وصلوا|ينتظرون|بقيت)/)
  })
})

test('a language is named after a noun, so that its name needs no case and no preposition', () => {
  const { t } = wordsOf('ar')
  expect(t('front.not-in-yours', { yours: 'الكردية', shown: 'العربية' })).toBe(
    'هذا النص غير متوفر بعد باللغة الكردية، ويُعرض هنا باللغة العربية.',
  )
  expect(t('front.read-in')).toMatch(/:$/)
})

test('an “hour” is a time of day or sixty minutes, never the gathering', () => {
  const hours = Object.entries(english).filter(([, text]) =>
    /\bhours?\b/i.test(text.replaceAll(/\{hours/g, '')),
  )
  expect(hours.map(([key]) => key).sort()).toEqual([
    'countdown.hours',
    'host.door-early',
    'host.door-no-instant',
    'organize.moment.elsewhere-hour',
    'organize.moment.rule-hour-hint',
    'picture.others-same-hour',
    'refusal.too-early',
    'skies.earlier',
    'skies.hint-rolls',
    'skies.later',
  ])
})

test('what opens in a page of its own does not open “by itself”', () => {
  expect(Object.values(english).filter((text) => /by (?:itself|themselves)/.test(text))).toEqual([])
})
