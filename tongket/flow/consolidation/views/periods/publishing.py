"""What the secretary does with the report of a round: its words, publishing it, withdrawing it."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from tongket.core.forms.model import Part
from tongket.flow.consolidation import actions, queries
from tongket.flow.consolidation.views.files import language
from tongket.flow.consolidation.views.periods.addresses import period_address
from tongket.flow.consolidation.views.periods.asking import asked
from tongket.flow.consolidation.views.periods.display import part_title, units_words
from tongket.flow.organisation.actors import Actor, Request, Role, form_page, open_to
from tongket.flow.returns.queries import may_publish


@require_POST
@open_to(Role.SECRETARY)
def publish(request: Request, actor: Actor, round: int) -> HttpResponse:
    """Publish the round, or with `withdraw` take it back."""
    do = actions.withdraw_round if "withdraw" in request.POST else actions.publish_round
    do(round=round, by=actor, at=request.at)
    return redirect("consolidation:period", round)


@form_page
@open_to(Role.SECRETARY)
def words(request: Request, actor: Actor, round: int) -> HttpResponse:
    """The committee's own words, part by part, beside what the units wrote."""
    question, lang = asked(request, actor, round), language(request)
    read = question.round
    if not may_publish(actor, read.committee, read.committee_unit):
        raise Http404
    found = queries.period_figures(actor, question)
    given = {part: request.POST.get(part.value, found.edited.get(part.value, "")) for part in Part}
    wrong = ""
    if request.method == "POST":
        try:
            actions.write_words(round=round, words=given, by=actor, at=request.at)
            return redirect(period_address(question).page + "#words-title")
        except actions.TooLong as error:
            wrong = str(error)
    return render(request, "consolidation/period_words.html", {
        "round": read,
        "period": found.period.name(lang),
        "wrong": wrong,
        "parts": [(part.value, part_title(part, lang), given[part], units_words(found, part)) for part in Part],
    }, status=400 if wrong else 200)  # fmt: skip
