// The programme of the January 20 example: who has the stage when, over its two hours.
import type { Overrun, SegmentKind } from '#shared/domain/programme.ts'

export type ExampleSegment = {
  readonly kind: SegmentKind
  /** The city's place; null for the organizers themselves. */
  readonly placeId: string | null
  readonly minutes: number
  /** In Arabic, the language it is held in; may be empty if its kind and city are enough. */
  readonly title: string
  readonly overrun?: Overrun
}

const [gaziantep, idlib, azaz, atmeh] = ['314830', '169389', '172082', 'camp-atmeh']
const [istanbul, berlin, paris, malmo, montreal] = ['745044', '2950159', '2988507', '2692969', '6077243']

export const january20Programme: readonly ExampleSegment[] = [
  { kind: 'opening', placeId: null, minutes: 15, title: 'تفقّد المدن', overrun: 'absorb' },
  { kind: 'silence', placeId: null, minutes: 1, title: '' },
  { kind: 'speech', placeId: gaziantep, minutes: 9, title: 'قراءة البيان' },
  { kind: 'speech', placeId: berlin, minutes: 9, title: 'حديث الأهالي' },
  { kind: 'report', placeId: idlib, minutes: 8, title: '' },
  { kind: 'report', placeId: atmeh, minutes: 8, title: '' },
  { kind: 'speech', placeId: paris, minutes: 13, title: 'العدالة الانتقالية من حيث نعيش' },
  { kind: 'report', placeId: azaz, minutes: 6, title: '' },
  { kind: 'report', placeId: istanbul, minutes: 6, title: '' },
  { kind: 'speech', placeId: malmo, minutes: 15, title: 'تقرير لجنة المتابعة', overrun: 'absorb' },
  { kind: 'motion', placeId: null, minutes: 20, title: 'القرارات' },
  { kind: 'music', placeId: montreal, minutes: 4, title: '' },
  { kind: 'speech', placeId: gaziantep, minutes: 6, title: 'البيان الختامي وموعد السنة القادمة' },
]
