"""The page of a unit: what became of it, and its figures over time."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tongket.core.phrasing.groups import HEADLINES
from tongket.core.rollup.combine.statement import Question
from tongket.core.rollup.model import Indicator
from tongket.core.units.model import Unit
from tongket.core.units.tree import Tree
from tongket.flow.consolidation import queries
from tongket.flow.consolidation.views.addresses import address_of
from tongket.flow.consolidation.views.display.history import named, steps
from tongket.flow.consolidation.views.display.maps import newest_day
from tongket.flow.consolidation.views.display.over_time import over_time
from tongket.flow.organisation.actors import Actor, Request, lang_of, public
from tongket.flow.organisation.queries import roots, tree

_MOST_FIGURES = 4


@require_safe
@public
def history(request: Request, actor: Actor, key: str) -> HttpResponse:
    """A unit of any date."""
    found = next((tree_ for root in roots() if key in (tree_ := tree(root))), None)
    if found is None:
        return render(request, "consolidation/wrong.html", {"about": "unit", "asked": key, "choices": ()}, status=404)
    unit, lang = found.unit(key), lang_of()
    trace = found.trace(key)
    return render(request, "consolidation/history.html", {
        "unit": named(found, unit),
        "level": unit.level,
        "code": unit.code,
        "act": unit.act,
        "earlier": steps(found, trace.earlier, lang),
        "later": steps(found, trace.later, lang),
        "counted_at": _counted_at(found, unit),
        "events": [_event(question, unit, lang) for question in queries.events_of_unit(actor, found, key)],
    })  # fmt: skip


def _counted_at(tree_: Tree, unit: Unit) -> list[Any]:
    """Where the figures of a unit that ended without a successor count today."""
    if unit.end is None or tree_.successors(unit.key):
        return []
    shares = tree_.shares(unit.key, tree_.changes[-1])
    return [named(tree_, tree_.unit(share.new)) for share in shares if share.new]


def _event(question: Question, unit: Unit, lang: str) -> dict[str, Any]:
    """The first figures of an event for the unit, on its own map and on that of today where it is another."""
    indicators = _first(question)
    titles = dict(question.case.titles)
    tables = []
    for asked in queries.on_both_maps(question, unit.key, newest_day(question)):
        found = queries.public_series(asked, [i.id for i in indicators])
        tables.append((asked.asked, over_time(asked, found, indicators, address_of(asked), lang)))
    return {"title": titles.get(lang) or question.case.name, "tables": [t for t in tables if t[1]]}


def _first(question: Question) -> list[Indicator]:
    """The figures that open a report, else the first of the case."""
    own = question.case.indicators
    first = [own[i] for i in (*HEADLINES, "missing", "injured") if i in own]
    return (first or list(own.values()))[:_MOST_FIGURES]
