// The types and texts of the January 20 example: written by us, after the facts of the call of January 2018.
import type { ExposurePreset } from '#shared/domain/exposure.ts'
import type { GatheringText } from '#shared/domain/gathering.ts'

/** One text in the two languages of the example. */
export type InBoth = { readonly ar: string; readonly en: string }

export type ExampleCity = {
  /** Id in the gazetteer. */
  readonly placeId: string
  /** An invented name, not of a real person. */
  readonly hostAlias: InBoth
  readonly venue: InBoth
  readonly address: InBoth
  /** Seats; null if there is no limit. */
  readonly capacity: number | null
  /** Language tags, the main one first. */
  readonly languages: readonly string[]
  readonly exposure: ExposurePreset
  readonly doorsMinutesBefore: number
}

export type ExampleGathering = {
  readonly slug: string
  /** Held on the next such date (UTC) after the installation: `month` from 1, `hourUtc` the hour of the start. */
  readonly on: { readonly month: number; readonly day: number; readonly hourUtc: number }
  readonly lengthMinutes: number
  readonly leadPlaceId: string
  readonly languages: readonly string[]
  readonly texts: { readonly ar: GatheringText; readonly en: GatheringText }
}

const statementInArabic = `
## لحظة واحدة، ومدن كثيرة

في كانون الثاني ٢٠١٨، بعد سبع سنوات دفع فيها السوريون أغلى ما يملكون في طلب الحرية والكرامة والعدل، خرجت دعوة لم يسبق لها مثيل: أن يجلسوا في العشرين من ذلك الشهر، في وقت واحد، داخل سوريا وفي المخيمات وفي كل بلد وصلوا إليه، كلٌّ في المدينة التي يعيش فيها، وأن تصل الشاشات والهواتف بين مجالسهم حتى تصير كأنها قاعة واحدة.

كانت الدعوة رفضًا لمؤتمر سوتشي الذي كان سيُعقد في آخر الشهر نفسه؛ رأى أصحابها أن مستقبل البلد لا يُكتب بعيدًا عن أهله، وأن من لم يفوّضه الناس لا يتكلم باسمهم. ولم يكن وراءها راعٍ ولا مموّل: نظّموها بأنفسهم، وأنفقوا عليها من جيوبهم.

## ما بقي من ذلك اليوم

وُضعت على الطاولة يومها أعمال لا يسقطها الزمن:

- **هيئة للمتابعة والتقييم** تنظر في عمل من يتحدثون باسم الناس، وتذكّرهم بما طلبه الناس؛
- **عدالة انتقالية** مرجعها القانون، يُسأل فيها كل فاعل عن فعله، ولا يضيع فيها حق؛
- **الإفراج عن المعتقلين** وكشف مصير المغيَّبين، فلكل غائب بيت ينتظره.

## لماذا نعود كل عام

صار العشرون من كانون الثاني موعدًا. ليس ذكرى فحسب، ولا هو منبر لحزب أو جهة؛ إنه عادة نتعلمها معًا: أن نصغي قبل أن نتكلم، وأن يُسمع صوت الخيمة كما يُسمع صوت العاصمة، وأن نخرج بشيء مكتوب نسأل أنفسنا عنه بعد سنة.

بيننا من يذكر ذلك اليوم، وبيننا من كان يومها طفلًا ولا يعرف من البلد إلا ما رُوي له. لا يكتمل اللقاء إلا بهما معًا.

## كيف تكونون معنا

حيثما كنتم، ابحثوا عن لقاء مدينتكم وأعلنوا حضوركم؛ لن يسألكم أحد عن الاسم. وإن لم يكن فيها لقاء فافتحوا بابه أنتم: تكفي غرفة وكراسيّ وشاشة. نبدأ في اللحظة نفسها، وتنتقل المنصة من مدينة إلى مدينة، ثم نقول كلمتنا الأخيرة معًا.
`.trim()

const statementInEnglish = `
## One moment, many cities

In January 2018, after seven years in which Syrians had given the dearest they had for freedom, dignity and justice, a call went out that had no forerunner: to sit down together on the twentieth of that month, all at one time, inside Syria, in the camps and in every country they had reached, each in the city where they lived; and to let screens and telephones join those rooms until they were as one hall.

The call was a refusal of the conference at Sochi, set for the end of the same month. Those who made it held that a country's future is not written far from its people, and that nobody speaks for a people who did not ask them to. There was no patron behind it and no sponsor: they organised it themselves, and paid for it from their own pockets.

## What remains of that day

The tasks laid on the table then do not lapse with time:

- **a committee to follow up and assess**, which looks at the work of those who speak in the people's name and reminds them what the people asked for;
- **transitional justice** that rests on law, in which all answer for what they did and no one's right is lost;
- **the release of the detained**, and the truth about the disappeared: for every absent person there is a home that waits.

## Why we come back each year

The twentieth of January has become an appointment. It is more than a day of memory, and it is no party's platform. It is a habit that we learn together: to listen before we speak, to hear a tent as clearly as a capital, and to leave with something in writing that we can hold ourselves to a year later.

Some of us remember that day. Others were children then, and know the country only as it was told to them. A gathering needs both.

## How to be part of it

Wherever you are, find your city's meeting and say that you are coming; nobody will ask your name. If there is none, start one: a room, some chairs and a screen are enough. We begin at the same moment everywhere, the stage goes from city to city, and the last word we say together.
`.trim()

export const january20: ExampleGathering = {
  slug: 'january-20',
  on: { month: 1, day: 20, hourUtc: 15 },
  lengthMinutes: 120,
  leadPlaceId: '170654',
  languages: ['ar', 'en'],
  texts: {
    ar: {
      title: 'ملتقى العشرين من كانون الثاني',
      slogan: 'في مدن كثيرة، وفي لحظة واحدة',
      statement: statementInArabic,
      goals: [
        'أن يجتمع السوريون داخل البلد وخارجه في لحظة واحدة، ويرى بعضهم بعضًا',
        'أن يُسمع المعتقلون والمغيَّبون في غيابهم: أسماء تُقرأ، وأهل يتكلمون، ومطالبة لا تنقطع',
        'أن يبقى طريق العدالة الانتقالية مفتوحًا، بالقانون وبلا ثأر ولا نسيان',
        'أن تُراجَع وعود السنة الماضية مدينةً مدينة: ما أُنجز منها وما لم يُنجز',
        'أن يتسلّم الجيل الأصغر إدارة الحوار، في القاعات وعلى المنصة',
      ],
      agenda: [
        { title: 'تفقّد المدن: كل مدينة تقول أين هي وكم حضر فيها', minutes: 15 },
        { title: 'دقيقة صمت، ثم قراءة البيان', minutes: 10 },
        { title: 'حديث الأهالي: المعتقلون والمغيَّبون', minutes: 25 },
        { title: 'العدالة الانتقالية: ما الذي نستطيع فعله من حيث نعيش', minutes: 25 },
        { title: 'تقرير لجنة المتابعة عن السنة الماضية', minutes: 15 },
        { title: 'القرارات: تُقرأ ويُصوَّت عليها في كل قاعة', minutes: 20 },
        { title: 'البيان الختامي وموعد السنة القادمة', minutes: 10 },
      ],
      whoWeAre:
        'نحن سوريون من مدن كثيرة، يستضيف كلٌّ منا لقاءً حيث يعيش. لا يجمعنا تنظيم ولا يمثلنا أحد سوى ما نتفق عليه في القاعات. ' +
        'هذه الصفحة مثال يوضّح كيف يبدو الملتقى: القاعات والأسماء فيها من الخيال، ووقائع عام ٢٠١٨ حقيقية.',
      funding:
        'من جيوب الحاضرين. تتدبّر كل مدينة قاعتها وشايها، وتعلّق ورقة بما جُمع وما صُرف. لا نقبل مالًا من دولة أو حزب.',
    },
    en: {
      title: 'The Twentieth of January',
      slogan: 'In many cities, at one moment',
      statement: statementInEnglish,
      goals: [
        'To bring Syrians inside the country and abroad together at one moment, in sight of one another',
        'To let the detained and the disappeared be heard in their absence: names read, families speaking, a demand that does not stop',
        'To keep the road to transitional justice open, by law, without revenge and without forgetting',
        'To go through last year’s promises city by city: what was done and what was not',
        'To hand the running of the conversation to the young, in the halls and on the stage',
      ],
      agenda: [
        { title: 'Roll-call: every city says where it is and how many have arrived', minutes: 15 },
        { title: 'A minute of silence, then the statement is read', minutes: 10 },
        { title: 'Families speak: the detained and the disappeared', minutes: 25 },
        { title: 'Transitional justice: what we can do from where we live', minutes: 25 },
        { title: 'The follow-up committee reports on the past year', minutes: 15 },
        { title: 'Resolutions, read out and voted on in every hall', minutes: 20 },
        { title: 'Closing statement, and the date of next year', minutes: 10 },
      ],
      whoWeAre:
        'Syrians of many cities, each hosting a meeting where they live. No organisation holds us together, and nothing speaks for ' +
        'us but what we agree on in the halls. This page is an example, made to show what a gathering looks like: its halls and ' +
        'names are invented; the facts of 2018 are real.',
      funding:
        'From the pockets of those who come. Each city sees to its own hall and its own tea, and pins up a sheet of what was ' +
        'collected and what was spent. We take no money from a state or a party.',
    },
  },
}
