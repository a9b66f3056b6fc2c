"""Where moments stand on an axis of time, and what is written below it and beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import pairwise
from math import ceil
from zoneinfo import ZoneInfo

from tongket.core.pages.chart import Tick
from tongket.core.periods.moments import Moment
from tongket.core.phrasing.moments import LocalMoment, moment_label, short_date
from tongket.core.phrasing.numbers import number

_SILENCE = 3  # a gap that many times as long as all shorter ones together is drawn broken
_BROKEN = 0.12  # its width, as a share of the rest
_TICKS = 8
_MARKS = 5


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """Places of moments from 0 to 1 in proportion to time, but for silences that would press all else together."""

    moments: tuple[Moment, ...]
    places: tuple[float, ...]
    broken: frozenset[int]  # gaps after these moments

    @property
    def breaks(self) -> tuple[tuple[float, float], ...]:
        """The stretches that stand for a silence."""
        return tuple((self.places[gap], self.places[gap + 1]) for gap in sorted(self.broken))

    def place(self, at: datetime) -> float | None:
        """Where an instant stands; None within a silence and outside the axis."""
        for gap, (start, end) in enumerate(pairwise(self.moments)):
            if start.instant <= at <= end.instant and gap not in self.broken:
                share = (at - start.instant) / (end.instant - start.instant)
                return self.places[gap] + share * (self.places[gap + 1] - self.places[gap])
        return None

    def ticks(self, timezone: str, lang: str) -> tuple[Tick, ...]:
        """Days, at most eight and evenly chosen, and the day after each silence with its year."""
        zone = ZoneInfo(timezone)
        days = [moment.day for moment in self.moments]
        whole = (days[-1] - days[0]).days + 1
        midnights = [datetime.combine(days[0] + timedelta(n), time.min, zone) for n in range(1, whole)]
        seen = [(at, x) for at in midnights if (x := self.place(at)) is not None]
        step = max(ceil(len(seen) / _TICKS), 1)
        found = [Tick(x, _label(at.date(), lang)) for at, x in seen[::step]]
        after = [Tick(self.places[gap + 1], short_date(days[gap + 1], lang)) for gap in sorted(self.broken)]
        return (*found, *after) if found or after else (Tick(self.places[0], short_date(days[0], lang)),)


def _label(day: date, lang: str) -> str:
    at = LocalMoment(day)
    return moment_label(at, lang, beside=at)


def time_axis(moments: Sequence[Moment]) -> TimeAxis:
    """The axis of those moments, which are in order."""
    gaps = [(b.instant - a.instant).total_seconds() for a, b in pairwise(moments)]
    broken: set[int] = set()
    for gap in sorted(range(len(gaps)), key=lambda n: -gaps[n]):
        rest = sum(gaps[n] for n in range(len(gaps)) if n not in broken and n != gap)
        if not rest or gaps[gap] <= _SILENCE * rest:
            break
        broken.add(gap)
    kept = sum(length for n, length in enumerate(gaps) if n not in broken)
    widths = [_BROKEN * kept if n in broken else length for n, length in enumerate(gaps)]
    total = sum(widths) or 1.0
    places = [0.0]
    for width in widths:
        places.append(places[-1] + width / total)
    return TimeAxis(tuple(moments), tuple(places), frozenset(broken))


def value_marks(most: Decimal, lang: str) -> tuple[tuple[Decimal, str], ...]:
    """Round values from 0 to at least `most`, at most five steps.

    >>> [text for _, text in value_marks(Decimal(352), "vi")]
    ['0', '100', '200', '300', '400']
    """
    if most <= 0:
        return ((Decimal(0), "0"), (Decimal(1), "1"))
    power = Decimal(10) ** (most.adjusted() - 1)
    steps = (power * each for each in (1, 2, 5, 10, 20, 50, 100))
    step = next(step for step in steps if most <= step * _MARKS)
    decimals = max(0, -int(step.normalize().as_tuple().exponent))
    count = ceil(most / step)
    return tuple((step * n, number(step * n, lang, decimals)) for n in range(count + 1))
