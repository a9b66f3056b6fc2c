"""Who acts or reads. Every query and every action is given one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, the public, or the operator at the command line.

    `label` is what the journal writes. `reads_all` is true only of the operator, who holds the
    machine and could read the files anyway.
    """

    label: str
    account_id: int | None = None
    reads_all: bool = False


PUBLIC = Actor(label="public")


def operator(name: str) -> Actor:
    """The person at the command line of the machine, by their name there."""
    return Actor(label=f"operator:{name or 'unknown'}", reads_all=True)


View = Callable[..., HttpResponse]


def public(view: View) -> View:
    """The access rule of a route that anybody may open: its view is given the public as its actor.

    Every view states its rule in one such line; a test reads `access`.
    """

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, PUBLIC, *args, **kwargs)

    opened.access = "public"  # type: ignore[attr-defined]
    return opened
