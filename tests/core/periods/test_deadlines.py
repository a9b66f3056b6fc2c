"""Working days and deadlines, on the calendar shipped for Vietnam."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tongket.core.periods.deadlines import AfterCutOff, OnDate, Rule, deadline
from tongket.core.periods.periods import Calendar, Period, Span, parse_period
from tongket.core.periods.working_days import NotCovered, Step
from tongket.formats.reading.calendar import vietnam

EVERY = settings(max_examples=150, derandomize=True, deadline=None)
LEGAL = Calendar.LEGAL


@pytest.mark.parametrize(
    ("day", "works", "reason"),
    [
        (date(2026, 8, 22), True, "Làm việc thay ngày 31/08/2026"),  # a Saturday
        (date(2026, 8, 31), False, "Nghỉ hoán đổi với ngày 22/08/2026"),  # a Monday
        (date(2026, 9, 2), False, "Quốc khánh"),
        (date(2026, 1, 10), True, "Làm việc thay ngày 02/01/2026"),
        (date(2026, 4, 27), False, "Nghỉ bù Giỗ Tổ Hùng Vương"),  # the day itself is a Sunday
        (date(2025, 1, 27), False, "Tết Nguyên đán"),
        (date(2025, 2, 3), True, ""),
        (date(2025, 2, 1), False, ""),  # a plain Saturday
    ],
)
def test_days(day: date, works: bool, reason: str) -> None:
    assert (vietnam().is_working_day(day), vietnam().reason(day)) == (works, reason)


def test_the_arithmetic_over_a_holiday_and_an_exchanged_saturday() -> None:
    """Three working days after Friday 28 August 2026: the holiday takes Monday to Wednesday."""
    arithmetic = vietnam().add(date(2026, 8, 28), 3)
    assert arithmetic.day == date(2026, 9, 7)
    assert arithmetic.steps == (
        Step(date(2026, 8, 29), None),
        Step(date(2026, 8, 30), None),
        Step(date(2026, 8, 31), None, "Nghỉ hoán đổi với ngày 22/08/2026"),
        Step(date(2026, 9, 1), None, "Quốc khánh"),
        Step(date(2026, 9, 2), None, "Quốc khánh"),
        Step(date(2026, 9, 3), 1),
        Step(date(2026, 9, 4), 2),
        Step(date(2026, 9, 5), None),
        Step(date(2026, 9, 6), None),
        Step(date(2026, 9, 7), 3),
    )
    assert vietnam().add(date(2026, 8, 21), 1).day == date(2026, 8, 22)


@pytest.mark.parametrize(
    ("period", "rule", "day"),
    [
        ("2025-09", AfterCutOff(1), date(2025, 9, 15)),  # closed on Sunday the 14th
        ("2025-01", AfterCutOff(10), date(2025, 2, 4)),  # over Tết
        ("2025-H1", OnDate(20, 6), date(2025, 6, 20)),
        ("2025", OnDate(31), date(2025, 12, 31)),
        ("2025-10", OnDate(15, 11), date(2025, 11, 17)),  # 15 November 2025 is a Saturday
        ("2026-02", OnDate(31), date(2026, 3, 2)),  # the last day of February 2026 is a Saturday
        ("2025-03", OnDate(14), date(2025, 4, 14)),  # the 14th is the cut-off itself
    ],
)
def test_deadlines(period: str, rule: Rule, day: date) -> None:
    found = deadline(parse_period(period), rule, LEGAL, vietnam())
    assert found.day == day
    assert found.cut_off == parse_period(period).last_day(LEGAL)


def test_a_statistical_month_closes_with_the_month() -> None:
    found = deadline(parse_period("2026-08"), AfterCutOff(1), Calendar.STATISTICAL, vietnam())
    assert (found.cut_off, found.day) == (date(2026, 8, 31), date(2026, 9, 3))


def test_a_reporter_has_at_least_one_working_day() -> None:
    with pytest.raises(ValueError, match=r"at least one working day after the cut-off \(09/2019/NĐ-CP, article 8\)"):
        AfterCutOff(0)


@pytest.mark.parametrize(
    ("day", "month", "message"), [(32, None, "there is no day 32"), (5, 13, "there is no day 5 in month 13")]
)
def test_a_date_that_does_not_exist(day: int, month: int | None, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{message}$"):
        OnDate(day, month)


def test_a_year_that_nobody_has_decided_is_not_guessed() -> None:
    with pytest.raises(NotCovered) as refused:
        vietnam().add(date(2027, 12, 31), 1)
    assert str(refused.value) == (
        "the working calendar covers 2024-01-01 to 2027-12-31, not 2028-01-01; add the holidays of 2028 to it"
    )


def test_days_are_not_counted_backwards() -> None:
    with pytest.raises(ValueError, match="-1 working days cannot be added; count from the earlier day"):
        vietnam().add(date(2026, 9, 1), -1)


DAYS = st.dates(date(2024, 1, 1), date(2027, 6, 30))
RULES = st.one_of(
    st.builds(AfterCutOff, st.integers(1, 30)), st.builds(OnDate, st.integers(1, 31), st.none() | st.integers(1, 12))
)


@EVERY
@given(DAYS, st.integers(0, 60))
def test_adding_n_passes_exactly_n_working_days(start: date, n: int) -> None:
    found = vietnam().add(start, n)
    passed = [start + timedelta(days=k) for k in range(1, (found.day - start).days + 1)]
    assert sum(vietnam().is_working_day(day) for day in passed) == n
    assert [step.day for step in found.steps] == passed
    assert n == 0 or vietnam().is_working_day(found.day)


@EVERY
@given(DAYS, st.integers(0, 20), st.integers(0, 20))
def test_adding_in_two_goes_is_adding_at_once(start: date, first: int, second: int) -> None:
    halfway = vietnam().add(start, first).day
    assert vietnam().add(halfway, second).day == vietnam().add(start, first + second).day


@EVERY
@given(st.sampled_from(Span), st.integers(2024, 2025), st.integers(1, 12), RULES, st.sampled_from(Calendar))
def test_a_deadline_is_a_working_day_after_the_cut_off(
    span: Span, year: int, number: int, rule: Rule, calendar: Calendar
) -> None:
    period = Period(span, year, (number - 1) % span.in_a_year + 1)
    found = deadline(period, rule, calendar, vietnam())
    assert found.day > period.last_day(calendar)
    assert vietnam().is_working_day(found.day)
