// The table of changes is consistent, and agrees with the query of the plan's history.
import { expect, test } from 'vitest'
import { changeTable, touch } from '#shared/protocol/change-table.ts'
import type { Change, ChangeType } from '#shared/protocol/changes.ts'
import { nothingTouched } from '#shared/protocol/touched.ts'

const types = Object.keys(changeTable) as ChangeType[]
const ids = {
  meetingId: 'city',
  fromMeetingId: 'other',
  attendanceId: 'reply',
  messageId: 'said',
  directorId: 'director',
}

function touchedBy(type: ChangeType) {
  const touched = nothingTouched()
  touch(touched, { type, ...ids } as unknown as Change)
  return touched
}

test.each(types)('%s touches something', (type) => {
  expect(touchedBy(type)).not.toEqual(nothingTouched())
})

test.each(types.filter((type) => changeTable[type].isNumbersOnly))(
  '%s, which is about numbers of people only, touches nothing else that strangers read',
  (type) => {
    const { gathering, stage, programme, rollCall, meetings, removed } = touchedBy(type)
    expect({ gathering, stage, programme, rollCall, meetings, removed }).toEqual({
      gathering: false,
      stage: false,
      programme: false,
      rollCall: false,
      meetings: new Set(),
      removed: false,
    })
  },
)

test('A8: invitation links, host links and directors that end are looked for at once', () => {
  expect(types.filter((type) => touchedBy(type).revoked)).toEqual([
    'directorDismissed',
    'hostLinkRenewed',
    'invitationRenewed',
  ])
})

test('the history of the plan is found in the log by the first words of its changes', () => {
  const noted = types.filter((type) => changeTable[type].history !== null)
  expect(noted.filter((type) => !/^(gathering|meeting)/.test(type))).toEqual([])
})

test('a change that may move the beginning of a meeting raises revisions, or is of a meeting that no calendar has yet', () => {
  const planning = types.filter((type) => changeTable[type].isPlanning && type !== 'meetingAdded')
  expect(planning.filter((type) => changeTable[type].revises === 'nothing')).toEqual([])
})
