"""What is read and what is found in it. Every finding says where it stands and how sure it is.

Offsets count code points of `Text.plain`, first included, last excluded, as in a Python slice.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

SURE = 0.95  # the form of the text leaves no other reading
LIKELY = 0.8  # the usual reading of such a form
UNSURE = 0.5  # to be looked at by a person

_FOLD = re.compile(r"[\s*`|]+")
_STRUCK = re.compile(r"[*`|]+")


class Kind(StrEnum):
    """What a block is on the page."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    CELL = "cell"
    FOOTNOTE = "footnote"
    HEADER = "header"
    FOOTER = "footer"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a paragraph of a table cell, at `plain[start:end]`.

    `page` counts from 1, None where the format has no pages. `table`, `row` and `column` count from 0 and are
    -1 outside tables; a cell with several paragraphs gives several blocks with the same three.
    """

    kind: Kind
    start: int
    end: int
    page: int | None = None
    table: int = -1
    row: int = -1
    column: int = -1


@dataclass(frozen=True, slots=True)
class Text:
    """A document as read: its plain text (NFC) and its blocks, which lie in order and do not overlap."""

    plain: str
    blocks: tuple[Block, ...]


def quote(plain: str, start: int, end: int) -> str:
    """The slice as it is shown: Markdown marks gone, white space folded.

    >>> quote("a **b**\\n c|", 0, 11)
    'a b c'
    """
    return _FOLD.sub(" ", _STRUCK.sub("", plain[start:end])).strip()


@dataclass(frozen=True, slots=True)
class Found:
    """A value read from the text, where it stands, and how sure the reading is (0 to 1)."""

    value: str
    start: int
    end: int
    confidence: float = SURE


@dataclass(frozen=True, slots=True)
class Identity:
    """What names a document. A field that the text does not give is None: nothing is invented.

    `date` is an ISO date, `kind` is in lower case; the others are as printed, with capitals folded in bodies.
    """

    number: Found | None = None
    kind: Found | None = None
    issuer: Found | None = None
    place: Found | None = None
    date: Found | None = None
    title: Found | None = None
    signer: Found | None = None
    position: Found | None = None
    capacity: Found | None = None

    def fields(self) -> Iterator[tuple[str, Found | None]]:
        """Every field with its name, in the order in which a register shows them."""
        for name in self.__dataclass_fields__:
            yield name, getattr(self, name)

    @property
    def day(self) -> datetime.date | None:
        """The document's own date, from which relative deadlines count."""
        return datetime.date.fromisoformat(self.date.value) if self.date else None


@dataclass(frozen=True, slots=True)
class Citation:
    """Another official document that the text names: by number where it gives one, else by name."""

    number: str | None
    name: str | None
    date: str | None
    start: int
    end: int
    confidence: float = SURE


@dataclass(frozen=True, slots=True)
class Due:
    """When: exactly one of `at` (ISO date, or date-time to the minute), `every`, `text`.

    `every` is week, month, quarter, half-year or year, with `by` as printed. `reckoning` says how a date was
    worked out where the text does not print it ("quý IV/2025: đến hết ngày 31/12/2025").
    """

    at: str | None = None
    every: str | None = None
    by: str | None = None
    text: str | None = None
    reckoning: str | None = None
    start: int = -1
    end: int = -1

    def as_json(self) -> dict[str, str]:
        """The shape of the answer: only the keys that say something."""
        keys = ("at", "every", "by", "text", "reckoning")
        return {key: value for key in keys if (value := getattr(self, key))}


@dataclass(frozen=True, slots=True)
class Assignment:
    """A clause that charges named bodies with something."""

    start: int
    end: int
    lead: tuple[str, ...]
    support: tuple[str, ...] = ()
    due: Due | None = None
    product: str | None = None
    confidence: float = LIKELY


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty to report: who, to whom, when. `what` and `cut_off` as printed, None where the clause has none."""

    who: tuple[str, ...]
    to: tuple[str, ...]
    start: int
    end: int
    due: Due | None = None
    what: str | None = None
    cut_off: str | None = None
    confidence: float = LIKELY


@dataclass(frozen=True, slots=True)
class Asked:
    """An indicator that the document asks its addressees to report: a line of the draft form."""

    text: str
    unit_of_measure: str | None
    start: int
    end: int
    confidence: float = LIKELY


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was found in one document."""

    identity: Identity = field(default_factory=Identity)
    citations: tuple[Citation, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    duties: tuple[Duty, ...] = ()
    addressees: tuple[Found, ...] = ()
    recipients: tuple[Found, ...] = ()
    urgency: Found | None = None
    form: tuple[Asked, ...] = ()
