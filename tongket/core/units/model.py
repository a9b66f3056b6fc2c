"""Units with history: what a unit is, who stands under whom, and which units became which."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction


class Basis(StrEnum):
    """Why a figure of an old unit may be counted at a new one."""

    WHOLE = "whole"  # the old unit went wholly into the new one
    FORMER_UNIT = "former unit"  # the level was abolished: the figure counts at the unit above
    POPULATION = "population"
    AREA = "area"
    EQUAL = "equal"
    BY_HAND = "by hand"
    NONE = "none"  # divided, and nobody has said how: not comparable


@dataclass(frozen=True, slots=True)
class Unit:
    """A body in the administrative tree, between two dates.

    `start` is its first day (None: older than the records), `end` its last (None: it stands).
    `name` is the proper name without its type word, `kind` the type word ("tỉnh", "xã").
    `key` never changes and is never used again; `code` is the official code, which is reused.
    """

    key: str
    code: str
    name: str
    kind: str
    level: str
    start: date | None = None
    end: date | None = None
    act: str | None = None

    def stands_on(self, day: date) -> bool:
        """Whether the unit existed on that day."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)

    @property
    def full_name(self) -> str:
        """Type word and name, as a document writes it: "tỉnh Lào Cai", "Phường 1" without its word twice."""
        return f"{self.kind} {self.name}".strip()


@dataclass(frozen=True, slots=True)
class Edge:
    """`unit` stood under `parent` from `start` to `end`, both days included."""

    unit: str
    parent: str
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Succession:
    """On `day`, `old` became `new` (or a part of it did), by `act`.

    `fraction` is the share of the old unit that went there: 1 where it went whole, None where it
    was divided and nobody has stated a basis.
    """

    old: str
    new: str
    day: date
    fraction: Fraction | None
    basis: Basis
    act: str | None = None


@dataclass(frozen=True, slots=True)
class Act:
    """A legal act that changed units: its number, its date, and the day on which it took effect.

    `source` says where the number and the dates were read.
    """

    number: str
    day: date
    effect: date
    about: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """How much of the figure of `old` counts at `new` on another map; frozen, with its reasons.

    `new` None: the figure has no place on that map. `fraction` None: not comparable.
    `act` names every act on the way, joined by "; ".
    """

    old: str
    new: str | None
    fraction: Fraction | None
    basis: Basis
    act: str | None = None
