"""Pages of regimes: the list, a new one, one with its rounds and the next one, changing and ending it; the calendar."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tongket.core.forms.duty import Terms
from tongket.core.periods.periods import Period, WrongPeriod, parse_period
from tongket.core.periods.wording import day_text
from tongket.core.text import whole_number
from tongket.core.units.finding import UnitNotFound
from tongket.flow.organisation.actors import READERS, Actor, Request, form_page, lang_of, open_to
from tongket.flow.organisation.queries import unit_named
from tongket.flow.returns.actions import regimes as actions
from tongket.flow.returns.forms.regimes import EndRegimeForm, FormChoice, RegimeForm, level_name
from tongket.flow.returns.queries import forms as form_queries
from tongket.flow.returns.queries import regimes as queries
from tongket.flow.returns.views.designing.common import WRITER
from tongket.flow.returns.views.designing.due import previewed, said_of
from tongket.formats.reading.calendar import vietnam, vietnam_listed


def refusal(refused: actions.Refused) -> str:
    """Why it cannot be done, and what to do."""
    return {
        "title": _("The committee has a regime of this title already."),
        "form": _("The form has no version in use: finish its draft and issue it first."),
        "closed": _("The committee is closed: it asks for nothing any more."),
        "span": _("Periods were opened already: how often and the closing day stay as they are. Make a new regime."),
        "start": _("A period that closes earlier was opened already."),
        "end": _("A period that closes later was opened already."),
        "period": _("The regime does not ask for this period: look at its first and last day."),
        "units": _("No unit would report: look at where the units are, and on which level."),
        "deadline": _("The level “%(level)s” has no deadline.") % {"level": level_name(refused.about)},
        "calendar": _("The days off of %(year)s are not in the working calendar yet: they are announced year by year.")
        % {"year": refused.about},
        "locked": _("The period is locked: reopen it first."),
    }[refused.code]


@require_safe
@open_to(*READERS)
def regimes(request: Request, actor: Actor) -> HttpResponse:
    """Regimes that one makes, reads or reports under."""
    context = {
        "regimes": [{"row": each, "newest": each.newest.name(lang_of()) if each.newest else ""}
                    for each in queries.regimes(actor)],
        "keeps": bool(form_queries.committees_kept(actor)),
        "has_forms": any(each.version for each in form_queries.forms(actor)),
    }  # fmt: skip
    return render(request, "returns/regimes.html", context)


@form_page
@open_to(WRITER)
def new(request: Request, actor: Actor) -> HttpResponse:
    """A regime for one of the forms in use: first which, then all that it says."""
    kept = {each.id for each in form_queries.committees_kept(actor)}
    offered = [
        (each.id, f"{each.name} ({each.committee})")
        for each in form_queries.forms(actor) if each.version and each.committee_id in kept
    ]  # fmt: skip
    chosen = request.GET.get("form", "") or (str(offered[0][0]) if len(offered) == 1 else "")
    if (number := whole_number(chosen)) is None:
        return render(request, "returns/regime_new.html", {"form": FormChoice(offered=offered), "offered": offered})
    row = form_queries.kept_form(actor, number)
    today = request.at.date()
    committee = row.committee
    levels = queries.levels_at(committee.unit_id, committee.unit.administration_id, today)
    form = RegimeForm(request.POST or None, levels=levels, initial={
        "title": row.name, "recipient": committee.name, "means": _("Entered in this system"),
        "under": str(committee.unit),
        "levels": list(levels)[-1:], "start": committee.start if committee.start > today else today.replace(day=1),
    })  # fmt: skip
    if form.is_valid():
        known = {str(committee.unit): committee.unit_id}
        terms = _terms(form, today, known, committee.unit.administration_id)
        if terms is not None:
            try:
                made = actions.set_up_regime(
                    committee=committee.pk, form=row.pk, terms=terms, by=actor, at=request.at
                )  # fmt: skip
            except actions.Refused as refused:
                _tell(form, refused)
            else:
                return redirect("regime", made)
    context = {"form": form, "title": _("New regime"), "asked": row, "deed": _("Set up the regime"), "back": "regimes"}
    return render(request, "returns/regime_sheet.html", context)


@form_page
@open_to(WRITER)
def change(request: Request, actor: Actor, id: int) -> HttpResponse:
    """What a regime says, for periods that are opened from now on."""
    row = queries.kept_regime(actor, id)
    today = request.at.date()
    shown = queries.regime(actor, id, today)
    root = row.committee.unit.administration_id
    levels = queries.levels_at(shown.terms.reporters.under, root, today)
    levels |= {level: 0 for level in shown.terms.reporters.levels if level not in levels}
    form = RegimeForm(
        request.POST or None, levels=levels, fixed=bool(shown.rounds),
        initial=RegimeForm.of(shown.terms, levels, shown.under, shown.excepted),
    )  # fmt: skip
    if form.is_valid():
        reporters = shown.terms.reporters
        known = dict(zip((shown.under, *shown.excepted), (reporters.under, *reporters.excepted), strict=True))
        terms = _terms(form, today, known, root)
        if terms is not None:
            try:
                actions.change_regime(regime=id, terms=terms, by=actor, at=request.at)
            except actions.Refused as refused:
                _tell(form, refused)
            else:
                return redirect("regime", id)
    context = {"form": form, "title": _("Change the regime"), "asked": row.form, "deed": _("Save"), "back": id}
    return render(request, "returns/regime_sheet.html", context)


def _terms(form: RegimeForm, day: date, known: Mapping[str, str], root: str) -> Terms | None:
    """What the sheet says, with units by their keys; None with an error told where a name means no unit.

    `known` are names whose units are meant whatever else is called so.
    """
    under = _key(form, "under", form.cleaned_data["under"], day, known)
    if under is None:
        return None
    there = {unit.full_name: unit.key for unit in queries.reporting(form.terms(under, ()), root, day)}
    if not there:
        form.add_error("levels", _("There is no unit of this level within that unit."))
    names = [name.strip() for name in form.cleaned_data["excepted"].splitlines() if name.strip()]
    keys = [_key(form, "excepted", name, day, {**there, **known}) for name in names]
    return None if form.errors else form.terms(under, tuple(key for key in keys if key))


def _key(form: RegimeForm, field: str, name: str, day: date, known: Mapping[str, str]) -> str | None:
    try:
        return known.get(name) or unit_named(name, day)
    except UnitNotFound as error:
        near = "; ".join(error.near)
        text = _("No unit is called “%(name)s”.") % {"name": name}
        form.add_error(field, f"{text} {_('Near to it:')} {near}." if near else text)
        return None


def _tell(form: RegimeForm, refused: actions.Refused) -> None:
    field = {"title": "title", "start": "start", "span": "span", "units": "levels"}.get(refused.code)
    form.add_error(field, refusal(refused))


@require_safe
@open_to(*READERS)
def regime(request: Request, actor: Actor, id: int) -> HttpResponse:
    """A regime with its rounds, and what the next one would be."""
    today = request.at.date()
    asked = _period(request.GET.get("period", ""))
    shown = queries.regime(actor, id, today, asked)
    return _regime_page(request, shown)


def _regime_page(request: Request, shown: queries.RegimeShown, wrong: str = "") -> HttpResponse:
    lang = lang_of()
    told: dict[str, str] = {"renewed": _("The period was brought up to date."), "same": _("Nothing had to be changed.")}
    context: dict[str, Any] = {
        "shown": shown, "wrong": wrong, "said": said_of(shown, lang), "told": told.get(request.GET.get("done", ""), ""),
        "rounds": [{"row": each, "name": each.period.name(lang)} for each in shown.rounds],
        "may_open": [(str(each), each.name(lang)) for each in shown.may_open],
        "preview": previewed(shown.preview, shown.terms, lang) if shown.preview else None,
    }  # fmt: skip
    return render(request, "returns/regime.html", context, status=409 if wrong else 200)


def _period(text: str) -> Period | None:
    try:
        return parse_period(text) if text else None
    except WrongPeriod:
        return None


@require_POST
@open_to(WRITER)
def open_period(request: Request, actor: Actor, id: int) -> HttpResponse:
    """Ask for a period."""
    today = request.at.date()
    asked = _period(request.POST.get("period", ""))
    shown = queries.regime(actor, id, today, asked)
    try:
        actions.open_round(regime=id, period=str(asked or ""), by=actor, at=request.at)
    except WrongPeriod:
        return _regime_page(request, shown, _("Choose a period."))
    except actions.Refused as refused:
        return _regime_page(request, shown, refusal(refused))
    return redirect("regime", id)


@require_POST
@open_to(WRITER)
def renew(request: Request, actor: Actor, id: int) -> HttpResponse:
    """Bring a round up to the map, the regime and the calendar of today."""
    row = queries.kept_round(actor, id)
    today = request.at.date()
    try:
        changed = actions.renew_round(round=id, by=actor, at=request.at)
    except actions.Refused as refused:
        return _regime_page(request, queries.regime(actor, row.regime_id, today), refusal(refused))
    response = redirect("regime", row.regime_id)
    response["Location"] += f"?done={'renewed' if any(changed) else 'same'}"
    return response


@form_page
@open_to(WRITER)
def end(request: Request, actor: Actor, id: int) -> HttpResponse:
    """After which day no period is asked for."""
    row = queries.kept_regime(actor, id)
    form = EndRegimeForm(request.POST or None, initial={"day": row.end or request.at.date()})
    if form.is_valid():
        try:
            actions.end_regime(regime=id, day=form.cleaned_data["day"], by=actor, at=request.at)
        except actions.Refused as refused:
            form.add_error("day", refusal(refused))
        else:
            return redirect("regime", id)
    return render(request, "returns/regime_end.html", {"form": form, "regime": row})


@require_safe
@open_to(*READERS)
def calendar(request: Request, actor: Actor) -> HttpResponse:
    """Days off and Saturdays worked in exchange of a year, with where they were read."""
    known = vietnam()
    years = range(known.first.year, known.last.year + 1)
    today = request.at.date()
    asked = whole_number(request.GET.get("year", ""))
    year = asked if asked in years else min(max(today.year, years[0]), years[-1])
    days = [(day_text(each.day, lang_of()), each) for each in vietnam_listed() if each.day.year == year]
    context = {"year": year, "years": years, "days": days}
    return render(request, "returns/regime_calendar.html", context)
