"""Which units a regime asks, and for which periods."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.units.small import REFORM, TREE
from tongket.core.forms.duty import Reporters, Terms, asks_for, newest_closed, openable, opening_by_itself
from tongket.core.periods.periods import Calendar, Span, parse_period

COMMUNES = Reporters("lc25", ("commune",))


def terms(span=Span.MONTH, calendar=Calendar.LEGAL, start=date(2026, 8, 1)) -> Terms:
    return Terms("Báo cáo", "Kế hoạch 15", "Văn phòng", "Trên hệ thống", span, calendar, COMMUNES, start)


def periods(*texts: str) -> frozenset:
    return frozenset(map(parse_period, texts))


@pytest.mark.parametrize(
    ("reporters", "day", "named"),
    [
        (COMMUNES, REFORM, ["Phúc Khánh", "Văn Phú", "Yên Bái"]),
        (COMMUNES, REFORM - timedelta(days=1), []),
        (Reporters("lc", ("commune",)), REFORM - timedelta(days=1), ["Phúc Khánh", "Xuân Thượng"]),
        (Reporters("lc25", ("province", "commune"), ("vp25",)), REFORM, ["Lào Cai", "Phúc Khánh", "Yên Bái"]),
        (Reporters("vn", ("province",)), REFORM, ["Cao Bằng", "Lào Cai"]),
    ],
)
def test_the_units_of_the_map_of_a_day(reporters, day, named):
    assert [unit.name for unit in reporters.units(TREE, day)] == named


def test_what_may_be_opened_and_what_opens_by_itself():
    day = date(2026, 11, 16)
    asked = terms()
    assert str(newest_closed(asked, day)) == "2026-11"
    assert [str(each) for each in openable(asked, periods("2026-09"), day)] == [
        "2026-12",
        "2026-11",
        "2026-10",
        "2026-08",
    ]
    assert [str(each) for each in opening_by_itself(asked, periods("2026-09"), day)] == ["2026-10", "2026-11"]
    assert [str(each) for each in opening_by_itself(asked, frozenset(), day)] == ["2026-11"]
    assert opening_by_itself(asked, periods("2026-11"), day) == ()
    assert opening_by_itself(asked, periods("2026-09"), day, end=date(2026, 9, 30)) == ()


def test_nine_months_are_asked_for_once_a_year():
    asked = terms(Span.NINE_MONTHS, start=date(2025, 1, 1))
    assert str(newest_closed(asked, date(2026, 9, 13))) == "2025-9M"
    assert [str(each) for each in openable(asked, frozenset(), date(2026, 9, 14))] == ["2026-9M", "2025-9M"]


days = st.dates(date(2024, 1, 1), date(2027, 12, 31))


@given(st.sampled_from(Span), st.sampled_from(Calendar), days, days, st.none() | days)
def test_what_opens_by_itself_has_closed_and_is_asked_for(span, calendar, start, day, end):
    asked = terms(span, calendar, start)
    newest = newest_closed(asked, day)
    assert newest.last_day(calendar) <= day < newest.next().last_day(calendar)
    for each in opening_by_itself(asked, frozenset(), day, end):
        assert each.last_day(calendar) <= day and asks_for(asked, each, end)
        assert each in openable(asked, frozenset(), day, end=end)
        assert each not in openable(asked, frozenset([each]), day, end=end)
