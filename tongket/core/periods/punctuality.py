"""How early or late something came, in the days in which people count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Distance:
    """How far a moment lies from a deadline: on another calendar day by whole days, on the same day by begun hours."""

    late: bool
    days: int
    hours: int


def distance(at: datetime, due: datetime, zone: tzinfo) -> Distance:
    """How far `at` lies before `due`, or late after it; days are those of the calendar in `zone`.

    >>> from zoneinfo import ZoneInfo
    >>> zone = ZoneInfo("Asia/Ho_Chi_Minh")
    >>> due = datetime(2026, 11, 19, 17, tzinfo=zone)
    >>> distance(due - timedelta(days=2, hours=3), due, zone).days, distance(due, due, zone).late
    (2, False)
    >>> distance(due + timedelta(minutes=5), due, zone)
    Distance(late=True, days=0, hours=1)
    """
    days = abs((at.astimezone(zone).date() - due.astimezone(zone).date()).days)
    hours = -(-abs(at - due) // _HOUR) if days == 0 else 0
    return Distance(at > due, days, hours)
