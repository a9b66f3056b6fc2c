"""A neutral document: what an official paper says, as plain values, before any format.

One document is written as docx, PDF, HTML, xlsx and JSON by `formats/writing`. Layout (margins, sizes,
rules under lines) belongs to the writers and follows annex I of Nghị định 30/2020/NĐ-CP.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tongket.core.pages.chart import Chart


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one style. `note` is the number of a footnote to hang here; `link` an http(s) address."""

    text: str
    bold: bool = False
    italic: bool = False
    note: int | None = None
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A body paragraph: justified, first line indented. `bullet` draws "- " or "+ " as official papers do."""

    runs: tuple[Run, ...]
    bullet: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the body; level 1 is "I. …", 2 is "1. …", 3 is "a) …". The text carries its number."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. `width` is a weight; `numeric` columns are right aligned, figures under figures."""

    title: str
    width: float = 1.0
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: the text as printed in the document's language, and the number behind it for a spreadsheet."""

    text: str
    number: Decimal | None = None
    decimals: int = 0
    bold: bool = False
    note: int | None = None
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose head repeats on each page. `total` rows stand bold above the others.

    `name` is a short ASCII name for a worksheet; `caption` stands above; `summary` is the alternative text.
    """

    name: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total_rows: int = 0
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart with its caption; its alternative text is the chart's summary, its table stands beside it."""

    caption: str
    chart: Chart


Block = Paragraph | Heading | Table | Picture


@dataclass(frozen=True, slots=True)
class Footnote:
    """A numbered note; `Run.note` and `Cell.note` refer to it."""

    number: int
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The head of an official paper (annex I): two columns, bodies at the left, the state's motto at the right.

    `number` is printed as given, e.g. "Số:        /BC-PCTT" where the clerk still has to give the number.
    `place_and_date` e.g. "Hà Nội, ngày 11 tháng 9 năm 2024" (days under 10 and months 1, 2 padded).
    """

    superior: str
    issuer: str
    nation: str
    motto: str
    number: str
    place_and_date: str


@dataclass(frozen=True, slots=True)
class Signature:
    """The signature block: capacity lines ("TL. BỘ TRƯỞNG", "CỤC TRƯỞNG"), then the name, which may be open."""

    lines: tuple[str, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Recipients:
    """ "Nơi nhận:" and its lines, each without its leading dash; the last is the file copy ("Lưu: VT.")."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex on a page of its own; `landscape` where its table is wide."""

    label: str
    title: str
    attached_to: str
    blocks: tuple[Block, ...]
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """An official paper. `kind` ("BÁO CÁO NHANH") and `title` stand below the letterhead.

    `created` makes the bytes repeatable: it is the document's own date in its metadata, never the clock's.
    """

    lang: str
    letterhead: Letterhead
    kind: str
    title: str
    body: tuple[Block, ...]
    signature: Signature
    recipients: Recipients
    created: date
    annexes: tuple[Annex, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    bases: tuple[str, ...] = ()
