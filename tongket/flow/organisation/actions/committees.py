"""Setting committees up, and keeping the list of their members."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from tongket.core.text import nfc, squeeze
from tongket.flow.journal.actions import record
from tongket.flow.organisation.actors import Actor, Seat
from tongket.flow.organisation.models import Committee, Membership, Unit
from tongket.flow.organisation.queries.access import NotYours, within
from tongket.flow.organisation.queries.committees import KEEPERS, committee, kept_committee, kept_membership


class Refused(Exception):
    """It contradicts what is there; `code` says what: "name", "head", "member", "start" or "day"."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


@transaction.atomic
def set_up_committee(
    *, name: str, field: str, unit: str, parent: int | None, start: date, decision: str, by: Actor, at: datetime
) -> int:
    """Make a committee at a unit whose committees the actor keeps; its number.

    Raises NotYours for another unit or a parent that the actor does not see, Refused("name") where the unit has one of
    that name.
    """
    if not Unit.objects.filter(pk=unit).exists() or not within(by, unit, *KEEPERS):
        raise NotYours(f"unit {unit}")
    if parent is not None and not by.reads_all:
        committee(by, parent, start)
    name = _clean(name)
    if Committee.objects.filter(unit=unit, name=name).exists():
        raise Refused("name")
    made = Committee.objects.create(
        name=name, field=_clean(field), unit_id=unit, parent_id=parent, start=start, decision=_clean(decision)
    )
    data = {"name": name, "unit": unit, "decision": made.decision, "start": start.isoformat()}
    record(by=by.label, at=at, verb="set up", kind="committee", id=str(made.pk), data=data)
    return made.pk


@transaction.atomic
def seat_member(
    *, committee: int, full_name: str, post: str, seat: Seat, start: date, decision: str, by: Actor, at: datetime
) -> int:
    """Put a person on the list by a decision, from `start` on; the number of the seat.

    Raises NotYours; Refused("start") for a day before the committee's own, Refused("head") where it has a head,
    Refused("member") where the person sits there by that post already.
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
    found.end, found.ended_by = day, _clean(decision)
    found.save(update_fields=["end", "ended_by"])
    data = {"name": found.full_name, "decision": found.ended_by, "end": day.isoformat()}
    record(by=by.label, at=at, verb="end", kind="membership", id=str(id), data=data)
    return found.committee_id


def _clean(text: str) -> str:
    return squeeze(nfc(text))
