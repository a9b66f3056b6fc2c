"""A text cut where findings begin and end, so that each piece can be shown with what was found in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from tongket.core.phrasing.moments import short_date

_DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b", re.ASCII)


@dataclass(frozen=True, slots=True)
class Finding:
    """A line of the right-hand side: its key, group, value, what is said beside it, and where it stands."""

    key: str
    group: str
    value: str
    notes: tuple[str, ...]
    start: int
    end: int
    sure: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text with the findings that cover it; `anchor` where one of them begins here."""

    text: str
    keys: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()


def findings_of(answer: dict[str, Any]) -> list[Finding]:
    """All findings of an answer of `tongket extract`, group by group."""
    found: list[Finding] = []

    def add(group: str, value: object, place: dict[str, Any], *notes: object) -> None:
        said = tuple(_DAY.sub(_day, str(note)) for note in notes if note)
        sure = place["confidence"] >= 0.7
        found.append(
            Finding(
                f"{group}-{len(found)}", group, _DAY.sub(_day, str(value)), said, place["start"], place["end"], sure
            )
        )

    for name, place in answer["evidence"].items():
        field = name.removeprefix("identity.")
        add("identity", answer["identity"].get(field) or answer["urgency"], place, field)
    for one in answer["addressees"]:
        add("addressees", one["text"], one)
    for one in answer["assignments"]:
        add("assignments", "; ".join(one["lead"]), one, ", ".join(one["support"]), due(one["due"]), one["product"])
    for one in answer["report_duties"]:
        add("duties", f"{'; '.join(one['who'])} → {'; '.join(one['to'])}", one, due(one["due"]))
    for one in answer["form"]:
        add("form", one["text"], one, one["unit_of_measure"])
    for one in answer["citations"]:
        add("citations", one.get("number") or one["name"], one, one["date"])
    for one in answer["recipients"]:
        add("recipients", one["text"], one)
    return found


def _day(found: re.Match[str]) -> str:
    """A day as the reader writes it: 2024-09-05 is 05/9/2024. What is no day stays as it stands in the text."""
    try:
        return short_date(date.fromisoformat(found[0]), "vi")
    except ValueError:
        return found[0]


def due(when: dict[str, str] | None) -> str:
    """A deadline in a line: the date, or the cycle, or the words, with how it was worked out."""
    if not when:
        return ""
    said = when.get("at", "").replace("T", " ") or when.get("text", "")
    if "every" in when:
        said = " ".join((when["every"], when.get("by", ""))).strip()
    return f"{said} ({when['reckoning']})" if "reckoning" in when else said


def pieces_of(plain: str, findings: list[Finding]) -> list[Piece]:
    """The text cut at every edge of a finding. Work grows with the findings, not with their overlaps squared."""
    edges = sorted({0, len(plain), *(f.start for f in findings), *(f.end for f in findings)})
    begins: dict[int, list[Finding]] = {}
    for finding in findings:
        if finding.start < finding.end:
            begins.setdefault(finding.start, []).append(finding)
    pieces: list[Piece] = []
    here: list[Finding] = []
    for start, end in pairwise(edges):
        here = [f for f in here if f.end > start] + begins.get(start, [])
        anchors = tuple(f.key for f in begins.get(start, []))
        groups = tuple(dict.fromkeys(f.group for f in here))
        pieces.append(Piece(plain[start:end], tuple(f.key for f in here), groups, anchors))
    return pieces
