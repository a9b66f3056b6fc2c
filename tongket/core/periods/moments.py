"""Moments: the as-of times of flash reports ("tính đến 13 giờ 30 phút ngày 11/9/2024")."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, tzinfo
from functools import total_ordering

_FORM = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})"
    r"(?:[T ](?P<hour>\d{2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?(?P<zone>Z|[+-]\d{2}:?\d{2})?)?",
    re.ASCII,
)
END_OF_DAY = time(23, 59, 59)


class WrongMoment(ValueError):
    """A text that is no moment; the message shows the right form."""


@total_ordering
@dataclass(frozen=True, slots=True, eq=False)
class Moment:
    """An instant as it was printed. A bare date stands at the end of that day.

    Equality and order go by the instant, so "2024-09-11T06:30:00Z" and "2024-09-11T13:30:00+07:00" are one moment.
    """

    text: str
    instant: datetime = field(compare=False)
    day: date = field(compare=False)
    has_hour: bool = field(compare=False)

    def __eq__(self, other: object) -> bool:
        return self.instant == other.instant if isinstance(other, Moment) else NotImplemented

    def __lt__(self, other: Moment) -> bool:
        return self.instant < other.instant

    def __hash__(self) -> int:
        return hash(self.instant)

    def __str__(self) -> str:
        return self.text


def parse_moment(text: str, zone: tzinfo, *, zone_required: bool = False) -> Moment:
    """Read "2024-09-11T13:30:00+07:00", "2024-09-11T13:30" (in `zone`) or "2024-09-11" (its end in `zone`).

    The moment's `text` is as given; where the zone was left out it is completed.
    With `zone_required` an hour without a zone is refused. Raises WrongMoment.

    >>> from zoneinfo import ZoneInfo
    >>> parse_moment("2024-09-11T13:30", ZoneInfo("Asia/Ho_Chi_Minh")).text
    '2024-09-11T13:30:00+07:00'
    """
    match = _FORM.fullmatch(text.strip())
    if match is None:
        raise WrongMoment(f"'{text}' is not a moment; write 2024-09-11T13:30:00+07:00 or a date, 2024-09-11")
    try:
        day = date.fromisoformat(match["day"])
        if match["hour"] is None:
            return Moment(match["day"], _end_of(day, zone), day, has_hour=False)
        if match["zone"] is None and zone_required:
            raise WrongMoment(f"'{text}' has no zone; write it as {text.strip()}+07:00, or a date alone")
        hour = time(int(match["hour"]), int(match["minute"]), int(match["second"] or 0))
        tz = zone if match["zone"] is None else datetime.fromisoformat(f"2000-01-01T00:00{match['zone']}").tzinfo
    except WrongMoment:
        raise
    except (ValueError, OverflowError) as error:
        raise WrongMoment(f"'{text}' is not a moment: {error}") from None
    instant = datetime.combine(day, hour, tz)
    written = instant.isoformat() if match["zone"] is None else text.strip()
    return Moment(written, instant.astimezone(UTC), instant.astimezone(zone).date(), has_hour=True)


def _end_of(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, END_OF_DAY, zone).astimezone(UTC)
