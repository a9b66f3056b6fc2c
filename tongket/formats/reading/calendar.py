"""Reads a working calendar: `date, kind, name, source`, a row a day that the weekday alone does not tell."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from importlib import resources

from tongket.core.messages import InputRejected, Message
from tongket.core.periods.working_days import SATURDAY, WorkingCalendar
from tongket.core.text import squeeze

COLUMNS = ("date", "kind", "name", "source")
OFF, WORKED = "off", "worked"


def read_calendar(text: str, file: str) -> WorkingCalendar:
    """The calendar of all years from the first to the last that are named. Raises InputRejected, with every error.

    `file` is the name used in messages.
    """
    rows = csv.reader(io.StringIO(text))
    header = tuple(cell.strip() for cell in next(rows, []))
    if header != COLUMNS:
        raise InputRejected((Message(file, 1, f"the columns are not {', '.join(COLUMNS)}", code="columns"),))
    days: dict[str, dict[date, str]] = {OFF: {}, WORKED: {}}
    errors: list[Message] = []
    for row in rows:
        if any(row):
            problem = _take(row, days)
            errors += [Message(file, rows.line_num, problem, code="calendar")] if problem else []
    errors = errors or _whole_years(file, days[OFF])
    if errors:
        raise InputRejected(tuple(errors))
    years = {day.year for day in days[OFF]}
    version = sha256(text.encode()).hexdigest()[:8]
    return WorkingCalendar(date(min(years), 1, 1), date(max(years), 12, 31), days[OFF], days[WORKED], version)


@dataclass(frozen=True, slots=True)
class Listed:
    """One day of a calendar file: off, or a weekend day that is worked; with its name and where that was read."""

    day: date
    worked: bool
    name: str
    source: str


@cache
def vietnam_listed() -> tuple[Listed, ...]:
    """Every day that the shipped calendar names, in order."""
    vietnam()  # the file is whole, or InputRejected says why not
    rows = csv.DictReader(io.StringIO(_shipped()))
    found = (
        Listed(date.fromisoformat(row["date"].strip()), row["kind"].strip() == WORKED, row["name"], row["source"])
        for row in rows
    )
    return tuple(sorted(found, key=lambda each: each.day))


@cache
def vietnam() -> WorkingCalendar:
    """The calendar shipped for offices of the Vietnamese state."""
    return read_calendar(_shipped(), "calendar/vietnam.csv")


def _shipped() -> str:
    return (resources.files("tongket.data") / "calendar" / "vietnam.csv").read_text("utf-8")


def _take(row: list[str], days: dict[str, dict[date, str]]) -> str:
    """Enter one row; what is wrong with it, if anything."""
    if len(row) != len(COLUMNS):
        return f"{len(row)} cells instead of {len(COLUMNS)}"
    written, kind, name, source = (squeeze(cell) for cell in row)
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return f"'{written}' is not a date; write 2026-08-22"
    problems = {
        f"the kind '{kind}' is neither {OFF} nor {WORKED}": kind not in days,
        f"{day} stands twice": any(day in known for known in days.values()),
        f"{day} is no Saturday or Sunday; only these are worked in exchange": kind == WORKED
        and day.weekday() < SATURDAY,
        f"{day} has no {'source' if name else 'name'}": not name or not source,
    }
    problem = next((text for text, found in problems.items() if found), "")
    if not problem:
        days[kind][day] = name
    return problem


def _whole_years(file: str, off: Iterable[date]) -> list[Message]:
    """A year without any day off is a year that was left out."""
    years = {day.year for day in off}
    if not years:
        return [Message(file, 0, "no day off is named", code="calendar")]
    left_out = set(range(min(years), max(years))) - years
    return [Message(file, 0, f"the year {year} has no day off", code="calendar") for year in sorted(left_out)]
