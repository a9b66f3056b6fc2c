"""What is done with consolidated figures: published for everybody, and withdrawn."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongket.flow.journal.actions import record
from tongket.flow.organisation.actors import Actor
from tongket.flow.returns.models import Round
from tongket.flow.returns.queries.accepted import kept_round


@transaction.atomic
def publish_round(*, round: int, by: Actor, at: datetime) -> bool:
    """Let everybody see the figures of a round; False where they were published already.

    Raises RoundNotFound for whoever is not a secretary of the committee.
    """
    return _set(kept_round(by, round), published=True, verb="publish", by=by, at=at)


@transaction.atomic
def withdraw_round(*, round: int, by: Actor, at: datetime) -> bool:
    """Show the figures of a round to the committee alone again; False where they were not published.

    Raises RoundNotFound for whoever is not a secretary of the committee.
    """
    return _set(kept_round(by, round), published=False, verb="withdraw", by=by, at=at)


def _set(row: Round, *, published: bool, verb: str, by: Actor, at: datetime) -> bool:
    if row.published == published:
        return False
    row.published = published
    row.save(update_fields=["published"])
    record(by=by.label, at=at, verb=verb, kind="round", id=str(row.pk), data={"period": row.period})
    return True
