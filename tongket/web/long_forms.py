"""A long form without script: more fields than Django takes, on the few pages that have so many."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl

from django.core.exceptions import TooManyFieldsSent
from django.http import HttpRequest, HttpResponse, QueryDict


class LongForms:
    """Reads the fields of a page that says how many it may have (`actors.long_form`); of all others, Django.

    The size of what is sent stays limited as everywhere (DATA_UPLOAD_MAX_MEMORY_SIZE).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """Read the fields before anything else looks at one. Raises TooManyFieldsSent."""
        most: int = getattr(view, "most_fields", 0)
        if most and request.method == "POST" and request.content_type == "application/x-www-form-urlencoded":
            request.POST = _fields(request.body.decode("utf-8", "replace"), most)  # type: ignore[assignment]


def _fields(body: str, most: int) -> QueryDict:
    try:
        pairs = parse_qsl(body, keep_blank_values=True, max_num_fields=most)
    except ValueError as error:
        raise TooManyFieldsSent(f"more than {most} fields") from error
    found = QueryDict(mutable=True)
    for name, value in pairs:
        found.appendlist(name, value)
    return found
