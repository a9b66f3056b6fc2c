"""How many working days are left until a day, as people count them."""

from __future__ import annotations

from datetime import date, timedelta

from tongket.core.periods.working_days import NotCovered, WorkingCalendar

_FARTHEST = 400  # days; beyond it nobody counts working days


def working_days_left(today: date, due: date, calendar: WorkingCalendar) -> int | None:
    """Working days after today up to the day itself, which is counted; negative once it is past, 0 on the day.

    None where the calendar does not cover these days.
    """
    first, last = min(today, due), max(today, due)
    if (last - first).days > _FARTHEST:
        return None
    days = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
    try:
        count = sum(calendar.is_working_day(day) for day in days)
    except NotCovered:
        return None
    return count if due >= today else -count
