// A gathering whose texts all have the maximum length and no line-break opportunity: pasted text that breaks narrow screens.
import { limits } from '#shared/protocol/limits.ts'

/** As Google Maps produces it when somebody shares a place. */
export const mapsAddress =
  'https://www.google.com/maps/place/%D9%82%D9%87%D9%88%D8%A9+%D8%A7%D9%84%D9%86%D9%88%D9%81%D8%B1%D8%A9/@33.5116423,36.3041234,17z/data=!3m1!4b1!4m6!3m5!1s0x1518e7af2a0c1d09:0x8cf2b3c1f5d0a1b2!8m2!3d33.5116423!4d36.3067037!16s%2Fg%2F11c5_q7zxl?entry=ttu&g_ep=EgoyMDI1MDgxOS4wIKXMDSoASAFQAw%3D%3D'

/** No space, no hyphen, no place to break a line. */
export const longWord = (
  length: number,
  letters = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft',
) => letters.repeat(Math.ceil(length / letters.length)).slice(0, length)
const arabic = 'أفاستسقيناكموها'

export const hostileTexts = {
  en: {
    title: longWord(limits.title),
    slogan: longWord(limits.slogan),
    statement: `${longWord(400)}\n\n${mapsAddress}\n\n- ${longWord(200)}\n\n> ${longWord(200)}\n\n# ${longWord(120)}`,
    goals: [longWord(limits.goal), mapsAddress.slice(0, limits.goal)],
    agenda: [{ title: longWord(limits.agendaTitle), minutes: 30 }],
    whoWeAre: longWord(500),
    funding: mapsAddress,
  },
  ar: {
    title: longWord(limits.title, arabic),
    slogan: longWord(limits.slogan, arabic),
    statement: `${longWord(400, arabic)}\n\n${mapsAddress}`,
    goals: [longWord(limits.goal, arabic)],
    agenda: [{ title: longWord(limits.agendaTitle, arabic), minutes: 30 }],
    whoWeAre: longWord(500, arabic),
    funding: mapsAddress,
  },
}

export const hostilePlan = {
  hostAlias: longWord(limits.alias),
  venue: longWord(limits.venue),
  address: mapsAddress.slice(0, limits.address),
  note: `${mapsAddress}\n${longWord(200)}`,
  capacity: 200_000,
  languages: ['ar', 'en', 'de', 'tr', 'fr', 'sv', 'nl', 'es', 'ku'],
  doorsMinutesBefore: 30,
  exposure: { existence: 'public', counts: 'exact', address: 'public' },
  admission: 'open',
} as const

export const hostileSegment = {
  segmentId: 'segment-hostile-0001',
  kind: 'speech',
  language: 'en',
  title: longWord(limits.segmentTitle),
  lengthMs: 600_000,
  pinnedMs: null,
  overrun: 'push',
} as const
