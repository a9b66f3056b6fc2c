"""What is done upon a return once it is submitted, and upon a round: approve, accept, send back, reopen, lock.

    SUBMITTED --approve (head of the unit)--> APPROVED --accept (secretary)--> ACCEPTED
    SUBMITTED --send back (head)--> RETURNED <--send back (secretary)-- APPROVED
    ACCEPTED, or anything in a locked round --reopen (secretary)--> RETURNED

While a round is locked nothing moves in it but what was reopened. A return that was never filed keeps its stage when
it is reopened. Each deed holds the row of its obligation first and reads the round afterwards, and locking a round
holds all of them: so no deed slips in behind a lock.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from tongket.core.text import in_lines, squeeze
from tongket.flow.journal.actions import record
from tongket.flow.organisation.actors import Actor, NotYours
from tongket.flow.organisation.queries.people import names_of
from tongket.flow.returns.fields import Deed, Stage
from tongket.flow.returns.models import Locking, Obligation, Round, Step
from tongket.flow.returns.queries.approving import Waiting, heads, keeps, waiting

_HEAD = "head"
_SECRETARY = "secretary"


class Refused(Exception):
    """The deed cannot be done; `code` says why.

    "stage": the return has gone on meanwhile (`stage` says where to); "filing": another filing is the newest by now;
    "locked", "open": the round is, or is not; "empty": nothing is said about what to mend; "remark": the form does not
    ask what a remark is about; "reason": no reason is given.
    """

    def __init__(self, code: str, stage: Stage | None = None) -> None:
        self.code = code
        self.stage = stage
        super().__init__(code)


@transaction.atomic
def approve(*, obligation: int, filing: int | None = None, by: Actor, at: datetime) -> None:
    """The head of the unit approves what it submitted: now it waits for the secretary.

    `filing`: the number of the one that was looked at. Raises NotYours for whoever is not head there; Refused.
    """
    row = _held(obligation, by, _HEAD)
    _must_stand(row, filing, Stage.SUBMITTED)
    row.stage = Stage.APPROVED
    _done(row, Deed.APPROVE, by, at)


@transaction.atomic
def accept(*, obligation: int, filing: int | None = None, by: Actor, at: datetime) -> None:
    """The secretary accepts the newest filing: from now on it counts in the totals. Raises NotYours, Refused."""
    row = _held(obligation, by, _SECRETARY)
    _must_stand(row, filing, Stage.APPROVED)
    _accept(row, by, at)


@transaction.atomic
def send_back(
    *,
    obligation: int,
    remarks: Mapping[str, str],
    note: str = "",
    filing: int | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """Give a return back to its unit to mend: the head what waits for the head, the secretary what waits for them.

    `remarks` go by key of a cell or of a narrative. Raises NotYours; Refused, also where neither says anything.
    """
    row = _held(obligation, by, _HEAD, _SECRETARY)
    said = {key: text for key, words in remarks.items() if (text := in_lines(words))}
    note = in_lines(note)
    _must_stand(row, filing, *(stage for stage, who in _TURN.items() if _BY[who](by, row)))
    if not said and not note:
        raise Refused("empty")
    if not _asked(row).issuperset(said):
        raise Refused("remark")
    row.stage = Stage.RETURNED
    _done(row, Deed.SEND_BACK, by, at, remarks=said, note=note)


@dataclass(frozen=True, slots=True)
class Cleared:
    """What came of accepting the clean ones of a round: which were, and which still wait."""

    accepted: tuple[Waiting, ...]
    left: tuple[Waiting, ...]


@transaction.atomic
def accept_clean(*, round: int, only: Mapping[int, int] | None = None, by: Actor, at: datetime) -> Cleared:
    """The secretary accepts every return that waits and has no problem or warning left unexplained.

    `only`: of these obligations, each with the filing that was looked at; what changed since then is left. Those with
    problems carry them. Raises NotYours; Refused("locked").
    """
    row = _kept_round(round, by)
    if row.locked:
        raise Refused("locked")
    found = waiting(by, row)
    taken = [each for each in found if each.clean and (only is None or only.get(each.obligation) == each.filing)]
    if taken:
        owed = [each.obligation for each in taken]
        Obligation.objects.filter(pk__in=owed).update(stage=Stage.ACCEPTED, accepted=F("filed"), reopened=False)
        who: dict[str, Any] = {"deed": Deed.ACCEPT, "by": by.label, "by_name": names_of([by.label])[by.label], "at": at}
        Step.objects.bulk_create(Step(obligation_id=each.obligation, filing=each.filing, **who) for each in taken)
        data = {"period": row.period, "returns": {str(each.obligation): each.filing for each in taken}}
        record(by=by.label, at=at, verb="accept clean", kind="round", id=str(round), data=data)
    return Cleared(tuple(taken), tuple(each for each in found if each not in taken))


@transaction.atomic
def reopen(*, obligation: int, reason: str, by: Actor, at: datetime) -> None:
    """Let a unit mend what is accepted or locked; what was accepted counts until the correction is.

    Raises NotYours for whoever is not a secretary there; Refused("reason"), Refused("stage").
    """
    row = _held(obligation, by, _SECRETARY)
    reason = in_lines(reason)
    if not reason:
        raise Refused("reason")
    if row.reopened or not (row.stage == Stage.ACCEPTED or row.round.locked):
        raise Refused("stage", Stage(row.stage))
    row.reopened = True
    if row.filed:
        row.stage = Stage.RETURNED
    _done(row, Deed.REOPEN, by, at, note=reason)


@transaction.atomic
def lock_round(*, round: int, by: Actor, at: datetime) -> None:
    """Close a round: no return comes in or moves, but for those that are reopened. Raises NotYours, Refused."""
    row = _kept_round(round, by)
    if row.locked:
        raise Refused("locked")
    _set_locked(row, True, "", by, at)
    record(by=by.label, at=at, verb="lock", kind="round", id=str(round), data={"period": row.period})


@transaction.atomic
def reopen_round(*, round: int, reason: str, by: Actor, at: datetime) -> None:
    """Open a locked round again. Raises NotYours; Refused("open"), Refused("reason")."""
    row = _kept_round(round, by)
    reason = squeeze(reason)
    if not reason:
        raise Refused("reason")
    if not row.locked:
        raise Refused("open")
    _set_locked(row, False, reason, by, at)
    data = {"period": row.period, "reason": reason}
    record(by=by.label, at=at, verb="reopen", kind="round", id=str(round), data=data)


def _set_locked(row: Round, locked: bool, reason: str, by: Actor, at: datetime) -> None:
    row.locked = locked
    row.save(update_fields=["locked"])
    name = names_of([by.label])[by.label]
    Locking.objects.create(round=row, locked=locked, reason=reason, by=by.label, by_name=name, at=at)


def _heads(by: Actor, row: Obligation) -> bool:
    return heads(by, row.unit_id)


def _keeps(by: Actor, row: Obligation) -> bool:
    committee = row.round.regime.committee
    return keeps(by, committee.unit_id, committee.pk)


_BY: Mapping[str, Callable[[Actor, Obligation], bool]] = {_HEAD: _heads, _SECRETARY: _keeps}
_TURN = {Stage.SUBMITTED: _HEAD, Stage.APPROVED: _SECRETARY}  # whose turn it is


def _held(id: int, by: Actor, *who: str) -> Obligation:
    """The row, held until the end of the transaction. Raises NotYours unless the actor is one of `who` for it."""
    seen = Obligation.objects.visible_to(by)
    row = Obligation.objects.select_for_update().filter(pk__in=seen.filter(pk=id).values("pk")).first()
    if row is not None:
        row.round = Round.objects.select_related("regime__committee", "form_version").get(pk=row.round_id)
    if row is None or not any(_BY[each](by, row) for each in who):
        raise NotYours(f"obligation {id}")
    return row


def _must_stand(row: Obligation, filing: int | None, *stages: Stage) -> None:
    if row.stage not in stages:
        raise Refused("stage", Stage(row.stage))
    if filing is not None and filing != row.filed:
        raise Refused("filing")
    if row.round.locked and not row.reopened:
        raise Refused("locked")


def _accept(row: Obligation, by: Actor, at: datetime) -> None:
    row.stage, row.accepted, row.reopened = Stage.ACCEPTED, row.filed, False
    _done(row, Deed.ACCEPT, by, at)


def _done(
    row: Obligation, deed: Deed, by: Actor, at: datetime, *, remarks: Mapping[str, str] | None = None, note: str = ""
) -> None:
    row.save(update_fields=["stage", "accepted", "reopened"])
    said: dict[str, Any] = {"remarks": dict(remarks or {}), "note": note}
    Step.objects.create(
        obligation=row, filing=row.filed, deed=deed, by=by.label, by_name=names_of([by.label])[by.label], at=at, **said
    )
    data = {"unit": row.unit_id, "period": row.round.period, "filing": row.filed}
    words = {name: value for name, value in said.items() if value}
    record(by=by.label, at=at, verb=deed.value, kind="obligation", id=str(row.pk), data={**data, **words})


def _asked(row: Obligation) -> set[str]:
    """Keys of what the form of the newest filing asks."""
    content = row.filings.select_related("form_version").get(number=row.filed).form_version.asks
    return {*content.indicators, *(text.key for text in content.narratives)}


def _kept_round(id: int, by: Actor) -> Round:
    """The round and all that is owed in it, held until the end of the transaction. Raises NotYours."""
    found = Round.objects.visible_to(by).select_related("regime__committee").filter(pk=id).first()
    if found is None or not keeps(by, found.regime.committee.unit_id, found.regime.committee_id):
        raise NotYours(f"round {id}")
    list(Obligation.objects.select_for_update().filter(round=id).order_by("pk").values_list("pk"))
    return Round.objects.select_for_update(of=("self",)).select_related("form_version").get(pk=id)
