"""Dates as official papers print them: "ngày 27/11/2025", "ngày 27 tháng 11 năm 2025", "17 giờ ngày 27/11"."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

DAY = re.compile(
    r"(?:ngày )?\b(?P<d>\d{1,2}) ?(?:/|-|\.| tháng ) ?(?P<m>\d{1,2}) ?(?:(?:/|-|\.| ?năm "
    r"|, ?năm ) ?(?P<y>\d{4}))?\b(?![/\d])"
)
_WRITTEN = re.compile(r"ngày (\d{1,2})(?: ?[/.-] ?| tháng )(\d{1,2})(?: ?[/.-] ?| năm |, năm )(\d{4})\b")


def whole(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has no such day."""
    if not (1 <= month <= 12 and 1900 <= year <= 2100 and 1 <= day <= monthrange(year, month)[1]):
        return None
    return date(year, month, day)


def last_of(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def written(low: str, start: int, end: int) -> tuple[date, int, int] | None:
    """The first full date with its word "ngày" in a stretch of lower-case text, and where it stands."""
    for match in _WRITTEN.finditer(low, start, end):
        day = whole(int(match[3]), int(match[2]), int(match[1]))
        if day:
            return day, match.start(), match.end()
    return None
