"""When a report is due, to the hour: a rule of `deadlines` with the time of day, as a regime keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from typing import Any

from tongket.core.periods.deadlines import AfterCutOff, Deadline, OnDate, Rule, deadline
from tongket.core.periods.periods import Calendar, Period
from tongket.core.periods.working_days import Arithmetic, Step, WorkingCalendar

END_OF_OFFICE = time(17)


@dataclass(frozen=True, slots=True)
class Order:
    """The last day by a rule, and the hour on it."""

    rule: Rule
    until: time = END_OF_OFFICE


@dataclass(frozen=True, slots=True)
class Due:
    """The last moment that is in time, and how its day was reckoned."""

    moment: datetime
    deadline: Deadline


def due(period: Period, order: Order, calendar: Calendar, working: WorkingCalendar, zone: tzinfo) -> Due:
    """When returns of a period are due. Raises NotCovered where the working calendar ends before."""
    found = deadline(period, order.rule, calendar, working)
    return Due(datetime.combine(found.day, order.until, zone), found)


def order_as_json(order: Order) -> dict[str, Any]:
    """The order as a regime keeps it.

    >>> order_as_json(Order(AfterCutOff(4)))
    {'working_days': 4, 'time': '17:00'}
    """
    rule = order.rule
    kept: dict[str, Any] = (
        {"working_days": rule.working_days} if isinstance(rule, AfterCutOff) else {"day": rule.day, "month": rule.month}
    )
    return kept | {"time": order.until.isoformat("minutes")}


def order_from_json(data: Mapping[str, Any]) -> Order:
    """The order that a regime keeps. Raises ValueError for one that cannot be."""
    rule = AfterCutOff(data["working_days"]) if "working_days" in data else OnDate(data["day"], data.get("month"))
    return Order(rule, time.fromisoformat(data["time"]))


def arithmetic_as_json(arithmetic: Arithmetic) -> dict[str, Any]:
    """How a day was reckoned, as it is kept beside the day: a later change of the calendar does not touch it."""
    steps = [{"day": step.day.isoformat(), "count": step.count, "reason": step.reason} for step in arithmetic.steps]
    days = {"start": arithmetic.start.isoformat(), "day": arithmetic.day.isoformat()}
    return {**days, "steps": steps, "calendar": arithmetic.calendar}


def arithmetic_from_json(data: Mapping[str, Any]) -> Arithmetic:
    """The arithmetic that was kept."""
    steps = tuple(Step(date.fromisoformat(s["day"]), s["count"], s["reason"]) for s in data["steps"])
    start = date.fromisoformat(data["start"])
    day = date.fromisoformat(data["day"]) if "day" in data else start
    return Arithmetic(start, day, steps, data.get("calendar", ""))
