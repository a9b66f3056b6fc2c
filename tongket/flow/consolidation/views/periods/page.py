"""The page of a round, the list of rounds, and how a figure came about."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tongket.core.forms.consolidated import PeriodFigures, Standing
from tongket.core.forms.model import Part
from tongket.core.phrasing.moments import short_date
from tongket.core.phrasing.periodic.origins import CellTold, OriginTold, told
from tongket.core.phrasing.periodic.report import report_title
from tongket.core.phrasing.periodic.words import coverage
from tongket.flow.consolidation import queries
from tongket.flow.consolidation.queries import FigureOrigin, PeriodQuestion
from tongket.flow.consolidation.views.display.notes import Notes
from tongket.flow.consolidation.views.files import language
from tongket.flow.consolidation.views.periods import display
from tongket.flow.consolidation.views.periods.addresses import PeriodAddress, period_address
from tongket.flow.consolidation.views.periods.asking import asked
from tongket.flow.organisation.actors import Actor, Request, public
from tongket.flow.returns.queries import may_publish, rounds_listed

DOWNLOADS = ("docx", "pdf", "html", "xlsx", "csv", "json")


@require_safe
@public
def periods(request: Request, actor: Actor) -> HttpResponse:
    """Rounds whose figures the reader may see: the published ones, and those of committees one works for."""
    lang = language(request)
    rounds = [
        (reverse("consolidation:period", args=(pk,)), committee, title, period.name(lang), published)
        for pk, committee, title, period, published in rounds_listed(actor)
    ]
    return render(request, "consolidation/periods.html", {"rounds": rounds})


@require_safe
@public
def period(request: Request, actor: Actor, round: int) -> HttpResponse:
    """The consolidated figures of a round, for all of it or one unit."""
    question = asked(request, actor, round)
    address = period_address(question, section=request.GET.get("section", ""), sort=request.GET.get("sort", ""))
    found = queries.period_figures(actor, question)
    lang = language(request)
    return render(request, "consolidation/period.html", {
        **_frame(request, question, found, address, lang),
        **_figures(question, found, address, lang),
        **_returns(question, found, lang),
        "may_publish": may_publish(actor, question.round.committee, question.round.committee_unit),
        "downloads": [(suffix, address.download(suffix)) for suffix in DOWNLOADS],
    })  # fmt: skip


@require_safe
@public
def figure(request: Request, actor: Actor, round: int) -> HttpResponse:
    """How one figure came about: what was added, from which returns, and by which acts it was recast."""
    question = asked(request, actor, round)
    try:
        found = queries.figure_origin(actor, question, request.GET.get("cell", ""))
    except queries.WrongQuestion as error:
        raise Http404 from error
    lang = language(request)
    address = period_address(question)
    return render(request, "consolidation/period_figure.html", {
        **_frame(request, question, found.figures, address, lang),
        "origin": _linked(told(found.origin, found.figures, question.tree, lang), found),
    })  # fmt: skip


def _frame(
    request: Request, question: PeriodQuestion, found: PeriodFigures, address: PeriodAddress, lang: str
) -> dict[str, Any]:
    read = question.round
    day = request.at.date()
    above = [unit for unit in reversed(question.map.ancestors(question.unit)) if question.map.is_under(
        unit.key, queries.top_of(question)
    )]  # fmt: skip
    return {
        "round": read,
        "address": address,
        "title": report_title(found, queries.paper(question, day), lang),
        "period": found.period.name(lang),
        "first_day": short_date(read.first_day, lang),
        "cut_off": short_date(read.cut_off, lang),
        "unit": None if question.whole else question.asked,
        "above": [(each, address.with_(unit="" if n == 0 else each.key, sort="").page) for n, each in enumerate(above)],
    }


def _figures(question: PeriodQuestion, found: PeriodFigures, address: PeriodAddress, lang: str) -> dict[str, Any]:
    notes = Notes("note")
    within = question.round.within
    sections = [section for section in found.content.sections if section.entries]
    section = next((each for each in sections if each.key == address.section), sections[0] if sections else None)
    groups = display.groups_of(found, address, notes, lang, linked=within)
    return {
        "groups": groups,
        "columns": display.columns_of(groups),
        "notes": notes,
        "maps": display.maps_of(question, address, lang),
        "section": section,
        "sections": [(each, address.with_(section=each.key, sort="").page + "#units") for each in sections],
        "table": display.units_of(found, section, address, lang, within=within) if section else None,
        "bars": display.bars_of(found, section, address, lang) if section else None,
    }


def _returns(question: PeriodQuestion, found: PeriodFigures, lang: str) -> dict[str, Any]:
    within, of = question.round.within, found.coverage
    standings = {
        name: display.names_of(of.standing(kind), within=within)
        for name, kind in (("waiting", Standing.WAITING), ("missing", Standing.MISSING))
    }
    return {
        "coverage": coverage(of, lang)[:1],
        "standings": standings,
        "parts": [
            (display.part_title(part, lang), found.edited.get(part.value, "").splitlines(),
             display.units_words(found, part))
            for part in Part
            if within or part.value in found.edited
        ],
    }  # fmt: skip


def _linked(origin: OriginTold, found: FigureOrigin) -> dict[str, Any]:
    """An origin with the addresses of the returns behind it."""

    def cell(one: CellTold) -> dict[str, Any]:
        behind = found.returns.get((one.period, one.unit))
        url = reverse("return", args=(behind.obligation,)) if behind else ""
        return {"told": one, "url": url, "number": behind.number if behind else 0, "at": behind.at if behind else None}

    return {
        "told": origin,
        "cells": [cell(one) for one in origin.cells],
        "parts": [_linked(part, found) for part in origin.parts],
        "periods": len({one.period for one in origin.cells}) > 1,
        "shares": any(one.fraction for one in origin.cells),
    }
