// Local times from an independent implementation: the newest zone rules, compiled by zic and read by Python's zoneinfo.
import { spawnSync } from 'node:child_process'
import { zoneFolder } from './independent-zones.ts'
import { installWithApt } from './install-with-apt.ts'

export type ClockQuestion =
  /** The local time at an instant (epoch ms). */
  | { readonly kind: 'local'; readonly zone: string; readonly instant: number }
  /** The instant of a local time `YYYY-MM-DDTHH:mm`: the first of two; a skipped time by the rule before the change (PEP 495, fold 0). */
  | { readonly kind: 'instant'; readonly zone: string; readonly local: string }
  /** The changes of the UTC offset from year `from` (inclusive) until year `until` (exclusive). */
  | { readonly kind: 'changes'; readonly zone: string; readonly from: number; readonly until: number }

export type ShownClock = {
  /** `YYYY-MM-DDTHH:mm`. */
  readonly local: string
  /** Minutes east of UTC. */
  readonly offset: number
  /** Monday is 1. */
  readonly weekday: number
}

type Answers = {
  readonly local: ShownClock
  readonly instant: number
  /** Epoch ms of the first minute after each change. */
  readonly changes: readonly number[]
}

const program = `
import json, sys
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)

def utc(ms):
    return EPOCH + timedelta(milliseconds=ms)

def offset(ms, zone):
    return utc(ms).astimezone(zone).utcoffset() // timedelta(minutes=1)

def local(question, zone):
    shown = utc(question['instant']).astimezone(zone)
    return {'local': shown.strftime('%Y-%m-%dT%H:%M'), 'offset': offset(question['instant'], zone), 'weekday': shown.isoweekday()}

def instant(question, zone):
    naive = datetime.strptime(question['local'], '%Y-%m-%dT%H:%M')
    there = naive.replace(tzinfo=zone, fold=0)
    return (naive - there.utcoffset() - datetime(1970, 1, 1)) // timedelta(milliseconds=1)

def changes(question, zone):
    minute, day = 60000, 86400000
    at = int(datetime(question['from'], 1, 1, tzinfo=timezone.utc).timestamp()) * 1000
    end = int(datetime(question['until'], 1, 1, tzinfo=timezone.utc).timestamp()) * 1000
    found = []
    while at < end:
        if offset(at, zone) != offset(at + day, zone):
            low, high = at, at + day
            while high - low > minute:
                middle = (low + high) // 2 // minute * minute
                if offset(middle, zone) == offset(at, zone): low = middle
                else: high = middle
            found.append(high)
        at += day
    return found

answer = {'local': local, 'instant': instant, 'changes': changes}
print(json.dumps([answer[q['kind']](q, ZoneInfo(q['zone'])) for q in json.load(sys.stdin)]))
`

/** Asks all questions in one process. Throws one line that says what to install. */
export function askClocks<Question extends ClockQuestion>(
  questions: readonly Question[],
): readonly Answers[Question['kind']][] {
  const ask = () =>
    spawnSync('python3', ['-c', program], {
      input: JSON.stringify(questions),
      encoding: 'utf8',
      maxBuffer: 64_000_000,
      env: { ...process.env, PYTHONTZPATH: zoneFolder() },
    })
  let asked = ask()
  if (asked.status !== 0) {
    installWithApt('python3')
    asked = ask()
  }
  if (asked.status === 0) return JSON.parse(asked.stdout) as readonly Answers[Question['kind']][]
  throw new Error(`The matrix of zones needs python3 (3.9 or later): install it. ${asked.stderr ?? ''}`)
}
