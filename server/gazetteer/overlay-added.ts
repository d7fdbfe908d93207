// Camps and towns that the data lacks, and places whose data we replace.
//
// Coordinates are those of the place to about a kilometre, never of a building. Populations are orders of magnitude (0: unknown, or
// emptied). An entry with a GeoNames id replaces the data's row of that id.
import type { AddedPlace } from './overlay.ts'

type Row = Omit<AddedPlace, 'countryCode' | 'timeZone' | 'kind'>

function of(
  kind: AddedPlace['kind'],
  countryCode: string,
  timeZone: string,
  rows: readonly Row[],
): AddedPlace[] {
  return rows.map((row) => ({ ...row, countryCode, timeZone, kind }))
}

// biome-ignore format: a table, one place a line
const campsInSyria: readonly Row[] = [
  { placeId: 'camp-atmeh', en: 'Atmeh camps', ar: 'مخيمات أطمة', also: ['Atmeh', 'Atma', 'أطمة', 'اطمه', 'مخيم أطمة'], latitude: 36.313, longitude: 36.685, population: 100000 },
  { placeId: 'camp-qah', en: 'Qah camps', ar: 'مخيمات قاح', also: ['Qah', 'قاح', 'مخيم قاح'], latitude: 36.29, longitude: 36.69, population: 30000 },
  { placeId: 'camp-bab-al-salama', en: 'Bab al-Salama camp', ar: 'مخيم باب السلامة', also: ['Bab al-Salam', 'باب السلامة'], latitude: 36.64, longitude: 37.085, population: 20000 },
  { placeId: 'camp-al-hol', en: 'Al-Hol camp', ar: 'مخيم الهول', also: ['Al-Hawl camp', 'El Hol'], latitude: 36.375, longitude: 41.15, population: 0 },
  { placeId: 'camp-yarmouk', en: 'Yarmouk camp', ar: 'مخيم اليرموك', also: ['Yarmuk', 'اليرموك'], latitude: 33.474, longitude: 36.303, population: 10000 },
  { placeId: 'camp-neirab', en: 'Neirab camp', ar: 'مخيم النيرب', also: ['Nayrab', 'النيرب'], latitude: 36.175, longitude: 37.222, population: 17000 },
  { placeId: 'camp-khan-al-shih', en: 'Khan al-Shih camp', ar: 'مخيم خان الشيح', also: ['Khan Eshieh', 'خان الشيح'], latitude: 33.36, longitude: 36.12, population: 10000 },
  // At the berm between Syria and Jordan; emptied in 2025. The data lists it under Jordan.
  { placeId: '11428685', en: 'Rukban camp', ar: 'مخيم الركبان', also: ['Rukban', 'الركبان'], latitude: 33.314, longitude: 38.703, population: 0 },
]

// biome-ignore format: a table, one place a line
const campsInJordan: readonly Row[] = [
  { placeId: 'camp-zaatari', en: "Za'atari camp", ar: 'مخيم الزعتري', also: ['Zaatari', 'Zatari', 'Zaatri', 'Al Zaatari', 'الزعتري', 'زعتري'], latitude: 32.292, longitude: 36.324, population: 78000 },
  { placeId: 'camp-azraq', en: 'Azraq camp', ar: 'مخيم الأزرق', also: ['Al Azraq camp', 'الأزرق'], latitude: 31.906, longitude: 36.579, population: 40000 },
]

// biome-ignore format: a table, one place a line
const campsInLebanon: readonly Row[] = [
  { placeId: 'camp-shatila', en: 'Shatila camp', ar: 'مخيم شاتيلا', also: ['Chatila', 'شاتيلا', 'صبرا وشاتيلا'], latitude: 33.863, longitude: 35.499, population: 14000 },
  { placeId: 'camp-burj-el-barajneh', en: 'Burj el-Barajneh camp', ar: 'مخيم برج البراجنة', also: ['Bourj el-Barajneh', 'برج البراجنة'], latitude: 33.846, longitude: 35.504, population: 20000 },
  { placeId: 'camp-ain-al-hilweh', en: 'Ain al-Hilweh camp', ar: 'مخيم عين الحلوة', also: ['Ein el-Hilweh', 'عين الحلوة'], latitude: 33.544, longitude: 35.378, population: 60000 },
  { placeId: 'camp-nahr-al-bared', en: 'Nahr al-Bared camp', ar: 'مخيم نهر البارد', also: ['نهر البارد'], latitude: 34.513, longitude: 35.96, population: 20000 },
  { placeId: 'camp-beddawi', en: 'Beddawi camp', ar: 'مخيم البداوي', also: ['Baddawi', 'البداوي'], latitude: 34.448, longitude: 35.867, population: 20000 },
  { placeId: 'camp-rashidieh', en: 'Rashidieh camp', ar: 'مخيم الرشيدية', also: ['Rashidiyeh', 'الرشيدية'], latitude: 33.237, longitude: 35.219, population: 20000 },
]

// biome-ignore format: a table, one place a line
const campsInIraq: readonly Row[] = [
  { placeId: 'camp-domiz', en: 'Domiz camp', ar: 'مخيم دوميز', also: ['Domeez', 'Dumiz', 'دوميز', 'مخيم دوميز ١'], latitude: 36.782, longitude: 42.892, population: 27000 },
  { placeId: 'camp-kawergosk', en: 'Kawergosk camp', ar: 'مخيم كوركوسك', also: ['Kawrgosk', 'كوركوسك', 'كوركوسيك'], latitude: 36.34, longitude: 43.8, population: 8000 },
  { placeId: 'camp-qushtapa', en: 'Qushtapa camp', ar: 'مخيم قوشتبة', also: ['Qushtapa', 'قوشتبة', 'قوشتبه'], latitude: 36.0, longitude: 44.03, population: 8000 },
  { placeId: 'camp-arbat', en: 'Arbat camp', ar: 'مخيم عربت', also: ['Arbat', 'Barika', 'عربت', 'باريكا'], latitude: 35.42, longitude: 45.58, population: 8000 },
]

// biome-ignore format: a table, one place a line
const townsInSyria: readonly Row[] = [
  { placeId: 'town-sarmada', en: 'Sarmada', ar: 'سرمدا', latitude: 36.187, longitude: 36.725, population: 15000 },
  { placeId: 'town-anadan', en: 'Anadan', ar: 'عندان', latitude: 36.294, longitude: 37.045, population: 0 },
  { placeId: 'town-bzaa', en: "Bza'a", ar: 'بزاعة', also: ['Bizaah', 'Buzaa'], latitude: 36.382, longitude: 37.567, population: 0 },
  { placeId: 'town-al-fuah', en: "Al-Fu'ah", ar: 'الفوعة', also: ['Foua', 'Fuah'], latitude: 35.984, longitude: 36.701, population: 0 },
  { placeId: 'town-muadamiyah', en: 'Moadamiyat al-Sham', ar: 'معضمية الشام', also: ['Muadamiyah', 'Moadamiya', 'المعضمية'], latitude: 33.461, longitude: 36.194, population: 50000 },
  { placeId: 'town-zamalka', en: 'Zamalka', ar: 'زملكا', latitude: 33.53, longitude: 36.354, population: 40000 },
  { placeId: 'town-saqba', en: 'Saqba', ar: 'سقبا', latitude: 33.517, longitude: 36.383, population: 25000 },
  { placeId: 'town-ain-tarma', en: 'Ain Tarma', ar: 'عين ترما', also: ['Ayn Tarma', 'Ein Terma'], latitude: 33.512, longitude: 36.352, population: 40000 },
  { placeId: 'town-sayyida-zaynab', en: 'Sayyida Zaynab', ar: 'السيدة زينب', also: ['Sayyidah Zainab', 'ست زينب'], latitude: 33.444, longitude: 36.34, population: 100000 },
  { placeId: 'town-jdeidat-artouz', en: 'Jdeidat Artouz', ar: 'جديدة عرطوز', also: ['Jdaydet Artuz'], latitude: 33.437, longitude: 36.163, population: 45000 },
  { placeId: 'town-busra-al-harir', en: 'Busra al-Harir', ar: 'بصر الحرير', latitude: 32.842, longitude: 36.339, population: 13000 },
  { placeId: 'town-nasib', en: 'Nasib', ar: 'نصيب', also: ['Naseeb'], latitude: 32.554, longitude: 36.186, population: 0 },
]

/**
 * The occupied Golan is Syrian territory (Security Council resolution 497 of 1981) and is listed under Syria; its zone is the one that its
 * inhabitants live by, because a wrong hour would make them miss the meeting.
 */
// biome-ignore format: a table, one place a line
const golan: readonly Row[] = [
  { placeId: '167444', en: 'Majdal Shams', ar: 'مجدل شمس', latitude: 33.27, longitude: 35.772, population: 11000 },
  { placeId: '171200', en: "Buq'ata", ar: 'بقعاثا', also: ['Buqata', 'بقعاتا'], latitude: 33.201, longitude: 35.779, population: 6500 },
  { placeId: '167167', en: "Mas'ade", ar: 'مسعدة', also: ['Masada', 'Masadah', 'المسعدة'], latitude: 33.232, longitude: 35.756, population: 4000 },
  { placeId: 'town-ain-qiniyya', en: 'Ain Qiniyya', ar: 'عين قنية', also: ['Ein Qiniyye', 'عين قنيا'], latitude: 33.238, longitude: 35.731, population: 2000 },
]

/** Towns too small for the list, or which the data lists as quarters or without population. */
// biome-ignore format: a table, one place a line
const townsAbroad: readonly AddedPlace[] = [
  ...of('city', 'TR', 'Europe/Istanbul', [
    { placeId: '311104', en: 'İslahiye', ar: 'إصلاحية', also: ['الإصلاحية', 'Islahiye'], latitude: 37.025, longitude: 36.631, population: 60000 },
  ]),
  ...of('city', 'LB', 'Asia/Beirut', [
    { placeId: 'town-arsal', en: 'Arsal', ar: 'عرسال', also: ['Aarsal', 'Ersal'], latitude: 34.18, longitude: 36.421, population: 60000 },
    { placeId: 'town-bar-elias', en: 'Bar Elias', ar: 'بر الياس', also: ['Barr Elias', 'بر إلياس'], latitude: 33.775, longitude: 35.904, population: 60000 },
    { placeId: 'town-majdal-anjar', en: 'Majdal Anjar', ar: 'مجدل عنجر', latitude: 33.708, longitude: 35.904, population: 25000 },
  ]),
  ...of('city', 'KW', 'Asia/Kuwait', [
    { placeId: '285704', en: 'Salmiya', ar: 'السالمية', also: ['As Salimiyah'], latitude: 29.334, longitude: 48.076, population: 148000 },
  ]),
  ...of('city', 'PS', 'Asia/Hebron', [
    { placeId: '7303419', en: 'East Jerusalem', ar: 'القدس', also: ['القدس الشرقية', 'Jerusalem', 'Al-Quds'], latitude: 31.783, longitude: 35.234, population: 428000 },
  ]),
]

export const addedPlaces: readonly AddedPlace[] = [
  ...of('camp', 'SY', 'Asia/Damascus', campsInSyria),
  ...of('camp', 'JO', 'Asia/Amman', campsInJordan),
  ...of('camp', 'LB', 'Asia/Beirut', campsInLebanon),
  ...of('camp', 'IQ', 'Asia/Baghdad', campsInIraq),
  ...of('city', 'SY', 'Asia/Damascus', townsInSyria),
  ...of('city', 'SY', 'Asia/Jerusalem', golan),
  ...townsAbroad,
]
