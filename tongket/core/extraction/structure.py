"""The outline: parts, articles, numbered clauses, letters, bullets, and what stands under what.

Reads the lines of the working copy; a numbering style met before closes what was opened since, a new one opens a
level. So any order of styles is followed, also where an annex numbers differently from the document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from tongket.core.extraction.flat import Flat

_MARK = re.compile(
    r"(?:(?P<part>(?:phần|chương|mục|phụ lục)(?: thứ)? (?:[ivx\d]{1,5}|nhất|hai|ba|tư|năm)\b[.:]?)"
    r"|(?P<article>điều \d{1,3}[a-z]?[.:]?)"
    r"|(?P<roman>[IVX]{1,5} ?[.)/-](?=\D))"
    r"|(?P<n3>\d{1,2}\.\d{1,2}\.\d{1,2}(?:\.\d{1,2})*[.)]?(?= ?[^\d\s]))"
    r"|(?P<n2>\d{1,2}\.\d{1,2}[.)]?(?= ?[^\d\s]))"
    r"|(?P<paren>\((?:\d{1,2}|[ivx]{1,4})\))"
    r"|(?P<n1>\d{1,2} ?[.)/](?= ?[^\d\s]))"
    r"|(?P<letter>[a-zđ]{1,2} ?[.)](?= ?\D))"
    r"|(?P<ordinal>(?:thứ (?:nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)|(?:một|hai|ba|bốn|năm|sáu|bảy"
    r"|tám) là)(?=[,:]) ?[,:])"
    r"|(?P<upper>[A-HĐ][.)] )"
    r"|(?P<dash>[-–—●•▪](?! ?\d{4}\b))"
    r"|(?P<plus>[+*]))\s*",
    re.IGNORECASE,
)
_ANNEXED = ("phụ lục", "danh mục", "biểu mẫu", "mẫu số", "kế hoạch", "quy chế", "quy định", "chương trình", "đề án")
_SMALL = frozenset({"part", "article"})


@dataclass(frozen=True, slots=True)
class Item:
    """A line with its mark taken off. `parent` is an index into the outline, -1 at the top."""

    line: int
    style: str
    start: int
    end: int
    parent: int
    depth: int


def outline(flat: Flat, lines: list[int]) -> list[Item]:
    """The items of these lines, in order, each with the item that it stands under.

    A line without a mark stands under the last marked line that is still open.
    """
    items: list[Item] = []
    stack: list[int] = []
    for number in lines:
        line = flat.lines[number]
        style, start = _style(flat, line.start, line.end)
        if not style and _begins_anew(flat, line.start, line.end):
            stack = []  # an annex or the plan that a decision promulgates stands under nothing above it
        if style:
            keep = next((i for i, at in enumerate(stack) if items[at].style == style), len(stack))
            if style == "article":
                keep = next((i for i, at in enumerate(stack) if items[at].style not in _SMALL - {"article"}), keep)
            stack = stack[:keep]
        parent = stack[-1] if stack else -1
        items.append(Item(number, style, start, line.end, parent, len(stack)))
        if style:
            stack.append(len(items) - 1)
    return items


def _begins_anew(flat: Flat, start: int, end: int) -> bool:
    """Whether the line is the title of an annex, or of a document inside the document."""
    return end - start < 60 and flat.low.startswith(_ANNEXED, start) and flat.text[start:end].isupper()


def _style(flat: Flat, start: int, end: int) -> tuple[str, int]:
    match = _MARK.match(flat.text, start, end)
    if not match or match.end() >= end:
        return "", start
    style = match.lastgroup or ""
    said = match[0]
    if style == "letter" and (not said[0].islower() or (len(said.strip(" .)")) > 1 and "." in said)):
        return ("upper", match.end()) if said[0].isupper() and len(said.strip(" .)")) == 1 else ("", start)
    if style == "roman" and not said[0].isupper():
        return "letter", match.end()
    return style, match.end()


def is_heading(flat: Flat, item: Item) -> bool:
    """Whether the line only names what comes under it: short, no full stop."""
    text = flat.text[item.start : item.end].rstrip()
    return len(text) < 220 and not text.endswith((".", ";", "./.", ","))


def rejoined(flat: Flat, items: list[Item]) -> list[Item]:
    """Items with sentences made whole that were broken before a dash: "… về trật tự xã hội" / "- Cơ quan …"."""
    whole: list[Item] = []
    for i, item in enumerate(items):
        before = whole[-1] if whole else None
        alone = i + 1 >= len(items) or items[i + 1].style != "dash"
        if (
            before is not None
            and item.style == "dash"
            and alone
            and before.style not in {"", "dash"}
            and item.line == before.line + 1
            and before.end - before.start > 150
            and flat.text[before.end - 1].isalnum()
        ):
            whole[-1] = replace(before, end=item.end)
            whole.append(replace(item, start=item.end, style=""))  # empty: keeps the places of those behind it
        else:
            whole.append(item)
    return whole
