"""Who may open a route: every view says it in one line above itself, and a test reads it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from tongket.flow.organisation.actors import PUBLIC

View = Callable[..., HttpResponse]


def public(view: View) -> View:
    """Anybody may open it; the view is given the public as its actor and sees what the public sees."""

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, PUBLIC, *args, **kwargs)

    opened.access = "public"  # type: ignore[attr-defined]
    return opened
