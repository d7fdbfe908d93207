// The 27 cities of the January 20 example. Hosts, halls and addresses are invented.
import type { ExampleCity } from './january-20.ts'

// biome-ignore format: a table, one city a paragraph
export const january20Cities: readonly ExampleCity[] = [
  // Inside the country
  {
    placeId: '169389', capacity: 180, languages: ['ar'], exposure: 'approximate', doorsMinutesBefore: 45,
    hostAlias: { ar: 'زيتونة إدلب', en: 'Olive of Idlib' },
    venue: { ar: 'قاعة المركز الثقافي', en: 'Cultural centre hall' },
    address: { ar: 'حي الزيتون، خلف المكتبة العامة', en: 'Olive quarter, behind the public library' },
  },
  {
    placeId: '172082', capacity: 140, languages: ['ar'], exposure: 'approximate', doorsMinutesBefore: 45,
    hostAlias: { ar: 'جار الساحة', en: 'Neighbour of the Square' },
    venue: { ar: 'صالة المعهد الأهلي', en: 'Community institute hall' },
    address: { ar: 'شارع المدارس، الطابق الأول', en: 'Schools Street, first floor' },
  },
  {
    placeId: '170063', capacity: 40, languages: ['ar'], exposure: 'vetted', doorsMinutesBefore: 30,
    hostAlias: { ar: 'حجر القلعة', en: 'Stone of the Citadel' },
    venue: { ar: 'غرفة القراءة في نادي الحي', en: 'Neighbourhood club reading room' },
    address: { ar: 'يُبلَّغ به من يثق به المضيف', en: 'Told to those the host knows' },
  },
  {
    placeId: '170654', capacity: 25, languages: ['ar'], exposure: 'vetted', doorsMinutesBefore: 30,
    hostAlias: { ar: 'ياسمين الشام', en: 'Jasmine of Damascus' },
    venue: { ar: 'بيت عربي بفناء', en: 'A courtyard house' },
    address: { ar: 'يُبلَّغ به من يثق به المضيف', en: 'Told to those the host knows' },
  },
  {
    placeId: '170905', capacity: 60, languages: ['ar'], exposure: 'vetted', doorsMinutesBefore: 30,
    hostAlias: { ar: 'قمح حوران', en: 'Wheat of Hauran' },
    venue: { ar: 'مضافة العائلة', en: 'A family guest hall' },
    address: { ar: 'يُبلَّغ به من يثق به المضيف', en: 'Told to those the host knows' },
  },
  {
    placeId: '172408', capacity: 80, languages: ['ar'], exposure: 'vetted', doorsMinutesBefore: 30,
    hostAlias: { ar: 'تفاح الجبل', en: 'Apple of the Mountain' },
    venue: { ar: 'مضافة البلدة', en: 'The town guest hall' },
    address: { ar: 'يُبلَّغ به من يثق به المضيف', en: 'Told to those the host knows' },
  },
  // Camps
  {
    placeId: 'camp-zaatari', capacity: 120, languages: ['ar'], exposure: 'vetted', doorsMinutesBefore: 40,
    hostAlias: { ar: 'شمعة الزعتري', en: 'Candle of Zaatari' },
    venue: { ar: 'خيمة المركز المجتمعي', en: 'Community centre tent' },
    address: { ar: 'القطاع الخامس، قرب خزان الماء', en: 'District five, by the water tower' },
  },
  {
    placeId: 'camp-atmeh', capacity: 150, languages: ['ar'], exposure: 'approximate', doorsMinutesBefore: 40,
    hostAlias: { ar: 'شراع أطمة', en: 'Sail of Atmeh' },
    venue: { ar: 'خيمة المدرسة الكبيرة', en: 'The large school tent' },
    address: { ar: 'المخيم الأوسط، عند المدرسة', en: 'Middle camp, at the school' },
  },
  // The region
  {
    placeId: '314830', capacity: 320, languages: ['ar', 'tr'], exposure: 'open', doorsMinutesBefore: 60,
    hostAlias: { ar: 'فستق عنتاب', en: 'Pistachio of Antep' },
    venue: { ar: 'قاعة النادي الثقافي', en: 'Culture club hall' },
    address: { ar: 'شارع الحديقة 14، الطابق الثاني', en: 'Bahçe Street 14, second floor' },
  },
  {
    placeId: '745044', capacity: 500, languages: ['ar', 'tr'], exposure: 'open', doorsMinutesBefore: 60,
    hostAlias: { ar: 'نورس البوسفور', en: 'Gull of the Bosphorus' },
    venue: { ar: 'مدرّج دار الكتاب', en: 'House of Books auditorium' },
    address: { ar: 'جادة المكتبة 7، قرب موقف الترام', en: 'Library Avenue 7, by the tram stop' },
  },
  {
    placeId: '298333', capacity: 160, languages: ['ar', 'tr', 'ku'], exposure: 'open', doorsMinutesBefore: 45,
    hostAlias: { ar: 'نبع الرها', en: 'Spring of Urfa' },
    venue: { ar: 'صالة الجمعية الأهلية', en: 'Neighbourhood association hall' },
    address: { ar: 'شارع النبع 22', en: 'Pınar Street 22' },
  },
  {
    placeId: '276781', capacity: 45, languages: ['ar'], exposure: 'vetted', doorsMinutesBefore: 30,
    hostAlias: { ar: 'أرزة الرصيف', en: 'Cedar of the Pavement' },
    venue: { ar: 'استوديو صغير', en: 'A small studio' },
    address: { ar: 'يُبلَّغ به من يثق به المضيف', en: 'Told to those the host knows' },
  },
  {
    placeId: '250441', capacity: 110, languages: ['ar'], exposure: 'approximate', doorsMinutesBefore: 45,
    hostAlias: { ar: 'درج عمّان', en: 'Steps of Amman' },
    venue: { ar: 'قاعة المكتبة الأهلية', en: 'Community library hall' },
    address: { ar: 'شارع الأدراج، البناء الأزرق', en: 'Stairs Street, the blue building' },
  },
  {
    placeId: '360630', capacity: 130, languages: ['ar'], exposure: 'approximate', doorsMinutesBefore: 45,
    hostAlias: { ar: 'قنديل النيل', en: 'Lantern of the Nile' },
    venue: { ar: 'صالة ورشة الفنون', en: 'Art workshop hall' },
    address: { ar: 'شارع الورشة 9، الدور الثالث', en: 'Workshop Street 9, third floor' },
  },
  // Europe
  {
    placeId: '2950159', capacity: 400, languages: ['ar', 'de', 'en'], exposure: 'open', doorsMinutesBefore: 60,
    hostAlias: { ar: 'جسر برلين', en: 'Bridge of Berlin' },
    venue: { ar: 'قاعة بيت الجيران', en: 'Neighbours’ House hall' },
    address: { ar: 'زقاق الزيزفون 12، الفناء الخلفي', en: 'Lindenhof 12, rear courtyard' },
  },
  {
    placeId: '2692969', capacity: 260, languages: ['ar', 'sv'], exposure: 'open', doorsMinutesBefore: 45,
    hostAlias: { ar: 'ميناء مالمو', en: 'Harbour of Malmö' },
    venue: { ar: 'قاعة دار الشعب', en: 'People’s House hall' },
    address: { ar: 'شارع الميناء 3', en: 'Hamngränd 3' },
  },
  {
    placeId: '2761369', capacity: 150, languages: ['ar', 'de'], exposure: 'open', doorsMinutesBefore: 45,
    hostAlias: { ar: 'دانوب', en: 'Danube' },
    venue: { ar: 'قاعة مقهى الكتاب', en: 'Book café hall' },
    address: { ar: 'زقاق البستان 5', en: 'Gartengasse 5' },
  },
  {
    placeId: '2988507', capacity: 220, languages: ['ar', 'fr'], exposure: 'open', doorsMinutesBefore: 45,
    hostAlias: { ar: 'نافذة باريس', en: 'Window of Paris' },
    venue: { ar: 'قاعة جمعية الحي', en: 'Quarter association hall' },
    address: { ar: 'ممر الورّاقين 18', en: '18 passage des Libraires' },
  },
  {
    placeId: '2643743', capacity: 240, languages: ['ar', 'en'], exposure: 'open', doorsMinutesBefore: 45,
    hostAlias: { ar: 'ضفة التايمز', en: 'Thames Bank' },
    venue: { ar: 'قاعة مركز الحي', en: 'Community centre hall' },
    address: { ar: 'شارع المكتبة القديمة 41', en: '41 Old Library Road' },
  },
  {
    placeId: '264371', capacity: 90, languages: ['ar', 'el', 'en'], exposure: 'approximate', doorsMinutesBefore: 45,
    hostAlias: { ar: 'مرفأ أثينا', en: 'Anchor of Athens' },
    venue: { ar: 'مدرسة الأحد', en: 'The Sunday school' },
    address: { ar: 'شارع الزيتونات 27، القبو', en: 'Elion 27, basement' },
  },
  {
    placeId: '2759794', capacity: 170, languages: ['ar', 'nl', 'en'], exposure: 'open', doorsMinutesBefore: 45,
    hostAlias: { ar: 'قنال أمستردام', en: 'Canal of Amsterdam' },
    venue: { ar: 'قاعة المكتبة الشعبية', en: 'People’s library hall' },
    address: { ar: 'رصيف الحدّادين 8', en: 'Smedenkade 8' },
  },
  // The Americas
  {
    placeId: '6077243', capacity: 200, languages: ['ar', 'fr', 'en'], exposure: 'open', doorsMinutesBefore: 30,
    hostAlias: { ar: 'ثلج مونتريال', en: 'Snow of Montreal' },
    venue: { ar: 'قاعة بيت الثقافة', en: 'House of Culture hall' },
    address: { ar: 'شارع القيقب 210', en: '210, rue des Érables' },
  },
  {
    placeId: '5128581', capacity: 150, languages: ['ar', 'en'], exposure: 'open', doorsMinutesBefore: 30,
    hostAlias: { ar: 'رصيف نيويورك', en: 'Platform New York' },
    venue: { ar: 'قاعة الطابق السفلي في مركز الحي', en: 'Community centre, lower hall' },
    address: { ar: 'الشارع المشجّر 77', en: '77 Elm Row' },
  },
  {
    placeId: '3448439', capacity: null, languages: ['ar', 'pt'], exposure: 'open', doorsMinutesBefore: 45,
    hostAlias: { ar: 'بنّ ساو باولو', en: 'Coffee of São Paulo' },
    venue: { ar: 'صالون النادي الاجتماعي القديم', en: 'The old social club salon' },
    address: { ar: 'شارع المهاجرين 55', en: 'Rua dos Viajantes 55' },
  },
  // The Gulf, Asia, Australia
  {
    placeId: '290030', capacity: 70, languages: ['ar'], exposure: 'vetted', doorsMinutesBefore: 30,
    hostAlias: { ar: 'لؤلؤة الدوحة', en: 'Pearl of Doha' },
    venue: { ar: 'مجلس عائلي', en: 'A family majlis' },
    address: { ar: 'يُبلَّغ به من يثق به المضيف', en: 'Told to those the host knows' },
  },
  {
    placeId: '1735161', capacity: 100, languages: ['ar', 'en', 'ms'], exposure: 'open', doorsMinutesBefore: 45,
    hostAlias: { ar: 'مطر كوالالمبور', en: 'Rain of Kuala Lumpur' },
    venue: { ar: 'قاعة طلابية', en: 'Students’ hall' },
    address: { ar: 'طريق البحيرة 6، المبنى ب', en: 'Jalan Tasik 6, block B' },
  },
  {
    placeId: '2147714', capacity: null, languages: ['ar', 'en'], exposure: 'open', doorsMinutesBefore: 30,
    hostAlias: { ar: 'سهارى سيدني', en: 'Wakeful in Sydney' },
    venue: { ar: 'قاعة نادي الضاحية', en: 'Suburb club hall' },
    address: { ar: 'شارع الجسر 19', en: '19 Bridge Lane' },
  },
]
