"""Sheets of the designer: a section, a text, an indicator from the library or a new one, a rule."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from django import forms as django_forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tongket.core.forms import editing
from tongket.core.forms.definitions import MEASURES
from tongket.core.forms.model import Entry, FormContent, Rule, RuleKind, Section, WrongForm
from tongket.core.rollup import expressions
from tongket.core.text import fold
from tongket.flow.organisation.actors import Actor, Request, form_page, open_to
from tongket.flow.returns.actions import forms as actions
from tongket.flow.returns.actions import library as library_actions
from tongket.flow.returns.forms.designing import EntryForm, NarrativeForm, SectionForm
from tongket.flow.returns.forms.library import AskNewForm, ComputedForm, PasteForm
from tongket.flow.returns.forms.rules import SENTENCES, RuleForm
from tongket.flow.returns.queries import forms as queries
from tongket.flow.returns.queries import library as library_queries
from tongket.flow.returns.views.designing.common import WRITER, choices_of
from tongket.flow.returns.views.designing.library import described


@form_page
@open_to(WRITER)
def section(request: Request, actor: Actor, id: int, key: str = "") -> HttpResponse:
    """A new section, or another heading for one that is there."""
    shown = queries.draft(actor, id)
    initial = {}
    if key:
        there = _section(shown, key)
        initial = {"title": there.title, "guidance": there.guidance}
    form = SectionForm(request.POST or None, initial=initial)
    if form.is_valid():
        title, guidance = form.cleaned_data["title"], form.cleaned_data["guidance"].strip()
        if key:
            return _edited(request, shown, actions.Edit(
                "change section", title,
                lambda content, used: editing.with_changed_section(content, key, title, guidance),
            ), key)  # fmt: skip
        place = editing.with_section(shown.content, title).sections[-1].key
        return _edited(request, shown, actions.Edit(
            "add section", title, lambda content, used: editing.with_section(content, title, guidance)
        ), place)  # fmt: skip
    return _sheet(request, shown, form, _("Section") if key else _("New section"))


@form_page
@open_to(WRITER)
def text(request: Request, actor: Actor, id: int, key: str) -> HttpResponse:
    """A new text of the section of that key, or a text of that key changed."""
    shown = queries.draft(actor, id)
    there = next((each for each in shown.content.narratives if each.key == key), None)
    if there is None:
        _section(shown, key)
    form = NarrativeForm(request.POST or None, initial=NarrativeForm.of(there) if there else None)
    if form.is_valid():
        title = form.cleaned_data["title"]
        if there:
            changed = form.narrative(key)
            return _edited(request, shown, actions.Edit(
                "change text", title, lambda content, used: editing.with_changed_narrative(content, changed)
            ), key)  # fmt: skip
        made = form.narrative()
        return _edited(request, shown, actions.Edit(
            "add text", title, lambda content, used: editing.with_narrative(content, key, made, used=used)
        ), key)  # fmt: skip
    return _sheet(request, shown, form, _("Text") if there else _("New text"))


@form_page
@open_to(WRITER)
def entry(request: Request, actor: Actor, id: int, key: str) -> HttpResponse:
    """What the form says of an indicator that it asks."""
    shown = queries.draft(actor, id)
    there = next((each for each in shown.content.entries if each.indicator.id == key), None)
    if there is None:
        raise Http404
    form = EntryForm(request.POST or None, initial=EntryForm.of(there))
    if form.is_valid():
        said = form.cleaned_data
        changed = replace(there, required=said["required"], guidance=said["guidance"].strip())
        return _edited(request, shown, actions.Edit(
            "change indicator", key, lambda content, used: editing.with_changed_entry(content, changed)
        ), key)  # fmt: skip
    return _sheet(request, shown, form, there.indicator.name("vi"))


@form_page
@open_to(WRITER)
def pick(request: Request, actor: Actor, id: int, key: str) -> HttpResponse:
    """Indicators of the library for the section of that key: searched, and taken as many as one likes."""
    shown = queries.draft(actor, id)
    at = _section(shown, key)
    words = request.GET.get("q", "")[:100]
    offered = library_queries.library(actor, words, administration=shown.root)
    if request.method == "POST":
        chosen = set(request.POST.getlist("indicator"))
        everything = library_queries.library(actor, administration=shown.root)
        taken = [each.entry for each in everything if str(each.id) in chosen]
        if taken:
            more = with_parts(taken, {each.entry.indicator.id: each.entry for each in everything})
            names = ", ".join(each.indicator.name("vi") for each in more)
            edit = actions.Edit("ask", names, lambda content, used: editing.with_entries(content, key, more))
            return _edited(request, shown, edit, key)
    asked = {each.indicator.id for each in shown.content.entries}
    context = {
        "draft": shown, "section": at, "words": words, "posted": request.method == "POST",
        "offered": [described(each) for each in offered if each.entry.indicator.id not in asked],
        "asked": [described(each) for each in offered if each.entry.indicator.id in asked],
    }  # fmt: skip
    return render(request, "returns/form_pick.html", context)


def with_parts(chosen: list[Entry], known: dict[str, Entry]) -> list[Entry]:
    """The chosen entries, each computed one behind the parts that it needs."""
    found: dict[str, Entry] = {}

    def take(entry: Entry) -> None:
        indicator = entry.indicator
        if indicator.id in found:
            return
        found[indicator.id] = entry
        if indicator.formula:
            found.pop(indicator.id)
            for name in expressions.names(expressions.parse(indicator.formula)):
                part = known.get(name.partition(";")[0])
                if part is not None and part.indicator.id != indicator.id:
                    take(part)
            found[indicator.id] = entry

    for each in chosen:
        take(each)
    return list(found.values())


@form_page
@open_to(WRITER)
def define(request: Request, actor: Actor, id: int, key: str) -> HttpResponse:
    """A new indicator: into the library, and into the section of that key."""
    shown = queries.draft(actor, id)
    _section(shown, key)
    form = AskNewForm(request.POST or None, initial={"kind": "stock"})
    if form.is_valid():
        rules = [Rule(RuleKind.RANGE, "", least=Fraction(0))] if form.cleaned_data["not_negative"] else []
        done = _define(request, actor, shown, key, form, rules)
        if done is not None:
            return done
    return _sheet(request, shown, form, _("New indicator"), measures=True)


@form_page
@open_to(WRITER)
def compute(request: Request, actor: Actor, id: int, key: str) -> HttpResponse:
    """A new computed indicator, of those that the form asks."""
    shown = queries.draft(actor, id)
    _section(shown, key)
    form = ComputedForm(
        request.POST or None, initial={"made": "share"}, cells=shown.content.indicators,
        names=choices_of(shown.content),
    )  # fmt: skip
    if form.is_valid():
        done = _define(request, actor, shown, key, form, [])
        if done is not None:
            return done
    return _sheet(request, shown, form, _("New computed indicator"), measures=True)


@form_page
@open_to(WRITER)
def paste(request: Request, actor: Actor, id: int, key: str) -> HttpResponse:
    """Many indicators at once, from two columns of Excel, for the section of that key."""
    shown = queries.draft(actor, id)
    _section(shown, key)
    known = {fold(each.name): each.entry for each in library_queries.library(actor, administration=shown.root)}
    form = PasteForm(request.POST or None, known=known, initial={"kind": "stock"})
    if form.is_valid():
        entries: list[Entry] = form.cleaned_data["entries"]
        fresh = [each for each in entries if not each.indicator.id]
        at = request.at
        try:
            made = library_actions.add_indicators(administration=shown.root, entries=fresh, by=actor, at=at)
        except library_actions.Refused:  # somebody else defined one meanwhile: sent once more it is taken
            form.add_error("rows", _("The library has an indicator of this name already: take it from there."))
        else:
            added = iter([library_queries.indicator(actor, number).entry for number in made])
            taken = [each if each.indicator.id else next(added) for each in entries]
            names = ", ".join(each.indicator.name("vi") for each in taken)
            edit = actions.Edit("ask", names, lambda content, used: editing.with_entries(content, key, taken))
            return _edited(request, shown, edit, key)
    return _sheet(request, shown, form, _("Indicators from Excel"))


def _define(
    request: Request, actor: Actor, shown: queries.DraftShown, key: str, form: django_forms.Form, rules: list[Rule]
) -> HttpResponse | None:
    said = form.cleaned_data
    at = request.at
    try:
        made = library_actions.add_indicator(
            administration=shown.root, entry=said["entry"], meaning=said["meaning"], by=actor, at=at
        )
    except library_actions.Refused:
        form.add_error("name", _("The library has an indicator of this name already: take it from there."))
        return None
    added = library_queries.indicator(actor, made).entry
    cells = [cell.id for cell in added.asked.cells() if not cell.formula]

    def ask(content: FormContent, used: frozenset[str]) -> FormContent:
        content = editing.with_entries(content, key, [added])
        for rule in rules:
            for cell in cells:
                content = editing.with_rule(content, replace(rule, indicator=cell))
        return content

    return _edited(request, shown, actions.Edit("ask", added.indicator.name("vi"), ask), added.indicator.id)


@form_page
@open_to(WRITER)
def rule(request: Request, actor: Actor, id: int) -> HttpResponse:
    """A new rule: a sentence is chosen, then its blanks are filled."""
    shown = queries.draft(actor, id)
    chosen = request.GET.get("kind", "")
    if chosen not in set(RuleKind):
        sentences = [(kind.value, sentence) for kind, sentence in SENTENCES.items()]
        return render(request, "returns/form_rules.html", {"draft": shown, "sentences": sentences})
    kind = RuleKind(chosen)
    form = RuleForm(
        request.POST or None, kind=kind, cells=shown.content.indicators, names=choices_of(shown.content)
    )  # fmt: skip
    if form.is_valid():
        made = form.cleaned_data["rule"]
        edit = actions.Edit("add rule", kind.value, lambda content, used: editing.with_rule(content, made))
        return _edited(request, shown, edit, "rules")
    return _sheet(request, shown, form, str(SENTENCES[kind]))


def _edited(request: Request, shown: queries.DraftShown, edit: actions.Edit, place: str) -> HttpResponse:
    """Do the step and go back to the place on the draft's page where it shows."""
    try:
        actions.edit_draft(form=shown.form, edit=edit, by=request.actor, at=request.at)
    except WrongForm as error:  # the section or indicator was taken out meanwhile
        raise Http404 from error
    return redirect(f"{reverse('form_draft', args=[shown.form])}#at-{place}")


def _section(shown: queries.DraftShown, key: str) -> Section:
    """The section of the draft; Http404 where it has none of that key, or none any more."""
    try:
        return editing.section_of(shown.content, key)
    except editing.NotThere as error:
        raise Http404 from error


def _sheet(
    request: Request, shown: queries.DraftShown, form: django_forms.Form, title: str, *, measures: bool = False
) -> HttpResponse:
    context = {
        "form": form, "title": title, "deed": _("Save"), "back": ("form_draft", shown.form), "name": shown.name,
        "measures": MEASURES if measures else (),
    }  # fmt: skip
    return render(request, "returns/form_sheet.html", context)
