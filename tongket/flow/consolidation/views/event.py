"""The page of an event at a moment, for the country or any unit of it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from tongket.core.phrasing.context import Context, plain
from tongket.core.phrasing.coverage import coverage, reported_anything
from tongket.core.phrasing.groups import opening_item
from tongket.core.phrasing.moments import moment_label
from tongket.core.phrasing.notes import nearest_map
from tongket.core.rollup.combine.rows import COUNTRY
from tongket.core.rollup.combine.statement import Question
from tongket.core.rollup.figures import Statement
from tongket.flow.consolidation import queries
from tongket.flow.consolidation.views.addresses import Address, address_of
from tongket.flow.consolidation.views.caching import by_content
from tongket.flow.consolidation.views.display.charts import Charts, charts_of, chosen, measured_with
from tongket.flow.consolidation.views.display.figures import Group, groups_of, lead
from tongket.flow.consolidation.views.display.frame import frame
from tongket.flow.consolidation.views.display.notes import Notes
from tongket.flow.consolidation.views.display.returns import printed_rows, reforms_behind, returns_behind
from tongket.flow.consolidation.views.display.units import table_of_parts, table_of_shares
from tongket.flow.consolidation.views.wrong import says_what_is_wrong
from tongket.flow.organisation.actors import Actor, Request, lang_of, public


@require_safe
@public
@says_what_is_wrong
def case(request: Request, actor: Actor, case: str) -> HttpResponse:
    """A case: its one event, or the choice among several."""
    question = queries.ask(actor, case)
    return redirect("consolidation:event", case, question.event)


@require_safe
@public
@says_what_is_wrong
@by_content
def event(request: Request, actor: Actor, case: str, event: str) -> HttpResponse:
    """An event at its newest moment."""
    return _page(request, _asked(request, actor, case, event=event))


@require_safe
@public
@says_what_is_wrong
@by_content
def moment(request: Request, actor: Actor, case: str, event: str, moment: str) -> HttpResponse:
    """An event at one moment."""
    return _page(request, _asked(request, actor, case, event=event, as_of=moment))


@require_safe
@public
@says_what_is_wrong
@by_content
def unit(request: Request, actor: Actor, case: str, event: str, moment: str, unit: str) -> HttpResponse:
    """The figures of one unit at one moment."""
    return _page(request, _asked(request, actor, case, event=event, as_of=moment, unit=unit))


@require_safe
@public
@says_what_is_wrong
def go(request: Request, actor: Actor, case: str, event: str) -> HttpResponse:
    """From the form that chooses a moment to the page of that moment."""
    chosen = {name: request.GET.get(name, "") for name in ("moment", "unit", "map", "group", "figure", "sort")}
    if not chosen["moment"]:
        return redirect("consolidation:event", case, event)
    return redirect(Address(case, event, **chosen).page)


@require_safe
@public
@says_what_is_wrong
@by_content
def returned(request: Request, actor: Actor, case: str, event: str, moment: str, unit: str) -> HttpResponse:
    """What a unit said at one moment, as its sources print it."""
    question = queries.ask(actor, case, event=event, as_of=moment, unit=unit)
    rows = printed_rows(queries.printed(question, question.unit), question, lang_of())
    return render(
        request, "consolidation/return.html", {**frame(question, address_of(question), lang_of()), "rows": rows}
    )


def _asked(request: Request, actor: Actor, case: str, **words: Any) -> Question:
    return queries.ask(actor, case, on_map=request.GET.get("map") or None, **words)


def _page(request: Request, question: Question) -> HttpResponse:
    chosen = {name: request.GET.get(name, "") for name in ("group", "figure", "sort")}
    address = address_of(question, **chosen)
    statement = queries.public_figures(question)
    return render(request, "consolidation/event.html", {
        **frame(question, address, lang_of()),
        **_told(question, statement, address),
    })  # fmt: skip


def _told(question: Question, statement: Statement, address: Address) -> dict[str, Any]:
    """The figures: the opening sentence, the groups, the table of units, the returns behind."""
    context = plain(statement, lang_of())
    notes, unit_notes = Notes("note"), Notes("unit-note")
    groups = groups_of(context, address, notes, _named_below(statement))
    group = next((g for g in groups if g.slug == address.group), groups[0] if groups else None)
    opening = opening_item(statement.figures)
    return {
        "charts": _charts(context, question, address),
        "as_of_label": moment_label(context.at, context.lang, beside=context.at),
        "lead": lead(context),
        "coverage": coverage(context, opening.figure) if opening else "",
        "reported": reported_anything(context),
        "nearest_map": [nearest_map(context, note) for note in statement.notes],
        "groups": groups,
        "group": group,
        "group_links": [(g, address.with_(group=g.slug, sort="").page + "#units") for g in groups],
        "table": _units(question, context, group, address, unit_notes) if group else None,
        "notes": notes,
        "unit_notes": unit_notes,
        **_behind(context, question, groups, address),
    }


def _charts(context: Context, question: Question, address: Address) -> Charts | None:
    figure = chosen(context, address.figure)
    if figure is None:
        return None
    indicators = measured_with(context, figure)
    found = queries.public_series(question, [indicator.id for indicator in indicators])
    return charts_of(context, question, figure, found, indicators, address)


def _named_below(statement: Statement) -> frozenset[str]:
    """Units whose notes stand in the table of units and not at the total."""
    if statement.unit_level != COUNTRY:
        return frozenset()
    return frozenset(c.under for f in statement.figures for c in f.contributors if c.under)


def _units(question: Question, context: Context, group: Group, address: Address, notes: Notes) -> Any:
    if context.statement.unit_level == COUNTRY:
        return table_of_shares(context, group.figures, address, notes)
    return table_of_parts(context, group.figures, queries.public_parts(question), address, notes)


def _behind(context: Context, question: Question, groups: tuple[Group, ...], address: Address) -> Any:
    """The returns behind the figures of a unit, and how they came onto the map; a country leaves them to its units."""
    if context.statement.unit_level == COUNTRY:
        return {}
    figures = [figure for group in groups for figure in group.figures]
    return {
        "behind": returns_behind(context, figures, question, address),
        "reforms": reforms_behind(context, figures, question),
    }
