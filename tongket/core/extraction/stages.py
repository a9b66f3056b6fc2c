"""All stages in their order: text in, extraction out. Pure, and linear in the length of the text."""

from __future__ import annotations

import re
from dataclasses import replace

from tongket.core.extraction.assignments import read_assignments
from tongket.core.extraction.bodies import read_bodies
from tongket.core.extraction.citations import read_citations
from tongket.core.extraction.duties import read_duties
from tongket.core.extraction.flat import Flat, flatten, lowered
from tongket.core.extraction.letterhead import Head, read_head
from tongket.core.extraction.model import SURE, Asked, Assignment, Duty, Extraction, Found, Kind, Text, quote
from tongket.core.extraction.signature import Foot, read_foot
from tongket.core.extraction.structure import outline
from tongket.core.extraction.tasktables import read_tables

_URGENCY = re.compile(r"\b(HỎA TỐC(?: HẸN GIỜ)?|HOẢ TỐC(?: HẸN GIỜ)?|THƯỢNG KHẨN|KHẨN|Hỏa tốc|Hoả tốc|Thượng khẩn)\b")
_ADDRESSED = re.compile(r"kính gửi|điện\s*:?\s*$|, điện:")
_MARKS = " -+•–*:;.,"


def extract(text: Text) -> Extraction:
    """Everything that the stages find in the text."""
    flat = flatten(text)
    head = read_head(flat)
    foot = read_foot(flat, head.body)
    identity = replace(head.identity, signer=foot.signer, position=foot.position, capacity=foot.capacity)
    day = identity.day
    addressees, first = _addressees(flat, head)
    items = outline(flat, _body(flat, first, foot))
    addressed = _addressed(text, addressees, day.year if day else 0)
    read = read_assignments(flat, items, day, addressed)
    assignments = sorted([*read.assignments, *read_tables(flat, day)], key=lambda a: (a.start, a.end))
    duties = read_duties(flat, assignments, identity.issuer, day)
    citations = read_citations(flat, identity.number.value if identity.number else None, head.letterhead_end)
    return Extraction(
        identity,
        citations,
        tuple(_placed(flat, a) for a in assignments),
        tuple(_duty_placed(flat, d) for d in duties),
        addressees,
        foot.recipients,
        _urgency(flat, head),
        tuple(_asked_placed(flat, a) for a in read.form),
    )


def _placed(flat: Flat, found: Assignment) -> Assignment:
    start, end = flat.span(found.start, found.end)
    return replace(found, start=start, end=end)


def _duty_placed(flat: Flat, found: Duty) -> Duty:
    start, end = flat.span(found.start, found.end)
    return replace(found, start=start, end=end)


def _asked_placed(flat: Flat, found: Asked) -> Asked:
    start, end = flat.span(found.start, found.end)
    return replace(found, start=start, end=end)


def _body(flat: Flat, first: int, foot: Foot) -> list[int]:
    """The lines of running text: neither head nor foot nor cells of tables nor notes."""
    return [
        i
        for i in range(first, len(flat.lines))
        if not (foot.begin <= i < foot.end)
        and flat.lines[i].block.kind in (Kind.PARAGRAPH, Kind.HEADING)
        and not flat.text.startswith("[", flat.lines[i].start)
    ]


def _addressed(text: Text, addressees: tuple[Found, ...], year: int) -> tuple[str, ...]:
    """The bodies among those to whom a letter is addressed."""
    names: dict[str, None] = {}
    for one in addressees:
        said = quote(text.plain, one.start, one.end)
        if bodies := read_bodies(said, lowered(said), 0, len(said), year):
            names.update(dict.fromkeys(bodies.names))
    return tuple(names)


def _urgency(flat: Flat, head: Head) -> Found | None:
    """The degree of urgency stamped on the head, as printed in small letters."""
    match = _URGENCY.search(flat.text, 0, max(head.letterhead_end, min(len(flat.text), 400)))
    if not match or (
        match[0] == "KHẨN" and flat.low[max(0, match.start() - 10) : match.start()].strip()[-4:] in {"điện", "ương"}
    ):
        if (
            match
            and match[0] == "KHẨN"
            and flat.low[max(0, match.start() - 6) : match.start()].strip().endswith("điện")
        ):
            return Found("khẩn", *flat.span(match.start(), match.end()), SURE)
        return None
    if match[0] == "KHẨN" and flat.low.startswith("trương", match.end() + 1):
        return None
    return Found(match[0].lower().replace("hoả", "hỏa"), *flat.span(match.start(), match.end()), SURE)


def _addressees(flat: Flat, head: Head) -> tuple[tuple[Found, ...], int]:
    """Those behind "Kính gửi" or "… điện:", one each, and the index of the first line of the body."""
    lines = flat.lines
    for i in range(max(0, head.body - 1), min(head.body + 4, len(lines))):
        line = lines[i]
        low = flat.low[line.start : line.end]
        if not _ADDRESSED.search(low[-30:] if "kính gửi" not in low[:12] else low[:12]):
            continue
        found: list[Found] = []
        if low.startswith("kính gửi"):
            _listed(flat, line.start + len("kính gửi"), line.end, found)
        at = i + 1
        while at < len(lines) and at < i + 40:
            text = flat.text[lines[at].start : lines[at].end]
            cell = lines[at].block.table >= 0
            if not (text.startswith(("-", "+", "•")) or cell):
                break
            _listed(flat, lines[at].start, lines[at].end, found)
            at += 1
        return tuple(found), at if found else i
    return (), head.body


def _listed(flat: Flat, start: int, end: int, found: list[Found]) -> None:
    while start < end and flat.text[start] in _MARKS:
        start += 1
    while end > start and flat.text[end - 1] in _MARKS:
        end -= 1
    if start < end:
        found.append(Found(flat.text[start:end], *flat.span(start, end), SURE))
