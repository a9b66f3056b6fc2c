"""Addresses of the pages of a round: the same choices in every link on them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.urls import reverse

from tongket.flow.consolidation.queries import PeriodQuestion


@dataclass(frozen=True, slots=True)
class PeriodAddress:
    """What a page of a round shows. `unit` "" for all of it, `map` "" for that of the cut-off.

    `section` is the part of the form in the table of units, `sort` the cell by which they are sorted; "" is by name.
    """

    round: int
    unit: str = ""
    map: str = ""
    section: str = ""
    sort: str = ""

    @property
    def page(self) -> str:
        """The page itself."""
        return reverse("consolidation:period", args=(self.round,)) + self._query("unit", "map", "section", "sort")

    def with_(self, **changes: str) -> PeriodAddress:
        """The same with other choices."""
        return replace(self, **changes)  # type: ignore[arg-type]

    def download(self, suffix: str) -> str:
        """The report or the figures of what the page shows, as a file."""
        path = reverse("consolidation:period-download", args=(self.round, suffix))
        return path + self._query("unit", "map")

    def figure(self, key: str) -> str:
        """How a figure came about."""
        path = reverse("consolidation:period-figure", args=(self.round,))
        return f"{path}?{urlencode([('cell', key), *self._chosen('unit', 'map')])}"

    def _query(self, *names: str) -> str:
        chosen = urlencode(self._chosen(*names))
        return f"?{chosen}" if chosen else ""

    def _chosen(self, *names: str) -> list[tuple[str, str]]:
        return [(name, value) for name in names if (value := str(getattr(self, name)))]


def period_address(question: PeriodQuestion, **choices: str) -> PeriodAddress:
    """The address of a question; the usual choices are left out of it."""
    usual = question.map_day == question.round.cut_off
    return PeriodAddress(
        round=question.round.id,
        unit="" if question.whole else question.unit,
        map="" if usual else question.map_day.isoformat(),
        **choices,
    )
