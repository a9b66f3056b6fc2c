"""The layout of official papers: annex I of Nghị định 30/2020/NĐ-CP as numbers and small functions.

Lengths are millimetres on paper and points in type. Where the decree gives a range one value of it is taken here,
once, for every format.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from urllib.parse import quote

from tongket.core.pages.model import Annex, Document, Letterhead, Recipients, Run
from tongket.formats.writing.measure import text_width

MM = 72 / 25.4
"""Points in a millimetre."""

# Part I, section I: A4, margins top and bottom 20-25, left 30-35, right 15-20; page number in the top margin.
PAPER = (210.0, 297.0)
TOP, BOTTOM, LEFT, RIGHT, HEADER = 20.0, 20.0, 30.0, 15.0, 10.0
FONT = "Times New Roman"

# Part I, section II and III: sizes in points.
SUPERIOR = 12.0
NATION = NUMBER = PAGE_NUMBER = 13.0
MOTTO = PLACE_AND_DATE = TITLE = BODY = SIGNATURE = ANNEX = 14.0
RECIPIENTS_TITLE, RECIPIENTS = 12.0, 11.0
NOTE, CAPTION = 10.0, 13.0
TABLE_SIZES = (12.0, 11.0, 10.0, 9.0, 8.0)
FIRST_LINE = 12.7
PARAGRAPH_SPACE = 6.0
LINE_SPACING = 1.15
SIGNING_SPACE = 72.0
"""Room for the signature and the seal above the name, in points."""

CELL_PADDING = 3.5
"""Left and right of the text of a table cell, in points."""

_LINK = re.compile(r"(https?://[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\d{1,5})?)((?:[/?#].*)?)", re.IGNORECASE)
_LONGEST_LINK = 1500
"""Excel takes addresses of up to 2,079 characters; encoding lengthens them."""

_PARTS = re.compile(
    r".+?(?:(?<=ỦY BAN NHÂN DÂN )|(?<=BAN CHỈ ĐẠO )|(?<=BAN CHỈ HUY )"
    r"|(?=(?<= )(?:TỈNH|THÀNH PHỐ|XÃ|PHƯỜNG|ĐẶC KHU) )|$)",
    re.IGNORECASE,
)
"""The parts of a body's name: what it is, its field, the place."""

ISSUER_RULE = TITLE_RULE = 0.45
"""The rule under issuer and title: a third to half of the line above it."""


@dataclass(frozen=True, slots=True)
class Line:
    """A centred text broken into `lines`, and the `rule` below it (points; 0 where there is none)."""

    lines: tuple[str, ...]
    rule: float = 0.0


@dataclass(frozen=True, slots=True)
class Head:
    """The letterhead as set: two columns of `left` and `right` points."""

    left: float
    right: float
    superior: Line
    issuer: Line
    nation: Line
    motto: Line


def text_area(landscape: bool = False) -> float:
    """Width between the margins, in points.

    >>> round(text_area() / MM), round(text_area(landscape=True) / MM)
    (165, 252)
    """
    return (PAPER[1 if landscape else 0] - LEFT - RIGHT) * MM


def head(letterhead: Letterhead) -> Head:
    """Set the letterhead: the motto's rule is exactly its width, the issuer's a third to half (annex I, II.1-2)."""
    nation, motto = letterhead.nation.upper(), letterhead.motto
    area = text_area()
    widest = max(text_width(nation, NATION, bold=True), text_width(motto, MOTTO, bold=True)) + 4
    right = min(max(widest, 0.5 * area), 0.62 * area)
    left = area - right
    motto_width = text_width(motto, MOTTO, bold=True)
    return Head(
        left=left,
        right=right,
        superior=Line(body_lines(letterhead.superior.upper(), left - 4)),
        issuer=_under(body_lines(letterhead.issuer.upper(), left - 4, bold=True), SUPERIOR, left - 4, ISSUER_RULE),
        nation=Line(balanced(nation, NATION, right, bold=True)),
        motto=Line(balanced(motto, MOTTO, right, bold=True), min(motto_width, right)),
    )


def title(text: str) -> Line:
    """The document's title, centred, with its rule (annex I, II.5)."""
    return _ruled(text, TITLE, text_area() - 20, TITLE_RULE)


def _ruled(text: str, size: float, limit: float, share: float) -> Line:
    return _under(balanced(text, size, limit, bold=True), size, limit, share)


def _under(lines: tuple[str, ...], size: float, limit: float, share: float) -> Line:
    last = min(text_width(lines[-1].rstrip(), size, bold=True), limit) if lines else 0.0
    return Line(lines, last * share)


def body_lines(text: str, limit: float, *, bold: bool = False) -> tuple[str, ...]:
    """The name of a body as its letterhead prints it: broken where its parts meet, though that takes a line more.

    >>> body_lines("BAN CHỈ ĐẠO CHUYỂN ĐỔI SỐ TỈNH LÀO CAI", 188, bold=True)
    ('BAN CHỈ ĐẠO ', 'CHUYỂN ĐỔI SỐ ', 'TỈNH LÀO CAI')
    """
    plain_lines = balanced(text, SUPERIOR, limit, bold=bold)
    parts = tuple(found[0] for found in _PARTS.finditer(text))
    fits = all(text_width(part.strip(), SUPERIOR, bold=bold) <= limit for part in parts)
    return parts if len(plain_lines) > 1 and fits and len(parts) <= len(plain_lines) + 1 else plain_lines


def balanced(text: str, size: float, limit: float, *, bold: bool = False) -> tuple[str, ...]:
    """Break `text` into the fewest lines within `limit` points, as even as can be, rather before "và" and after commas.

    Every line but the last keeps its closing blank, so that the lines joined are the text itself.

    >>> balanced("CỤC QUẢN LÝ ĐÊ ĐIỀU VÀ PHÒNG, CHỐNG THIÊN TAI", 12, 188, bold=True)
    ('CỤC QUẢN LÝ ĐÊ ĐIỀU ', 'VÀ PHÒNG, CHỐNG THIÊN TAI')
    """
    if not text.strip():
        return ()
    words = [word + " " for word in text.split(" ")]
    words[-1] = words[-1][:-1]
    widths = [text_width(word, size, bold=bold) for word in words]
    count = _greedy(widths, limit)
    # Three lines of up to thirty words have 435 breakings; longer texts are no titles and break as they fall.
    if count == 1 or count > 3 or len(words) > 30:
        return (text,)
    best = min(
        combinations(range(1, len(words)), count - 1),
        key=lambda breaks: _unevenness(words, widths, breaks, limit),
        default=(),
    )
    bounds = [0, *best, len(words)]
    return tuple("".join(words[a:b]) for a, b in pairwise(bounds))


def _greedy(widths: Sequence[float], limit: float) -> int:
    count, used = 1, 0.0
    for width in widths:
        if used and used + width > limit:
            count, used = count + 1, 0.0
        used += width
    return count


def _unevenness(words: Sequence[str], widths: Sequence[float], breaks: Sequence[int], limit: float) -> float:
    bounds = [0, *breaks, len(words)]
    lines = [sum(widths[a:b]) for a, b in pairwise(bounds)]
    natural = sum(words[at].strip().lower() in {"và", "and", "of"} or words[at - 1].endswith(", ") for at in breaks)
    over = sum(max(0.0, line - limit) for line in lines)
    return over * 1000 + max(lines) - min(lines) + 0.3 * limit * (len(breaks) - natural)


def basis_lines(bases: Iterable[str]) -> tuple[str, ...]:
    """Legal bases, a line each, closed by ";" and the last by "." (annex I, II.6)."""
    return _punctuated(bases)


def recipient_lines(recipients: Recipients) -> tuple[str, ...]:
    """ "- …;" for each recipient and "- Lưu: VT, …." for the file copy (annex I, II.9)."""
    return tuple(f"- {line}" for line in _punctuated(recipients.lines))


def _punctuated(lines: Iterable[str]) -> tuple[str, ...]:
    bare = [stripped for line in lines if (stripped := line.rstrip(" ;.,"))]
    return tuple(f"{line}{';' if i < len(bare) else '.'}" for i, line in enumerate(bare, start=1))


def full_title(document: Document) -> str:
    """Kind and title on one line: the document's name in its metadata; never empty."""
    return " ".join(part for part in (document.kind.strip(), document.title.strip()) if part) or "—"


def annex_title(annex: Annex) -> str:
    """The annex's title in capitals (annex I, III.1)."""
    return annex.title.upper()


def signature_lines(lines: Iterable[str]) -> tuple[str, ...]:
    """Capacity and position of the signer in capitals (annex I, II.7)."""
    return tuple(line.upper() for line in lines)


def safe_link(link: str | None) -> str | None:
    """The address, percent-encoded, where it is one of the web, else None: no other scheme ever becomes a link.

    >>> safe_link("https://nchmf.gov.vn/tin bão"), safe_link("javascript:alert(1)"), safe_link("http://[x")
    ('https://nchmf.gov.vn/tin%20b%C3%A3o', None, None)
    """
    if link is None or len(link) > _LONGEST_LINK:
        return None
    match = _LINK.fullmatch(link)
    return match[1] + quote(match[2], safe="/?#[]@!$&'()*+,;=:-._~%") if match else None


def plain(runs: Iterable[Run]) -> str:
    """The text of runs without their style."""
    return "".join(run.text for run in runs)
