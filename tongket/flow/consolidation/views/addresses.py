"""Addresses of the pages of an event: stable, readable, one for each moment, unit and map."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.urls import reverse

from tongket.core.periods.moments import Moment
from tongket.core.rollup.combine.statement import AS_IT_WAS, Question


def moment_slug(moment: Moment, timezone: str) -> str:
    """A moment as it stands in an address: local time "2024-09-11T13:30", or the date alone."""
    if not moment.has_hour:
        return moment.day.isoformat()
    local = moment.instant.astimezone(ZoneInfo(timezone))
    return local.strftime("%Y-%m-%dT%H:%M:%S" if local.second else "%Y-%m-%dT%H:%M")


@dataclass(frozen=True, slots=True)
class Address:
    """What a page of an event shows: the same things in every link on it.

    `unit` is "" for the country, `map` "" for the map of the moment, `group` and `figure` the chosen figures, `sort`
    the column that the units are sorted by; "" is the usual order.
    """

    case: str
    event: str
    moment: str
    unit: str = ""
    map: str = ""
    group: str = ""
    figure: str = ""
    sort: str = ""

    @property
    def page(self) -> str:
        """The page itself."""
        if self.unit:
            path = reverse("consolidation:unit", args=(self.case, self.event, self.moment, self.unit))
        else:
            path = reverse("consolidation:moment", args=(self.case, self.event, self.moment))
        return path + self._query("map", "group", "figure", "sort")

    def at(self, moment: Moment, timezone: str) -> Address:
        """The same at another moment."""
        return replace(self, moment=moment_slug(moment, timezone))

    def with_(self, **changes: str) -> Address:
        """The same with other choices."""
        return replace(self, **changes)

    def download(self, suffix: str) -> str:
        """The report or the figures of what the page shows, as a file."""
        path = reverse("consolidation:download", args=(self.case, self.event, self.moment, suffix))
        return path + self._query("map", "unit")

    def return_of(self, holder: str, moment: str) -> str:
        """What a unit said at a moment."""
        return reverse("consolidation:return", args=(self.case, self.event, moment, holder))

    @property
    def reconciliation(self) -> str:
        """Our totals beside the published ones, over all moments."""
        return reverse("consolidation:reconciliation", args=(self.case, self.event)) + self._query("map")

    @property
    def feed(self) -> str:
        """New moments as an Atom feed."""
        return reverse("consolidation:feed", args=(self.case, self.event))

    @property
    def go(self) -> str:
        """Where the form that chooses a moment is sent."""
        return reverse("consolidation:go", args=(self.case, self.event))

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """The choices that such a form carries along, name and value."""
        return self._chosen("unit", "map", "group", "figure", "sort")

    def _query(self, *names: str) -> str:
        chosen = urlencode(self._chosen(*names), safe=":")
        return f"?{chosen}" if chosen else ""

    def _chosen(self, *names: str) -> tuple[tuple[str, str], ...]:
        return tuple((name, value) for name in names if (value := str(getattr(self, name))))


def address_of(question: Question, **choices: str) -> Address:
    """The address of a question; the usual choices are left out of it."""
    usual = question.map_day == question.as_of.day
    map_ = "" if usual else AS_IT_WAS if question.map_day is None else question.map_day.isoformat()
    return Address(
        case=question.case.name,
        event=question.event,
        moment=moment_slug(question.as_of, question.case.timezone),
        unit="" if question.unit == question.case.root else question.unit,
        map=map_,
        **choices,
    )
