"""How many working days are left, over weekends, holidays and Saturdays that are worked."""

from datetime import date

import pytest

from tongket.core.periods.remaining import working_days_left
from tongket.core.periods.working_days import WorkingCalendar

CALENDAR = WorkingCalendar(
    date(2026, 1, 1), date(2026, 12, 31), {date(2026, 8, 31): "Nghỉ bù", date(2026, 9, 1): "Quốc khánh"},
    {date(2026, 8, 22): "Làm bù"},
)  # fmt: skip


@pytest.mark.parametrize(
    ("today", "due", "left"),
    [
        (date(2026, 11, 16), date(2026, 11, 19), 3),  # Monday to Thursday
        (date(2026, 11, 20), date(2026, 11, 23), 1),  # Friday to Monday
        (date(2026, 11, 19), date(2026, 11, 19), 0),
        (date(2026, 8, 21), date(2026, 8, 24), 2),  # Saturday 22 August is worked
        (date(2026, 8, 28), date(2026, 9, 2), 1),  # Monday and Tuesday are off
        (date(2026, 11, 23), date(2026, 11, 19), -2),  # overdue by Friday and Monday
        (date(2026, 12, 30), date(2027, 1, 4), None),  # nobody has said yet which days are off
    ],
)
def test_working_days_left(today, due, left):
    assert working_days_left(today, due, CALENDAR) == left
