# Reads a calendar from standard input with python3-icalendar, and prints how that library and Python's own zone data interpret each entry.
import json
import sys
from datetime import datetime, timezone
from zoneinfo import ZoneInfo

from icalendar import Calendar


def instant(value):
    return round(value.astimezone(timezone.utc).timestamp() * 1000)


calendar = Calendar.from_ical(sys.stdin.buffer.read())
zones = {str(zone["TZID"]): zone.to_tz() for zone in calendar.walk("VTIMEZONE")}


def moments(event, name):
    value = event[name]
    zone = value.params.get("TZID")
    if zone is None:
        return {"byFile": instant(value.dt), "byPython": instant(value.dt), "zone": None, "shown": None}
    shown = value.dt.replace(tzinfo=None)
    return {
        "byFile": instant(zones[zone].localize(shown)),
        "byPython": instant(shown.replace(tzinfo=ZoneInfo(zone))),
        "zone": zone,
        "shown": shown.isoformat(timespec="minutes"),
    }


def text(event, name):
    return str(event[name]) if name in event else None


entries = [
    {
        "uid": text(event, "UID"),
        "summary": text(event, "SUMMARY"),
        "language": event["SUMMARY"].params.get("LANGUAGE"),
        "location": text(event, "LOCATION"),
        "status": text(event, "STATUS"),
        "sequence": int(event["SEQUENCE"]),
        "relatedTo": text(event, "RELATED-TO"),
        "url": text(event, "URL"),
        "alarms": len(event.walk("VALARM")),
        "start": moments(event, "DTSTART"),
        "end": moments(event, "DTEND"),
        "people": [name for name in ("ATTENDEE", "ORGANIZER", "CONTACT") if name in event],
    }
    for event in calendar.walk("VEVENT")
]
# UTC offsets in minutes (east positive) at the requested instants (epoch ms).
probes = [datetime.fromtimestamp(int(probe) / 1000, timezone.utc) for probe in sys.argv[1:]]
offsets = {
    name: [round(probe.astimezone(zone).utcoffset().total_seconds() / 60) for probe in probes]
    for name, zone in zones.items()
}
json.dump({"entries": entries, "offsets": offsets}, sys.stdout)
