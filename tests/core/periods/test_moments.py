"""Moments: the as-of times of flash reports."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tongket.core.periods.moments import WrongMoment, parse_moment

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.mark.parametrize(
    ("written", "printed", "instant"),
    [
        ("2024-09-11T13:30:00+07:00", "2024-09-11T13:30:00+07:00", datetime(2024, 9, 11, 6, 30, tzinfo=UTC)),
        ("2024-09-11T13:30", "2024-09-11T13:30:00+07:00", datetime(2024, 9, 11, 6, 30, tzinfo=UTC)),
        ("2024-09-11", "2024-09-11", datetime(2024, 9, 11, 16, 59, 59, tzinfo=UTC)),
    ],
)
def test_reading(written: str, printed: str, instant: datetime) -> None:
    moment = parse_moment(written, HANOI)
    assert (str(moment), moment.instant) == (printed, instant)
    assert moment.day == date(2024, 9, 11)


def test_order_and_equality_go_by_the_instant() -> None:
    noon, zulu, end = (parse_moment(t, HANOI) for t in ("2024-09-11T12:00", "2024-09-11T05:00Z", "2024-09-11"))
    assert noon == zulu
    assert noon < end < parse_moment("2024-09-12T00:00", HANOI)


@pytest.mark.parametrize("text", ["11/9/2024", "2024-09-11 25:00", "2024-02-30", "13:30", ""])
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(WrongMoment, match="is not a moment"):
        parse_moment(text, HANOI)


def test_an_hour_without_zone_is_refused_where_one_is_asked_for() -> None:
    with pytest.raises(WrongMoment, match="'2024-09-11T13:30' has no zone; write it as 2024-09-11T13:30"):
        parse_moment("2024-09-11T13:30", HANOI, zone_required=True)


@settings(max_examples=150, derandomize=True, deadline=None)
@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(0, 23), st.integers(0, 59), st.integers(0, 59))
def test_printing_and_reading_are_inverse(day: date, hour: int, minute: int, second: int) -> None:
    moment = parse_moment(f"{day}T{hour:02}:{minute:02}:{second:02}", HANOI)
    again = parse_moment(moment.text, ZoneInfo("UTC"))
    assert (again, again.text) == (moment, moment.text)
