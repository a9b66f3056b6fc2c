"""Reading cases and returns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any
from zoneinfo import ZoneInfo

from tongket.core.periods.moments import Moment, parse_moment
from tongket.core.rollup.combine.rows import CaseData, Row
from tongket.core.rollup.model import Indicator, Kind, OverTime, OverUnits
from tongket.flow.organisation.actors import Actor
from tongket.flow.returns.models import Case, Form, Revision
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


def case_data(actor: Actor, name: str) -> CaseData:
    """All that a case says, from the revisions that stand. Raises CaseNotFound."""
    found = case(actor, name)
    form = Form.objects.get(caseload__case=found, caseload__number=found.load)
    return CaseData(
        name=found.name,
        indicators={item["id"]: indicator_from_json(item) for item in form.indicators},
        rows=tuple(sorted(_rows(actor, found), key=lambda row: row.line)),
        root=found.root,
        timezone=found.timezone,
        titles=tuple(sorted(found.titles.items())),
        publisher=tuple(sorted(found.publisher.items())),
    )


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


def indicator_as_json(indicator: Indicator) -> dict[str, Any]:
    """An indicator as a form keeps it."""
    return {**asdict(indicator), "names": dict(indicator.names), "unit_words": dict(indicator.unit_words)}


def indicator_from_json(data: dict[str, Any]) -> Indicator:
    """The indicator that a form keeps."""
    return Indicator(
        **{
            **data,
            "kind": Kind(data["kind"]),
            "over_units": OverUnits(data["over_units"]),
            "over_time": OverTime(data["over_time"]),
        }
    )
