"""The maps a page can be seen on: that of the moment, the newest one, and another one that was asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tongket.core.phrasing.moments import short_date
from tongket.core.rollup.combine.rows import PROVINCE
from tongket.core.rollup.combine.statement import Question
from tongket.flow.consolidation.views.addresses import Address


@dataclass(frozen=True, slots=True)
class MapChoice:
    """A map: how many provinces it has, its day in words, the page that shows it.

    `kind` is "moment", "newest" or "other"; `elsewhere` says that the unit shown is not on it.
    """

    kind: str
    provinces: int
    day: str
    url: str
    current: bool
    elsewhere: bool = False


def maps_of(question: Question, address: Address, lang: str) -> tuple[MapChoice, ...]:
    """The choices; the newest map only where it is another than that of the moment."""
    own, newest = question.as_of.day, newest_day(question)
    days: list[tuple[str, date, str]] = [("moment", own, "")]
    if newest > own:
        days.append(("newest", newest, newest.isoformat()))
    found = [_choice(question, address, lang, *day) for day in days]
    if question.map_day is not None and question.map_day not in (own, newest):
        found.append(_choice(question, address, lang, "other", question.map_day, question.map_day.isoformat()))
    return tuple(found)


def newest_day(question: Question) -> date:
    """The last day on which the tree changed: the map of today as far as it is recorded."""
    return question.tree.changes[-1] if question.tree.changes else question.as_of.day


def unit_on(question: Question, day: date) -> str | None:
    """The key of the unit asked for on another map: itself, or what it went into whole; None where neither is."""
    shares = question.tree.shares(question.unit, day)
    return shares[0].new if len(shares) == 1 and shares[0].fraction == 1 and shares[0].new else None


def _choice(question: Question, address: Address, lang: str, kind: str, day: date, name: str) -> MapChoice:
    map_ = question.tree.on(day)
    unit = unit_on(question, day) if address.unit else ""
    return MapChoice(
        kind=kind,
        provinces=map_.count(PROVINCE) or len(map_.children(question.case.root)),
        day=short_date(day, lang),
        url=address.with_(map=name, unit=unit or "", sort="").page,
        current=question.map_day == day,
        elsewhere=unit is None,
    )
