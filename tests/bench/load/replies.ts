// The encoded form of a person's reply, and the parsing of its answer.
import { randomBytes } from 'node:crypto'

const own = randomBytes(12).toString('base64url')
let made = 0

/** Every reply is from another person, with a new secret and command id. */
export function makeReply(gatheringId: string, meetingId: string): string {
  made += 1
  const name = `${own}${String(made).padStart(16, '0')}`
  return `{"commandId":"${name}","gatheringId":"${gatheringId}","name":"replyToMeeting","payload":{"meetingId":"${meetingId}","partySize":1},"credential":"r_${name}"}`
}

export function makeArrival(gatheringId: string, secret: string, arrivalCode: string): string {
  made += 1
  const commandId = `${own}${String(made).padStart(16, '0')}`
  return `{"commandId":"${commandId}","gatheringId":"${gatheringId}","name":"arrive","payload":{"arrivalCode":"${arrivalCode}","arrived":1},"credential":"${secret}"}`
}

/** Throws on a refusal, because nothing may be refused in a benchmark. */
export function acceptedVersion(answer: string): number {
  const version = /^\[\{"ok":true,"version":(\d+)/.exec(answer)?.[1]
  if (version === undefined) throw new Error(answer.slice(0, 200))
  return Number(version)
}
