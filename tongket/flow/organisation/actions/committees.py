"""Setting committees up and closing them, and keeping the list of their members.

A member who signs in holds the role of their seat for the committee on exactly the days on which they sit.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from tongket.core.text import squeeze
from tongket.flow.journal.actions import record
from tongket.flow.organisation.actors import Actor, NotYours, Seat, role_of
from tongket.flow.organisation.models import Appointment, Committee, Membership, Unit
from tongket.flow.organisation.queries import access
from tongket.flow.organisation.queries.access import within
from tongket.flow.organisation.queries.committees import KEEPERS, committee, kept_committee, kept_membership


class Refused(Exception):
    """It contradicts what is there; `code` says what: "name", "head", "member", "start", "day" or "account"."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


@transaction.atomic
def set_up_committee(
    *, name: str, field: str, unit: str, parent: int | None, start: date, decision: str, by: Actor, at: datetime
) -> int:
    """Make a committee at a unit whose committees the actor keeps; its number.

    Raises NotYours for another unit or a parent that the actor does not see, Refused("name") where the unit has an
    open one of that name.
    """
    if not Unit.objects.filter(pk=unit).exists() or not within(by, unit, *KEEPERS):
        raise NotYours(f"unit {unit}")
    if parent is not None and not by.reads_all:
        committee(by, parent, start)
    name = _clean(name)
    if Committee.objects.filter(unit=unit, name=name, end__isnull=True).exists():
        raise Refused("name")
    made = Committee.objects.create(
        name=name, field=_clean(field), unit_id=unit, parent_id=parent, start=start, decision=_clean(decision)
    )
    data = {"name": name, "unit": unit, "decision": made.decision, "start": start.isoformat()}
    record(by=by.label, at=at, verb="set up", kind="committee", id=str(made.pk), data=data)
    return made.pk


@transaction.atomic
def seat_member(
    *, committee: int, full_name: str, post: str, seat: Seat, start: date, decision: str, account: int | None = None,
    by: Actor, at: datetime,
) -> int:  # fmt: skip
    """Put a person on the list by a decision, from `start` on; the number of the seat.

    With an account, which the actor administers, they hold the role of the seat. Raises NotYours; Refused("start") for
    a day before the committee's own, Refused("head") where it has a head, Refused("member") where the person sits
    there by that post already.
    """
    there = kept_committee(by, committee)
    sitting = Membership.objects.filter(committee=there, end__isnull=True)
    full_name, post = _clean(full_name), _clean(post)
    if start < there.start:
        raise Refused("start")
    if seat is Seat.HEAD and sitting.filter(seat=Seat.HEAD).exists():
        raise Refused("head")
    if sitting.filter(full_name=full_name, post=post).exists():
        raise Refused("member")
    made = Membership.objects.create(
        committee=there, full_name=full_name, post=post, seat=seat, start=start, decision=_clean(decision)
    )
    if account is not None:
        _link(made, account, by, at)
    data = {"committee": committee, "name": full_name, "post": post, "seat": seat.value, "decision": made.decision,
            "start": start.isoformat()}  # fmt: skip
    record(by=by.label, at=at, verb="seat", kind="membership", id=str(made.pk), data=data)
    return made.pk


@transaction.atomic
def end_membership(*, id: int, day: date, decision: str, by: Actor, at: datetime) -> int:
    """End a seat by a decision: from `day` on the person no longer sits; the number of the committee.

    Raises NotYours; Refused("day") for a day before the seat's first.
    """
    found = kept_membership(by, id)
    if day < found.start:
        raise Refused("day")
    _end(found, day, _clean(decision), by, at)
    return found.committee_id


@transaction.atomic
def link_member(*, id: int, account: int, by: Actor, at: datetime) -> int:
    """Say which account a sitting member signs in with: they hold the role of the seat; the number of the committee.

    Raises NotYours for a seat that the actor does not keep or an account that they do not administer;
    Refused("account") where the seat has one.
    """
    found = kept_membership(by, id)
    if Appointment.objects.filter(membership=found).exists():
        raise Refused("account")
    _link(found, account, by, at)
    return found.committee_id


@transaction.atomic
def close_committee(*, id: int, day: date, decision: str, by: Actor, at: datetime) -> None:
    """Close a committee by a decision: from `day` on nobody sits in it, and roles for it alone are no longer held.

    Raises NotYours; Refused("day") for a day before the committee's own first or that of a seat.
    """
    found = kept_committee(by, id)
    sitting = list(found.memberships.filter(end__isnull=True))
    if day < max([found.start, *(seat.start for seat in sitting)]):
        raise Refused("day")
    found.end, found.ended_by = day, _clean(decision)
    found.save(update_fields=["end", "ended_by"])
    for seat in sitting:
        _end(seat, day, found.ended_by, by, at)
    _end_roles(Appointment.objects.filter(committee=found), day, by, at)
    data = {"name": found.name, "decision": found.ended_by, "end": day.isoformat()}
    record(by=by.label, at=at, verb="close", kind="committee", id=str(id), data=data)


def _link(seat: Membership, account: int, by: Actor, at: datetime) -> None:
    """The role of the seat, for the person of that account, on the days of the seat."""
    person = access.account(by, account)
    role = role_of(Seat(seat.seat))
    Appointment.objects.create(
        account=person, role=role, unit_id=seat.committee.unit_id, committee=seat.committee, membership=seat,
        start=seat.start,
    )  # fmt: skip
    data = {"committee": str(seat.committee_id), "membership": str(seat.pk), "role": role.value}
    record(by=by.label, at=at, verb="link", kind="account", id=person.username, data=data)


def _end(seat: Membership, day: date, decision: str, by: Actor, at: datetime) -> None:
    """End a seat, and the role that comes with it."""
    seat.end, seat.ended_by = day, decision
    seat.save(update_fields=["end", "ended_by"])
    data = {"name": seat.full_name, "decision": decision, "end": day.isoformat()}
    record(by=by.label, at=at, verb="end", kind="membership", id=str(seat.pk), data=data)
    _end_roles(Appointment.objects.filter(membership=seat), day, by, at)


def _end_roles(roles: QuerySet[Appointment], day: date, by: Actor, at: datetime) -> None:
    for held in roles.filter(end__isnull=True).select_related("account"):
        held.end = max(day, held.start)
        held.save(update_fields=["end"])
        data = {"account": held.account.username, "role": held.role}
        record(by=by.label, at=at, verb="end", kind="appointment", id=str(held.pk), data=data)


def _clean(text: str) -> str:
    return squeeze(text)
