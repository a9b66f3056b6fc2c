"""Reporting periods: the decree's examples, and what holds for all of them."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tongket.core.periods.periods import Calendar, Period, Span, WrongPeriod, parse_period, period_of

LEGAL, STATISTICAL = Calendar.LEGAL, Calendar.STATISTICAL
EVERY = settings(max_examples=150, derandomize=True, deadline=None)
YEARS = st.integers(1901, 2998)
PERIODS = st.sampled_from(Span).flatmap(lambda s: st.builds(Period, st.just(s), YEARS, st.integers(1, s.in_a_year)))
TILING = PERIODS.filter(lambda p: p.span is not Span.NINE_MONTHS)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025-09", date(2025, 8, 15), date(2025, 9, 14)),
        ("2025-01", date(2024, 12, 15), date(2025, 1, 14)),
        ("2025-Q1", date(2024, 12, 15), date(2025, 3, 14)),
        ("2025-Q3", date(2025, 6, 15), date(2025, 9, 14)),
        ("2025-H1", date(2024, 12, 15), date(2025, 6, 14)),
        ("2025-H2", date(2025, 6, 15), date(2025, 12, 14)),
        ("2025-9M", date(2024, 12, 15), date(2025, 9, 14)),
        ("2025", date(2024, 12, 15), date(2025, 12, 14)),
    ],
)
def test_figures_close_as_article_12_of_the_decree_says(text: str, first: date, last: date) -> None:
    period = parse_period(text)
    assert (period.first_day(LEGAL), period.last_day(LEGAL)) == (first, last)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025-Q4", date(2025, 10, 1), date(2025, 12, 31)),
        ("2025-9M", date(2025, 1, 1), date(2025, 9, 30)),
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
    ],
)
def test_statistical_reports_keep_calendar_months(text: str, first: date, last: date) -> None:
    period = parse_period(text)
    assert (period.first_day(STATISTICAL), period.last_day(STATISTICAL)) == (first, last)


@pytest.mark.parametrize(
    ("text", "vi", "en"),
    [
        ("2025-09", "tháng 9 năm 2025", "September 2025"),
        ("2025-Q3", "quý III năm 2025", "third quarter of 2025"),
        ("2025-Q4", "quý IV năm 2025", "fourth quarter of 2025"),
        ("2025-H1", "6 tháng đầu năm 2025", "first half of 2025"),
        ("2025-H2", "6 tháng cuối năm 2025", "second half of 2025"),
        ("2025-9M", "9 tháng đầu năm 2025", "first nine months of 2025"),
        ("2025", "năm 2025", "2025"),
    ],
)
def test_names(text: str, vi: str, en: str) -> None:
    assert (parse_period(text).name("vi"), parse_period(text).name("en")) == (vi, en)


@pytest.mark.parametrize(
    ("text", "before", "year_before"),
    [
        ("2025-01", "2024-12", "2024-01"),
        ("2025-Q1", "2024-Q4", "2024-Q1"),
        ("2025-H2", "2025-H1", "2024-H2"),
        ("2025-9M", "2024-9M", "2024-9M"),
        ("2025", "2024", "2024"),
    ],
)
def test_the_period_before_and_the_same_one_a_year_before(text: str, before: str, year_before: str) -> None:
    period = parse_period(text)
    assert (str(period.previous()), str(period.same_period_last_year())) == (before, year_before)


def test_parts() -> None:
    assert [str(part) for part in parse_period("2025-Q3").parts()] == ["2025-07", "2025-08", "2025-09"]
    assert [str(part) for part in parse_period("2025-H2").parts(Span.QUARTER)] == ["2025-Q3", "2025-Q4"]
    with pytest.raises(WrongPeriod, match="a quarter is not made of whole periods of the length 'half_year'"):
        parse_period("2025-Q3").parts(Span.HALF_YEAR)


def test_a_day_after_the_nine_months() -> None:
    assert period_of(date(2025, 9, 14), Span.NINE_MONTHS, LEGAL) == parse_period("2025-9M")
    assert period_of(date(2025, 9, 15), Span.NINE_MONTHS, LEGAL) is None
    assert period_of(date(2025, 12, 15), Span.NINE_MONTHS, LEGAL) == parse_period("2026-9M")


@pytest.mark.parametrize("text", ["2025-13", "2025-Q5", "2025-00", "25-Q3", "quý III năm 2025", "2025-6M", ""])
def test_what_is_no_period_is_answered_with_the_right_form(text: str) -> None:
    with pytest.raises(WrongPeriod) as refused:
        parse_period(text)
    assert str(refused.value) == (
        f"'{text}' is not a period; write 2025-09 (month), 2025-Q3 (quarter), 2025-H1 (half-year), "
        "2025-9M (nine months) or 2025 (year)"
    )


def test_numbers_out_of_range() -> None:
    with pytest.raises(WrongPeriod, match="the year 1899 is not between 1900 and 2999"):
        parse_period("1900").previous()
    with pytest.raises(WrongPeriod, match="a year has no quarter number 5"):
        Period(Span.QUARTER, 2025, 5)


@EVERY
@given(PERIODS)
def test_printing_and_reading_are_inverse(period: Period) -> None:
    assert parse_period(str(period)) == period


@EVERY
@given(PERIODS)
def test_next_and_previous_are_inverse(period: Period) -> None:
    assert period.next().previous() == period == period.previous().next()
    assert period.previous() < period < period.next()


@EVERY
@given(TILING, st.sampled_from(Calendar))
def test_periods_of_one_length_leave_no_gap_and_do_not_overlap(period: Period, calendar: Calendar) -> None:
    assert period.next().first_day(calendar) == period.last_day(calendar) + timedelta(days=1)


@EVERY
@given(st.dates(date(1901, 1, 1), date(2998, 12, 1)), st.sampled_from(Span), st.sampled_from(Calendar))
def test_every_day_belongs_to_one_period(day: date, span: Span, calendar: Calendar) -> None:
    period = period_of(day, span, calendar)
    if period is None:
        assert span is Span.NINE_MONTHS
        return
    assert period.contains(day, calendar)
    assert not period.next().contains(day, calendar)
    assert not period.previous().contains(day, calendar)


@EVERY
@given(PERIODS, st.sampled_from(Calendar))
def test_the_parts_make_up_the_whole(period: Period, calendar: Calendar) -> None:
    months = period.parts()
    assert len(months) == period.span.months
    assert months[0].first_day(calendar) == period.first_day(calendar)
    assert months[-1].last_day(calendar) == period.last_day(calendar)
    assert all(one.next() == two for one, two in pairwise(months))
