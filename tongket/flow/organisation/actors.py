"""Who acts or reads, and in which language. Every query and action is given one; every route says who may open it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods


class Role(StrEnum):
    """What a person may do at a unit and all below it, from a day to a day."""

    OFFICIAL = "official"
    UNIT_HEAD = "unit_head"
    SECRETARY = "secretary"
    MEMBER = "member"
    CHAIR = "chair"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


ROLE_NAMES = {
    Role.OFFICIAL: _("official who reports"),
    Role.UNIT_HEAD: _("head of unit"),
    Role.SECRETARY: _("secretary of a committee"),
    Role.MEMBER: _("member of a committee"),
    Role.CHAIR: _("chair of a committee"),
    Role.ADMINISTRATOR: _("administrator of accounts"),
    Role.AUDITOR: _("auditor"),
}
# An administrator sees accounts and units, and no figures.
READERS = frozenset(Role) - {Role.ADMINISTRATOR}
# Roles that may be given for one committee only, instead of all at the unit and below.
COMMITTEE_ROLES = (Role.SECRETARY, Role.MEMBER, Role.CHAIR)


class Seat(StrEnum):
    """What a member is in a steering committee, in the order in which members are listed."""

    HEAD = "head"
    STANDING_DEPUTY = "standing_deputy"
    DEPUTY = "deputy"
    MEMBER = "member"
    OFFICE_CHIEF = "office_chief"
    TEAM = "team"


SEAT_NAMES = {
    Seat.HEAD: _("head of the committee"),
    Seat.STANDING_DEPUTY: _("standing deputy head"),
    Seat.DEPUTY: _("deputy head"),
    Seat.MEMBER: _("committee member"),
    Seat.OFFICE_CHIEF: _("chief of the committee's office"),
    Seat.TEAM: _("member of the helping team"),
}


def role_of(seat: Seat) -> Role:
    """The role that a member with an account holds for the committee: its head is the chair, all others read."""
    return Role.CHAIR if seat is Seat.HEAD else Role.MEMBER


@dataclass(frozen=True, slots=True)
class Held:
    """A role that somebody holds on the day of the request, at the unit of that key and all below it.

    With a committee (its number) it counts for what is of that committee, and for nothing else there.
    """

    role: Role
    unit: str
    committee: int | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, the public, or the operator at the command line.

    `label` is what the journal writes. `reads_all` is true only of the operator, who holds the
    machine and could read the files anyway. `held` is read for each request anew; `day` is that of the request.
    """

    label: str
    account_id: int | None = None
    reads_all: bool = False
    held: tuple[Held, ...] = ()
    day: date | None = None

    @property
    def reads_of(self) -> frozenset[str]:
        """Whose journal entries they read as themselves: nobody's. `queries.auditing` says what auditors read."""
        return frozenset()

    def units_of(self, *roles: Role, committee: int | None = None) -> frozenset[str]:
        """Keys of the units at which the actor holds one of the roles, for everything there or for that committee."""
        return frozenset(held.unit for held in self.held if held.role in roles and held.committee in (None, committee))

    def committees_of(self, *roles: Role) -> frozenset[int]:
        """Numbers of the committees for which alone the actor holds one of the roles."""
        return frozenset(held.committee for held in self.held if held.role in roles and held.committee is not None)

    def has(self, *roles: Role) -> bool:
        """Whether the actor holds one of the roles anywhere, for whatever committee."""
        return any(held.role in roles for held in self.held)

    def holds(self, roles: Collection[Role], *, units: Collection[str], committee: int | None = None) -> bool:
        """Whether the actor holds one of the roles at one of the units, for everything there or for that committee.

        `units` is a line: the unit that is asked about and those above it (`queries.line_of`). For a deed of a
        committee it is the line of the committee's own unit. The operator holds everything.
        """
        return self.reads_all or any(place in units for place in self.units_of(*roles, committee=committee))


PUBLIC = Actor(label="public")


def operator(name: str) -> Actor:
    """The person at the command line of the machine, by their name there."""
    return Actor(label=f"operator:{name or 'unknown'}", reads_all=True)


def lang_of() -> str:
    """The language in which whoever asks reads the page: "vi" or "en"."""
    return "en" if (get_language() or "").startswith("en") else "vi"


class NotYours(LookupError):
    """There is no such row, or the actor may not reach it: the answer is the same."""


class Request(HttpRequest):
    """A request as the middleware hands it on: who asks, and at what moment."""

    actor: Actor
    at: datetime


View = Callable[..., HttpResponseBase]
# The methods of a page with a form, beside the library's `require_safe` and `require_POST`.
form_page = require_http_methods(["GET", "HEAD", "POST"])
MOST_FIELDS = 20_000  # without script a return of 1,000 indicators, each by sex, sends 6,000


def long_form(view: View) -> View:
    """A page whose form grows with the form of a return: it may send MOST_FIELDS, where Django takes 1,000.

    `web.long_forms` reads them.
    """
    view.most_fields = MOST_FIELDS  # type: ignore[attr-defined]
    return view


def public(view: View) -> View:
    """The access rule of a route that anybody may open; its view is given who asks, mostly the public."""
    return _ruled(view, "public", lambda actor: True)


def signed_in(view: View) -> View:
    """The access rule of a route for everybody who is signed in. Others are told that there is nothing."""
    return _ruled(view, "signed in", lambda actor: actor.account_id is not None)


def open_to(*roles: Role) -> Callable[[View], View]:
    """The access rule of a route for those who hold one of the roles anywhere; what they see there, queries decide.

    To others the answer is the same as for an address that does not exist.
    """
    return lambda view: _ruled(view, frozenset(roles), lambda actor: actor.has(*roles))


def _ruled(view: View, access: str | frozenset[Role], lets_in: Callable[[Actor], bool]) -> View:
    """The view for those whom the rule lets in. What is not theirs is not there: NotYours answers 404 here for all.

    Every view states its rule in one line above it; the line of rooms and tests read `access`.
    """

    @wraps(view)
    def opened(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not lets_in(request.actor):
            raise Http404
        try:
            return view(request, request.actor, *args, **kwargs)
        except NotYours as error:
            raise Http404 from error

    opened.access = access  # type: ignore[attr-defined]
    return opened


def of_library(view: View, *, only_signed_in: bool = False) -> View:
    """The access rule of a view of the sign-in library, which knows no actors."""

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if only_signed_in and not request.user.is_authenticated:
            raise Http404
        return view(request, *args, **kwargs)

    opened.access = "signed in" if only_signed_in else "public"  # type: ignore[attr-defined]
    return opened
