// The look-book's texts in both languages: stubs for the real messages, with the lengths that matter.

export type BookLanguage = 'ar' | 'en'

const statementAr = `نلتقي حيث نعيش: في القاعات والساحات والمخيمات والبيوت، في ساعة واحدة، لنقول معًا ما نريده لبلدنا. لا يحتاج أحد إلى دعوة؛ من أراد أن يشارك ففي مدينته مكان له، وإن لم يكن فليبدأه.
لماذا الآن
مضت سنوات طويلة من التضحيات في سبيل الحرية والكرامة والعدالة، وتُعقد اليوم مؤتمرات تتحدث باسمنا من دون أن نكون فيها. لا نقبل أن يُرسم مستقبلنا في غيابنا، ولا أن يُختصر حقنا في إصلاحات على ورق لا يلتزم بها من كتبها.
ولأن السوريين موزعون اليوم على مدن كثيرة وتوقيتات مختلفة، فقد اخترنا لحظة واحدة يعرفها الجميع: السادسة مساءً في دمشق. في تلك اللحظة يُقرأ البيان في كل قاعة، وتُنقل الكلمات من مدينة إلى مدينة مباشرة.
ما الذي نطلبه
نطلب انتقالًا سياسيًا حقيقيًا كما نصت عليه القرارات الدولية، وإطلاق المعتقلين والكشف عن مصير المغيبين، ورفع الحصار عن المدن، ومحاسبة عادلة على الجرائم كلها أيًا كان مرتكبها.
> لا يمثلنا من يتحدث عنا؛ يمثلنا من يقف معنا.
اللقاء بمبادرة أصحابه ومالهم. تُعرض القرارات على الجميع في الوقت نفسه، ثم تُعلن حصيلتها كما جاءت، مدينةً مدينة. ومن أراد أن يكتب إلينا فعبر [العنوان المعلن](mailto:salam@example.org).`

const statementEn = `We meet where we live: in halls, squares, camps and homes, at one hour, to say together what we want for our country. Nobody needs an invitation. Whoever wants to take part has a place in their city; where there is none yet, they can start one.

## Why now

Years of sacrifice for freedom, dignity and justice lie behind us, and conferences are held today that speak in our name without us in the room. We do not accept that our future is drawn in our absence, or that our rights are shortened to reforms on paper which their authors do not keep.

Because Syrians live today in many cities and under many clocks, we chose one moment that everyone knows: six in the evening in Damascus. At that moment the statement is read in every hall, and what is said is carried from city to city as it happens.

## What we ask

A real political transition as international resolutions describe it; the release of those detained and the truth about those missing; an end to the sieges; and fair accountability for every crime, whoever committed it.

> Who speaks about us does not speak for us. Who stands with us does.

It is our own initiative, paid for by ourselves. The resolutions are put to everyone at the same time, and the result is published as it came, city by city.`

export const words = {
  ar: {
    locale: 'ar-SY-u-nu-arab',
    title: 'ملتقى العشرين من كانون الثاني',
    slogan: 'في كل مدينة، في اللحظة نفسها',
    leadTime: 'السادسة مساءً في دمشق',
    mine: 'بتوقيتكم في غازي عنتاب: السادسة مساءً',
    people: (people: string, cities: string) => `${people} شخصًا في ${cities} مدينة`,
    action: 'سأحضر',
    other: 'لا لقاء في مدينتكم؟ ابدؤوا واحدًا',
    worldLabel: 'خريطة العالم تحت سماواتها لحظةَ الملتقى، وعليها سبع وعشرون مدينة.',
    statementText: statementAr,
    goalList: [
      'إعلان موقف السوريين في الداخل والمخيمات والمهجر',
      'حماية استقلال القرار السوري',
      'تشكيل هيئة متابعة تقيّم وتُحاسِب',
      'دعم المسار القانوني للعدالة الانتقالية',
    ],
    agendaList: [
      { title: 'افتتاح وقراءة البيان في كل المدن', when: 'الدقيقة ٠ – ١٥' },
      { title: 'كلمات من غازي عنتاب وبرلين وإدلب ومونتريال', when: 'الدقيقة ١٥ – ٤٥' },
      { title: 'نقاش في كل قاعة', when: 'الدقيقة ٤٥ – ٧٥' },
      { title: 'عرض القرارات وعدّ الأصوات', when: 'الدقيقة ٧٥ – ١٠٥' },
      { title: 'إعلان البيان الختامي', when: 'الدقيقة ١٠٥ – ١٢٠' },
    ],
    whoText: 'مجموعة من الناشطين والتنسيقيات في سبع وعشرين مدينة، لا يجمعهم حزب ولا جهة ممولة.',
    fundingText: 'كل مدينة تدفع قاعتها. لا نقبل مالًا من حكومة ولا من حزب.',
    wordmark: 'ملتقى',
    nav: ['التقويم', 'عن الملتقى'],
    otherLanguage: 'English',
    theme: 'الوضع الليلي',
    live: 'متصل',
    units: { days: 'يومًا', hours: 'ساعة', minutes: 'دقيقة', seconds: 'ثانية' },
    toGo: 'بقي',
    onAirFor: 'يجري الآن، ومضى',
    over: 'انتهى الملتقى',
    outcome: 'اجتمع ١١٬٨٤٠ شخصًا في ٢٦ مدينة. أُقرّت القرارات الثلاثة.',
    readOutcome: 'قراءة البيان الختامي',
    stageIn: 'المنصة الآن في غازي عنتاب',
    earlier: 'قبل ١٢ ساعة',
    later: 'بعد ١٢ ساعة',
    nearer: 'تقريب',
    farther: 'تبعيد',
    reset: 'العالم كله',
    city: 'المدينة',
    time: 'التوقيت المحلي',
    peopleHead: 'الحضور',
    closed: '–',
    mineMark: 'مدينتكم',
  },
  en: {
    locale: 'en-GB',
    title: 'The January 20 gathering',
    slogan: 'In every city, at the same moment',
    leadTime: 'Six in the evening in Damascus',
    mine: 'Your time in Berlin: 16:00',
    people: (people: string, cities: string) => `${people} people in ${cities} cities`,
    action: 'I’ll be there',
    other: 'No meeting in your city? Start one',
    worldLabel: 'A map of the world under its skies at the shared moment, with twenty-seven cities.',
    statementText: statementEn,
    goalList: [
      'Say where Syrians stand, inside the country, in camps and abroad',
      'Keep the decision about Syria with Syrians',
      'Form a committee that follows up and holds to account',
      'Support the legal road to transitional justice',
    ],
    agendaList: [
      { title: 'Opening; the statement is read in every city', when: 'Minute 0 – 15' },
      { title: 'Words from Gaziantep, Berlin, Idlib and Montréal', when: 'Minute 15 – 45' },
      { title: 'Discussion in each hall', when: 'Minute 45 – 75' },
      { title: 'Resolutions are put and counted', when: 'Minute 75 – 105' },
      { title: 'The outcome is read', when: 'Minute 105 – 120' },
    ],
    whoText: 'Activists and local committees in twenty-seven cities, joined by no party and no sponsor.',
    fundingText: 'Each city pays for its own hall. We take no money from governments or parties.',
    wordmark: 'Multaqa',
    nav: ['Calendar', 'About'],
    otherLanguage: 'العربية',
    theme: 'Night',
    live: 'Live',
    units: { days: 'days', hours: 'hours', minutes: 'minutes', seconds: 'seconds' },
    toGo: 'Still to go',
    onAirFor: 'On air for',
    over: 'It is over',
    outcome: '11,840 people met in 26 cities. All three resolutions passed.',
    readOutcome: 'Read the outcome',
    stageIn: 'The stage is in Gaziantep',
    earlier: '12 hours before',
    later: '12 hours after',
    nearer: 'Zoom in',
    farther: 'Zoom out',
    reset: 'The whole world',
    city: 'City',
    time: 'Time there',
    peopleHead: 'People',
    closed: '–',
    mineMark: 'your city',
  },
} as const
