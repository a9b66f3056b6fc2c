"""The chain of the journal: the digest of an entry covers what it says and, by the one before, all earlier ones."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from typing import Any

# An entry whose number is a multiple of this is sealed at once; so is the last entry of each day.
SEALED_EVERY = 100


@dataclass(frozen=True, slots=True)
class Link:
    """An entry as the chain sees it; `digest` is what stands beside it."""

    sequence: int
    by: str
    at: datetime
    verb: str
    kind: str
    id: str
    data: str
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A seal: that an entry of this number and digest stood in the journal. Kept elsewhere, it is a witness."""

    sequence: int
    digest: str


@dataclass(frozen=True, slots=True)
class Broken:
    """The first place where the journal is not what it was: the number of the entry, and what is wrong there."""

    sequence: int
    what: str


def canonical_json(data: Any) -> str:
    """JSON with sorted keys and no blanks: equal facts give equal bytes."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(link: Link, before: str) -> str:
    """SHA-256, in hex, of the digest of the entry before ("" for the first) and of everything the entry says."""
    at = link.at.astimezone(UTC).isoformat(timespec="microseconds")
    said = [before, link.sequence, link.by, at, link.verb, link.kind, link.id, link.data]
    return hashlib.sha256(canonical_json(said).encode()).hexdigest()


BEGINNING = Mark(0, "")


def first_broken(links: Iterable[Link], marks: Iterable[Mark], after: Mark = BEGINNING) -> Broken | None:
    """The first entry that is not as it was written, or None. `links` come in the order of their numbers.

    They begin behind `after`, whose digest is believed. Without marks an end cut off cannot be seen, nor a chain that
    was computed anew: a mark shows both.
    """
    kept: dict[int, set[str]] = {}
    for mark in marks:
        kept.setdefault(mark.sequence, set()).add(mark.digest)
    before, last = after.digest, after.sequence
    for link in chain(links, [None]):
        upto = link.sequence if link else max(kept, default=0) + 1
        gone = min((number for number in kept if last < number < upto), default=None)
        if gone is not None:
            return Broken(gone, "a seal names it, and it is missing")
        if link is None:
            return None
        if digest_of(link, before) != link.digest:
            return Broken(link.sequence, _why(link.sequence, last))
        if kept.get(link.sequence, {link.digest}) != {link.digest}:
            return Broken(link.sequence, "it is not the entry that was sealed")
        before, last = link.digest, link.sequence
    return None


def _why(sequence: int, last: int) -> str:
    if sequence == last + 1:
        return "its content or its place was changed, or an entry before it was exchanged"
    missing = f"entry {last + 1} is" if sequence == last + 2 else f"entries {last + 1} to {sequence - 1} are"
    return f"{missing} missing before it"


def mark_line(mark: Mark) -> str:
    """A seal as a line of text, to be kept elsewhere."""
    return f"{mark.sequence} {mark.digest}"


def read_marks(text: str) -> tuple[Mark, ...]:
    """Seals from lines of text. Raises ValueError that names the line."""
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        words = line.split()
        if not words:
            continue
        if len(words) != 2 or not words[0].isdecimal() or len(words[1]) != 64:
            raise ValueError(f"line {number} is no seal: a number and a digest of 64 letters")
        found.append(Mark(int(words[0]), words[1].lower()))
    return tuple(found)


def as_data(data: Mapping[str, Any] | None) -> str:
    """What an entry keeps of the facts of a deed."""
    return canonical_json(data or {})
