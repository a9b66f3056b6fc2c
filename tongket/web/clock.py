"""The clock of the site, and who stands before it: each request is given its moment and its actor."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

from tongket.flow.organisation.actors import PUBLIC, Request
from tongket.flow.organisation.queries.access import actor_of

LARGEST_NUMBER = 2**63 - 1


class WhoAndWhen:
    """Sets `request.at` and `request.actor`; what the actor may do is read from the database every time."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def now(self) -> datetime:
        """The moment of a request."""
        return datetime.now(ZoneInfo(settings.TIME_ZONE))

    def process_view(self, request: HttpRequest, view: Any, args: Any, names: Mapping[str, Any]) -> None:
        """What has a number or a name that no database holds is not there. Raises Http404."""
        if any(each > LARGEST_NUMBER if isinstance(each, int) else "\0" in each for each in names.values()):
            raise Http404

    def __call__(self, request: Request) -> HttpResponse:
        """Pass the request on. What a signed-in person sees is kept by no shared cache."""
        at = self.now()
        known = request.user.is_authenticated
        request.at = at
        request.actor = actor_of(request.user, at.date()) if known else PUBLIC  # type: ignore[arg-type]
        response = self.get_response(request)
        if known:
            patch_cache_control(response, private=True)
        return response
