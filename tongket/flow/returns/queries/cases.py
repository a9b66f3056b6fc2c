"""Reading cases and returns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import F

from tongket.core.forms.plain import indicator_from_json
from tongket.core.periods.moments import Moment, parse_moment
from tongket.core.rollup.combine.rows import CaseData, Row, by_rank
from tongket.core.rollup.tables import Said, Table, table_of
from tongket.flow.organisation.actors import Actor
from tongket.flow.returns.models import Case, CaseForm, CaseLoad, Revision
from tongket.flow.returns.models.cases import CaseQuerySet


class CaseNotFound(LookupError):
    """There is no such case, or the actor may not see it: the answer is the same. `names` are those that are seen."""

    def __init__(self, name: str, names: tuple[str, ...]) -> None:
        self.name = name
        self.names = names
        super().__init__(name)


def cases(actor: Actor) -> CaseQuerySet:
    """The cases that the actor may see, by name."""
    return Case.objects.visible_to(actor)


def case(actor: Actor, name: str) -> Case:
    """The case of that name. Raises CaseNotFound."""
    found = cases(actor).filter(name=name).first()
    if found is None:
        raise CaseNotFound(name, tuple(cases(actor).values_list("name", flat=True)[:20]))
    return found


@dataclass(frozen=True, slots=True)
class CaseListed:
    """A case as a list shows it."""

    name: str
    titles: dict[str, str]
    rows: int
    load: int
    loaded_at: datetime
    timezone: str

    @property
    def title(self) -> str:
        """The Vietnamese title, else another, else the name."""
        return self.titles.get("vi") or next(iter(self.titles.values()), self.name)

    def as_plain(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {**asdict(self), "loaded_at": self.loaded_at.isoformat()}


def case_list(actor: Actor) -> tuple[CaseListed, ...]:
    """The cases that the actor may see, the newest load first."""
    standing = CaseLoad.objects.filter(case__in=cases(actor), number=F("case__load")).select_related("case")
    return tuple(
        CaseListed(load.case.name, load.case.titles, load.rows, load.number, load.at, load.case.timezone)
        for load in standing.order_by("-at", "case__name")
    )


@dataclass(frozen=True, slots=True)
class CaseContent:
    """What the figures of a case rest on at present: the load that stands, and the administration of its units."""

    digest: str
    load: int
    loaded_at: datetime
    root: str


def case_content(actor: Actor, name: str) -> CaseContent:
    """The content that stands, in one query. Raises CaseNotFound."""
    standing = CaseLoad.objects.filter(case__in=cases(actor), case__name=name, number=F("case__load"))
    found = standing.values_list("digest", "number", "at", "case__root").first()
    if found is None:
        raise CaseNotFound(name, tuple(cases(actor).values_list("name", flat=True)[:20]))
    return CaseContent(*found)


@dataclass(frozen=True, slots=True)
class EventListed:
    """An event as a list shows it: how many moments it has, and the newest as the case writes it."""

    case: str
    event: str
    moments: int
    newest: str


def event_list(actor: Actor) -> tuple[EventListed, ...]:
    """The events of the cases that the actor may see, the newest moment first; one query."""
    standing = Revision.objects.visible_to(actor).current()
    found: dict[tuple[str, str], list[tuple[datetime, str]]] = {}
    fields = ("of__case__name", "of__event", "of__moment", "of__as_of")
    for name, event, moment, as_of in standing.order_by().values_list(*fields).distinct():
        found.setdefault((name, event), []).append((moment, as_of))
    listed = sorted(found.items(), key=lambda item: (max(item[1]), item[0]), reverse=True)
    return tuple(
        EventListed(name, event, len({moment for moment, _ in moments}), max(moments)[1])
        for (name, event), moments in listed
    )


def case_data(actor: Actor, name: str) -> CaseData:
    """All that a case says, from the revisions that stand. Raises CaseNotFound."""
    found = case(actor, name)
    form = CaseForm.objects.get(caseload__case=found, caseload__number=found.load)
    return CaseData(
        name=found.name,
        indicators={item["id"]: indicator_from_json(item) for item in form.indicators},
        rows=tuple(sorted(_rows(actor, found), key=lambda row: row.line)),
        root=found.root,
        timezone=found.timezone,
        titles=tuple(sorted(found.titles.items())),
        publisher=tuple(sorted(found.publisher.items())),
    )


def case_tables(actor: Actor, name: str) -> dict[str, Table]:
    """What every unit said, by event and moment ("yagi_2024-09-07T18:00"); the row that is believed, of several.

    Bodies outside the tree of units are left out. Raises CaseNotFound.
    """
    cells: dict[str, dict[tuple[str, str], Said]] = {}
    for row in by_rank(case_data(actor, name).rows):
        if row.unit is not None:
            period = f"{row.event}_{row.moment.instant:%Y-%m-%dT%H:%M}"
            cells.setdefault(period, {}).setdefault((row.unit, row.indicator), row.value)
    return {period: table_of(said) for period, said in sorted(cells.items())}


def _rows(actor: Actor, found: Case) -> Iterator[Row]:
    zone = ZoneInfo(found.timezone)
    moments: dict[str, Moment] = {}
    revisions = Revision.objects.visible_to(actor).current().filter(of__case=found)
    fields = ("of__as_of", "of__event", "of__level", "of__unit_id", "of__printed", "of__scope", "cells")
    for as_of, event, level, unit, printed, scope, cells in revisions.values_list(*fields).iterator(5_000):
        moment = moments.get(as_of)
        if moment is None:
            moment = moments[as_of] = parse_moment(as_of, zone)
        for indicator, cell in cells.items():
            for said in (cell, *cell.get("aside", ())):
                yield Row(
                    said["line"], moment, event, level, unit, printed, scope or None, indicator,
                    said["value"], said["reading"], said["list"], said["source"],
                )  # fmt: skip
