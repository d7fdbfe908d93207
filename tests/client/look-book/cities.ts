// Twenty-seven real cities with invented counts, for reviewing the design; these are not real meetings.

export type BookCity = {
  readonly id: string
  readonly ar: string
  readonly en: string
  readonly latitude: number
  readonly longitude: number
  readonly timeZone: string
  readonly people: number | null
}

const city = (
  id: string,
  ar: string,
  en: string,
  latitude: number,
  longitude: number,
  timeZone: string,
  people: number | null,
): BookCity => ({ id, ar, en, latitude, longitude, timeZone, people })

export const bookCities: readonly BookCity[] = [
  city('gaziantep', 'غازي عنتاب', 'Gaziantep', 37.06, 37.38, 'Europe/Istanbul', 2140),
  city('istanbul', 'إسطنبول', 'Istanbul', 41.01, 28.95, 'Europe/Istanbul', 1875),
  city('berlin', 'برلين', 'Berlin', 52.52, 13.41, 'Europe/Berlin', 1620),
  city('idlib', 'إدلب', 'Idlib', 35.93, 36.63, 'Asia/Damascus', 1310),
  city('zaatari', 'مخيم الزعتري', 'Zaatari camp', 32.29, 36.33, 'Asia/Amman', 730),
  city('malmo', 'مالمو', 'Malmö', 55.6, 13.0, 'Europe/Stockholm', 690),
  city('azaz', 'أعزاز', 'Azaz', 36.59, 37.05, 'Asia/Damascus', 640),
  city('paris', 'باريس', 'Paris', 48.85, 2.35, 'Europe/Paris', 540),
  city('london', 'لندن', 'London', 51.51, -0.13, 'Europe/London', 470),
  city('damascus', 'دمشق', 'Damascus', 33.51, 36.29, 'Asia/Damascus', null),
  city('aleppo', 'حلب', 'Aleppo', 36.2, 37.16, 'Asia/Damascus', 455),
  city('cairo', 'القاهرة', 'Cairo', 30.06, 31.25, 'Africa/Cairo', 380),
  city('montreal', 'مونتريال', 'Montréal', 45.51, -73.59, 'America/Toronto', 330),
  city('vienna', 'فيينا', 'Vienna', 48.21, 16.37, 'Europe/Vienna', 310),
  city('doha', 'الدوحة', 'Doha', 25.29, 51.53, 'Asia/Qatar', 265),
  city('newyork', 'نيويورك', 'New York', 40.71, -74.01, 'America/New_York', 260),
  city('beirut', 'بيروت', 'Beirut', 33.89, 35.5, 'Asia/Beirut', null),
  city('losangeles', 'لوس أنجلوس', 'Los Angeles', 34.05, -118.24, 'America/Los_Angeles', 180),
  city('oslo', 'أوسلو', 'Oslo', 59.91, 10.75, 'Europe/Oslo', 150),
  city('houston', 'هيوستن', 'Houston', 29.76, -95.36, 'America/Chicago', 140),
  city('athens', 'أثينا', 'Athens', 37.98, 23.73, 'Europe/Athens', 120),
  city('sydney', 'سيدني', 'Sydney', -33.87, 151.21, 'Australia/Sydney', 110),
  city('khartoum', 'الخرطوم', 'Khartoum', 15.5, 32.56, 'Africa/Khartoum', 90),
  city('erbil', 'أربيل', 'Erbil', 36.19, 44.01, 'Asia/Baghdad', 85),
  city('saopaulo', 'ساو باولو', 'São Paulo', -23.55, -46.63, 'America/Sao_Paulo', 75),
  city('kualalumpur', 'كوالالمبور', 'Kuala Lumpur', 3.14, 101.69, 'Asia/Kuala_Lumpur', 60),
  city('kathmandu', 'كاتماندو', 'Kathmandu', 27.72, 85.32, 'Asia/Kathmandu', 40),
]
