"""Writing the journal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from django.db import connection, transaction

from tongket.flow.journal.chain import SEALED_EVERY, Link, Mark, as_data, digest_of
from tongket.flow.journal.models import Entry, Seal

# The name of the lock under which entries of PostgreSQL are numbered one after the other.
_LOCK = 7_668_853_147


def record(*, by: str, at: datetime, verb: str, kind: str, id: str, data: Mapping[str, Any] | None = None) -> Entry:
    """Write one entry, in the transaction of the deed itself: neither stands without the other.

    Call it last in the deed: on PostgreSQL others who write wait from here until the deed is done.
    Raises RuntimeError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("journal.record must run inside the transaction of the action it records")
    _wait_for_turn()
    last = Entry.objects.order_by("-sequence").values_list("sequence", "digest", "at").first()
    number, before = (last[0] + 1, last[1]) if last else (1, "")
    link = Link(number, by, at, verb, kind, id, as_data(data))
    link = replace(link, digest=digest_of(link, before))
    entry = Entry.objects.create(
        sequence=number, by=by, at=at, verb=verb, object_kind=kind, object_id=id, data=link.data, digest=link.digest
    )
    if last and last[0] % SEALED_EVERY and last[2].astimezone(UTC).date() != at.astimezone(UTC).date():
        Seal.objects.get_or_create(sequence=last[0], defaults={"digest": last[1], "at": at})
    if number % SEALED_EVERY == 0:
        Seal.objects.create(sequence=number, digest=link.digest, at=at)
    return entry


@transaction.atomic
def seal_now(*, at: datetime) -> Mark | None:
    """Seal the last entry, and give the seal so that it can be kept elsewhere; None where there is no entry."""
    _wait_for_turn()
    last = Entry.objects.order_by("-sequence").first()
    if last is None:
        return None
    seal, _ = Seal.objects.get_or_create(sequence=last.sequence, defaults={"digest": last.digest, "at": at})
    return Mark(seal.sequence, seal.digest)


def _wait_for_turn() -> None:
    """One entry after the other: on SQLite a transaction that writes is alone already."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
