"""Reading committees: which there are, and who sat in one on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from tongket.flow.organisation import models
from tongket.flow.organisation.actors import SEAT_NAMES, Actor, NotYours, Role, Seat
from tongket.flow.organisation.queries.access import lines, within
from tongket.flow.organisation.queries.subtrees import committees_within, of_units

# Those who set committees up and keep the list of their members, at the committee's unit or above.
KEEPERS = (Role.SECRETARY, Role.ADMINISTRATOR)
_ORDER = {seat.value: place for place, seat in enumerate(Seat)}


@dataclass(frozen=True, slots=True)
class CommitteeListed:
    """A committee as a list shows it."""

    id: int
    name: str
    field: str
    unit: str
    unit_name: str
    end: date | None


@dataclass(frozen=True, slots=True)
class MemberListed:
    """A member as a list shows it; `end` is the first day on which they no longer sat.

    `account` is the name under which they sign in, "" for those who do not.
    """

    id: int
    name: str
    account: str
    post: str
    seat: Seat
    seat_name: str
    start: date
    end: date | None
    decision: str
    ended_by: str


@dataclass(frozen=True, slots=True)
class CommitteeShown:
    """A committee with those who sat in it on `day`, and those who sat on another day only.

    Nobody keeps the list of one that was closed (`about.end`).
    """

    about: CommitteeListed
    start: date
    decision: str
    ended_by: str
    above: CommitteeListed | None
    below: tuple[CommitteeListed, ...]
    day: date
    members: tuple[MemberListed, ...]
    others: tuple[MemberListed, ...]
    kept_by_actor: bool


def committees_visible_to(actor: Actor) -> tuple[CommitteeListed, ...]:
    """Committees of the actor's units, of those above them and of those below, by name.

    Those below a committee report to it, those above direct it: both must know who it is. To whom a role is given for
    one committee only, that one is shown, the one above it and those below it.
    """
    return tuple(map(_listed, _near(actor)))


def committees_given_by(actor: Actor) -> tuple[CommitteeListed, ...]:
    """Committees for which the actor may give roles: open ones of units whose accounts they administer; by name."""
    return tuple(map(_listed, _rows().filter(of_units(actor, Role.ADMINISTRATOR), end__isnull=True)))


def committee(actor: Actor, id: int, day: date) -> CommitteeShown:
    """A committee and its members on that day. Raises NotYours where the actor may not see it."""
    near = _near(actor)
    row = near.filter(pk=id).first()
    if row is None:
        raise NotYours(f"committee {id}")
    seats = _in_order(row.memberships.select_related("appointment__account"))
    sat = tuple(member for member in seats if member.start <= day and (member.end is None or day < member.end))
    parent = near.filter(below=row).first()
    return CommitteeShown(
        about=_listed(row),
        start=row.start,
        decision=row.decision,
        ended_by=row.ended_by,
        above=_listed(parent) if parent else None,
        below=tuple(map(_listed, near.filter(parent=row))),
        day=day,
        members=sat,
        others=tuple(member for member in seats if member not in sat),
        kept_by_actor=row.end is None and within(actor, row.unit_id, *KEEPERS, committee=row.pk),
    )


def head_on(id: int, day: date) -> str:
    """The name of who headed a committee on that day, "" where nobody did. Who signs its papers is public."""
    sat = models.Membership.objects.filter(committee=id, seat=Seat.HEAD, start__lte=day).order_by("-start")
    found = sat.filter(Q(end__isnull=True) | Q(end__gt=day)).values_list("full_name", flat=True).first()
    return found or ""


def kept_committee(actor: Actor, id: int) -> models.Committee:
    """A committee, not closed, whose members the actor keeps. Raises NotYours."""
    row = models.Committee.objects.filter(pk=id, end__isnull=True).first()
    if row is None or not within(actor, row.unit_id, *KEEPERS, committee=row.pk):
        raise NotYours(f"committee {id}")
    return row


def kept_membership(actor: Actor, id: int) -> models.Membership:
    """A seat that has not ended, in a committee that the actor keeps. Raises NotYours."""
    row = models.Membership.objects.select_related("committee").filter(pk=id, end__isnull=True).first()
    if row is None or not within(actor, row.committee.unit_id, *KEEPERS, committee=row.committee_id):
        raise NotYours(f"membership {id}")
    return row


def _rows() -> QuerySet[models.Committee]:
    return models.Committee.objects.select_related("unit")


def _near(actor: Actor) -> QuerySet[models.Committee]:
    """Those whose unit stands at, below or above one of theirs, their own committees and those next to these."""
    own = actor.committees_of(*Role)
    over_own = models.Committee.objects.filter(pk__in=own).values("parent")
    beside = Q(unit__in=lines(actor)) | Q(parent__in=own) | Q(pk__in=over_own)
    return _rows().filter(committees_within(actor, *Role) | beside)


def _listed(row: models.Committee) -> CommitteeListed:
    return CommitteeListed(row.pk, row.name, row.field, row.unit_id, str(row.unit), row.end)


def _signs_in_as(row: models.Membership) -> str:
    role = getattr(row, "appointment", None)  # Django raises where there is none
    return role.account.username if role else ""


def _in_order(rows: Iterable[models.Membership]) -> tuple[MemberListed, ...]:
    found = sorted(rows, key=lambda row: (_ORDER[row.seat], row.start, row.pk))
    return tuple(
        MemberListed(
            row.pk, row.full_name, _signs_in_as(row),
            row.post, Seat(row.seat), str(SEAT_NAMES[Seat(row.seat)]), row.start, row.end,
            row.decision, row.ended_by,
        )
        for row in found
    )  # fmt: skip
