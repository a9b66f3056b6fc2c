"""Reading the journal: whether it is whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tongket.flow.journal.chain import Broken, Link, Mark, first_broken
from tongket.flow.journal.models import Entry, Reader, Seal

_FIELDS = ("sequence", "by", "at", "verb", "object_kind", "object_id", "data", "digest")


@dataclass(frozen=True, slots=True)
class Verified:
    """What a look at the whole journal found; `broken` is None where it is as it was written."""

    entries: int
    seals: int
    broken: Broken | None


def verify(actor: Reader, kept: Iterable[Mark] = ()) -> Verified:
    """Compare every entry with its digest, with the entry before, and with all seals, the `kept` ones among them.

    Run it in one transaction where others may be writing.
    """
    marks = [Mark(*row) for row in Seal.objects.visible_to(actor).values_list("sequence", "digest")]
    broken = first_broken(_links(actor), [*marks, *kept])
    return Verified(Entry.objects.visible_to(actor).count(), len(marks), broken)


def _links(actor: Reader) -> Iterator[Link]:
    for row in Entry.objects.visible_to(actor).order_by("sequence").values_list(*_FIELDS).iterator(2_000):
        yield Link(*row)
