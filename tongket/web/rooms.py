"""The rooms of the site that a signed-in person may enter, for the line below the head of each page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from django.urls import resolve, reverse
from django.utils.translation import gettext_lazy as _

from tongket.flow.organisation.actors import Actor, Request, Role

ROOMS = {
    "work": _("My work"),
    "consolidation:periods": _("Consolidated reports"),
    "regimes": _("Reporting regimes"),
    "forms": _("Forms"),
    "library": _("Library of indicators"),
    "committees": _("Committees"),
    "accounts": _("Accounts"),
    "journal": _("Journal"),
}


@dataclass(frozen=True, slots=True)
class Room:
    """A link of the line."""

    path: str
    title: str
    here: bool


def rooms(request: Request) -> dict[str, list[Room]]:
    """Context of all templates: the rooms whose own access rule lets the actor in; none for the public."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None or actor.account_id is None:
        return {"rooms": []}
    paths = {name: reverse(name) for name in ROOMS if _lets_in(name, actor)}
    return {"rooms": [Room(path, str(ROOMS[name]), request.path.startswith(path)) for name, path in paths.items()]}


def _lets_in(name: str, actor: Actor) -> bool:
    rule = _rule(name)
    return rule in {"public", "signed in"} if isinstance(rule, str) else actor.has(*rule)


@cache
def _rule(name: str) -> str | frozenset[Role]:
    access: str | frozenset[Role] = resolve(reverse(name)).func.access  # type: ignore[attr-defined]
    return access
