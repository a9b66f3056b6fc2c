"""Dates and moments in words, Vietnamese and English.

Annex I of Nghị định 30/2020/NĐ-CP: days under 10 and months 1 and 2 take a zero before them, no others.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from tongket.core.periods.moments import parse_moment
from tongket.core.phrasing.phrases import check_language

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@dataclass(frozen=True, slots=True, order=True)
class LocalMoment:
    """A moment on the clock of the place reported on; without an hour it stands at the end of its day."""

    day: date
    hour: int = 24
    minute: int = 0

    @property
    def end_of_day(self) -> bool:
        """Whether only the day is known."""
        return self.hour == 24


def local_moment(as_of: str, timezone: str) -> LocalMoment:
    """A moment of a case as it stood on the clocks of `timezone` (an IANA name); WrongMoment for other text."""
    zone = ZoneInfo(timezone)
    moment = parse_moment(as_of, zone)
    if not moment.has_hour:
        return LocalMoment(moment.day)
    at = moment.instant.astimezone(zone)
    return LocalMoment(at.date(), at.hour, at.minute)


def day_month(day: date) -> str:
    """ "07/9", "11/02": day and month padded as annex I asks."""
    return f"{day.day:02d}/{day.month:02d}" if day.month < 3 else f"{day.day:02d}/{day.month}"


def short_date(day: date, lang: str) -> str:
    """ "07/9/2024" or "7 September 2024"."""
    if check_language(lang) == "vi":
        return f"{day_month(day)}/{day.year}"
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def long_date(day: date, lang: str) -> str:
    """The date of the letterhead: "ngày 07 tháng 9 năm 2024" or "7 September 2024"."""
    if check_language(lang) == "en":
        return short_date(day, lang)
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def moment_words(moment: LocalMoment, lang: str, *, beside: LocalMoment | None = None) -> str:
    """The moment in words; the year is left out where it is the year of `beside`.

    >>> at = LocalMoment(date(2024, 9, 11), 13, 30)
    >>> moment_words(at, "vi"), moment_words(LocalMoment(date(2024, 9, 10)), "vi", beside=at)
    ('13 giờ 30 phút ngày 11/9/2024', 'hết ngày 10/9')
    >>> moment_words(at, "en"), moment_words(LocalMoment(date(2024, 9, 10)), "en")
    ('13:30 on 11 September 2024', 'the end of 10 September 2024')
    """
    same_year = beside is not None and beside.day.year == moment.day.year
    if check_language(lang) == "vi":
        day = day_month(moment.day) if same_year else short_date(moment.day, lang)
        if moment.end_of_day:
            return f"hết ngày {day}"
        minutes = f" {moment.minute:02d} phút" if moment.minute else ""
        return f"{moment.hour} giờ{minutes} ngày {day}"
    day = f"{moment.day.day} {_MONTHS[moment.day.month - 1]}" if same_year else short_date(moment.day, lang)
    return f"the end of {day}" if moment.end_of_day else f"{moment.hour:02d}:{moment.minute:02d} on {day}"


def moment_label(moment: LocalMoment, lang: str, *, beside: LocalMoment) -> str:
    """The moment as short as a table column needs it.

    >>> at = LocalMoment(date(2024, 9, 11), 13, 30)
    >>> moment_label(at, "vi", beside=at), moment_label(at, "en", beside=at)
    ('13h30 11/9', '13:30 11 Sep')
    """
    year = "" if beside.day.year == moment.day.year else f"/{moment.day.year}"
    if check_language(lang) == "vi":
        day = day_month(moment.day) + year
        return day if moment.end_of_day else f"{moment.hour}h{moment.minute:02d} {day}"
    day = f"{moment.day.day} {_MONTHS[moment.day.month - 1][:3]}{year.replace('/', ' ')}"
    return day if moment.end_of_day else f"{moment.hour:02d}:{moment.minute:02d} {day}"
