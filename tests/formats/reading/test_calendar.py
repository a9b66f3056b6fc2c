"""Working calendars from CSV."""

from __future__ import annotations

from datetime import date

import pytest

from tongket.core.messages import InputRejected
from tongket.formats.reading.calendar import read_calendar, vietnam

HEAD = "date,kind,name,source\n"


def test_the_shipped_calendar_covers_whole_years() -> None:
    calendar = vietnam()
    assert (calendar.first, calendar.last) == (date(2024, 1, 1), date(2027, 12, 31))
    assert sorted(calendar.worked) == [date(2024, 5, 4), date(2025, 4, 26), date(2026, 1, 10), date(2026, 8, 22)]


def test_a_working_year_of_2025() -> None:
    """261 weekdays, less 11 holidays on weekdays (1 + 5 + 1 + 2 + 2), less one exchanged Friday, and one Saturday."""
    days = [date.fromordinal(n) for n in range(date(2025, 1, 1).toordinal(), date(2026, 1, 1).toordinal())]
    assert sum(vietnam().is_working_day(day) for day in days) == 261 - 11 - 1 + 1


def test_every_error_is_told_at_once() -> None:
    text = HEAD + (
        "2026-01-01,off,Tết Dương lịch,law\n"
        "1/1/2026,off,Tết,law\n"
        "2026-01-01,off,again,law\n"
        "2026-08-24,worked,Monday,decision\n"
        "2026-08-29,free,Saturday,decision\n"
        "2026-09-02,off,,law\n"
        "2026-09-03,off,Quốc khánh\n"
    )
    with pytest.raises(InputRejected) as refused:
        read_calendar(text, "c.csv")
    assert [str(message) for message in refused.value.messages] == [
        "c.csv:3: '1/1/2026' is not a date; write 2026-08-22",
        "c.csv:4: 2026-01-01 stands twice",
        "c.csv:5: 2026-08-24 is no Saturday or Sunday; only these are worked in exchange",
        "c.csv:6: the kind 'free' is neither off nor worked",
        "c.csv:7: 2026-09-02 has no name",
        "c.csv:8: 3 cells instead of 4",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "c.csv:1: the columns are not date, kind, name, source"),
        (HEAD, "c.csv: no day off is named"),
        (HEAD + "2025-01-01,off,a,b\n2027-01-01,off,a,b\n", "c.csv: the year 2026 has no day off"),
    ],
)
def test_a_file_that_is_no_calendar(text: str, message: str) -> None:
    with pytest.raises(InputRejected) as refused:
        read_calendar(text, "c.csv")
    assert str(refused.value) == message
