"""Two people at one return: each change says what it was based on, and none overwrites what it did not see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Change(Generic[T]):
    """What a cell or text is to become, and what it was when the person changed it."""

    was: T
    now: T


@dataclass(frozen=True, slots=True)
class Merged(Generic[T]):
    """What stands after a save, by key; which keys were saved, which changed by it, and where another was quicker."""

    standing: dict[str, T]
    saved: tuple[str, ...]
    changed: tuple[str, ...]
    conflicts: tuple[str, ...]


def merge(standing: Mapping[str, T], changes: Mapping[str, Change[T]], empty: T) -> Merged[T]:
    """Each change applied where what stands is what it was based on; `empty` is what an absent key holds.

    A change that stands already counts as saved and changes nothing: an answer that was lost may be asked for again.
    """
    after = dict(standing)
    saved, changed, conflicts = [], [], []
    for key, change in changes.items():
        stands = standing.get(key, empty)
        if stands == change.now:
            saved.append(key)
        elif stands == change.was:
            saved.append(key)
            changed.append(key)
            after[key] = change.now
        else:
            conflicts.append(key)
    return Merged(
        {key: value for key, value in after.items() if value != empty}, tuple(saved), tuple(changed), tuple(conflicts)
    )
