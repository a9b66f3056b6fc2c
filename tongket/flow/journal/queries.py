"""Reading the journal: whether it is whole, and page by page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from tongket.flow.journal.chain import BEGINNING, SEALED_EVERY, Broken, Link, Mark, first_broken
from tongket.flow.journal.models import Entry, EntryQuerySet, Reader, Seal

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


PAGE = 50


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader looks for; what is empty does not narrow. `since` is included, `until` is not.

    `by` is a part of the name of who did it; verb, kind and id are exact.
    """

    by: str = ""
    verb: str = ""
    kind: str = ""
    id: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Entries, the newest first; `older` is the number before which the next page begins, None on the last."""

    entries: tuple[Link, ...]
    older: int | None


def page(actor: Reader, asked: Asked, before: int | None = None) -> Page:
    """The newest entries that the reader may see and looks for, of those before that number."""
    rows = _asked_for(actor, asked)
    if before is not None:
        rows = rows.filter(sequence__lt=before)
    found = [Link(*row) for row in rows.order_by("-sequence").values_list(*_FIELDS)[: PAGE + 1]]
    return Page(tuple(found[:PAGE]), found[PAGE - 1].sequence if len(found) > PAGE else None)


def every(actor: Reader, asked: Asked) -> Iterator[Link]:
    """All entries that the reader may see and looks for, the oldest first, one after the other."""
    for row in _asked_for(actor, asked).order_by("sequence").values_list(*_FIELDS).iterator(2_000):
        yield Link(*row)


def _asked_for(actor: Reader, asked: Asked) -> EntryQuerySet:
    exact = {"verb": asked.verb, "object_kind": asked.kind, "object_id": asked.id, "by__icontains": asked.by}
    moments = {"at__gte": asked.since, "at__lt": asked.until}
    narrowed = {name: value for name, value in (exact | moments).items() if value}
    return Entry.objects.visible_to(actor).filter(**narrowed)


def words(actor: Reader) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The verbs and the kinds of objects that occur in what the reader may see, in the order of the alphabet."""
    rows = Entry.objects.visible_to(actor).order_by()
    found = (rows.values_list(name, flat=True).distinct() for name in ("verb", "object_kind"))
    verbs, kinds = (tuple(sorted(each)) for each in found)
    return verbs, kinds


class NoEntry(LookupError):
    """There is no such entry, or the reader may not see it."""


@dataclass(frozen=True, slots=True)
class Witnessed:
    """Whether an entry is as it was written, looked at from the one before it up to the next seal.

    `seal` is the number of that seal, None where none was made yet.
    """

    broken: Broken | None
    seal: int | None


def entry(actor: Reader, sequence: int) -> tuple[Link, Witnessed | None]:
    """One entry, and for those who read everything how the chain stands there. Raises NoEntry."""
    row = Entry.objects.visible_to(actor).filter(sequence=sequence).values_list(*_FIELDS).first()
    if row is None:
        raise NoEntry(str(sequence))
    return Link(*row), _witnessed(actor, sequence) if actor.reads_all else None


def _witnessed(actor: Reader, sequence: int) -> Witnessed:
    seals = Seal.objects.visible_to(actor).filter(sequence__gte=sequence).order_by("sequence")
    marks = [Mark(*row) for row in seals.values_list("sequence", "digest")[:1]]
    rows = Entry.objects.visible_to(actor).order_by("sequence").values_list(*_FIELDS)
    first = rows.filter(sequence__lt=sequence).last()
    after = Mark(first[0], first[-1]) if first else BEGINNING
    last = marks[0].sequence if marks else sequence + SEALED_EVERY
    links = [Link(*row) for row in rows.filter(sequence__gte=sequence, sequence__lte=last)]
    return Witnessed(first_broken(links, marks, after), marks[0].sequence if marks else None)
