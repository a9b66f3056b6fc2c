"""What a reader is told where an address names a case, event, moment, map or unit that there is not."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from tongket.flow.consolidation.queries import WrongQuestion, ask
from tongket.flow.consolidation.views.addresses import Address, moment_slug
from tongket.flow.consolidation.views.display.moments import moments_of
from tongket.flow.organisation.actors import Actor, Request, lang_of
from tongket.flow.returns.queries import CaseNotFound, case_list


def says_what_is_wrong(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Turn what cannot be asked into a page with the choices that there are."""

    @wraps(view)
    def told(request: Request, actor: Actor, case: str, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, actor, case, *args, **kwargs)
        except CaseNotFound:
            return _page(request, {"about": "case", "asked": case, "cases": case_list(actor)})
        except WrongQuestion as error:
            return _wrong(request, actor, case, error, **kwargs)

    return told


def _wrong(request: Request, actor: Actor, case: str, error: WrongQuestion, **named: str) -> HttpResponse:
    told: dict[str, Any] = {"about": error.about, "asked": named.get(error.about, ""), "choices": error.choices}
    if error.about == "event":
        told["events"] = [(name, reverse("consolidation:event", args=(case, name))) for name in error.choices]
    else:
        question = ask(actor, case, event=named.get("event"))
        address = Address(case, question.event, moment_slug(question.as_of, question.case.timezone))
        told["event_url"] = reverse("consolidation:event", args=(case, question.event))
        told["moments"] = moments_of(question, address, lang_of()) if error.about == "moment" else None
    return _page(request, told)


def _page(request: Request, told: dict[str, Any]) -> HttpResponse:
    return render(request, "consolidation/wrong.html", told, status=404)
