"""Headings that name whom they charge otherwise than as a list of bodies."""

from __future__ import annotations

import re

from tongket.core.extraction.bodies import read_bodies
from tongket.core.extraction.flat import Flat

_NAME = re.compile(r"(?P<name>[^,;:.()]{4,90}?) ?(?:\([^()]{0,200}\) ?)?[:.]?$")
_COMPRISING = re.compile(r"\((?:bao )?gồm:? ")
_LONGEST = 14  # words of a name


def named_by_heading(flat: Flat, start: int, end: int, year: int) -> tuple[str, ...]:
    """ "Trách nhiệm của chủ hồ (kể cả …):": whoever stands behind the words, as printed; empty for a list of bodies."""
    match = _NAME.match(flat.text[start:end].rstrip(" *"))
    if match is None or len(match["name"].split()) > _LONGEST:
        return ()
    bodies = read_bodies(flat.text, flat.low, start, end, year)
    if bodies and bodies.end >= start + match.end("name"):
        return ()
    return (match["name"].strip(),)


def listed_in_brackets(flat: Flat, start: int, end: int, year: int) -> tuple[str, ...]:
    """ "Các cơ quan chuyên ngành (gồm các Sở: Y tế, Xây dựng)": the bodies in the brackets that close the heading."""
    if flat.low.find("gồm", start, end) < 0 or not flat.text[start:end].rstrip(" *:").endswith(")"):
        return ()
    opened = _COMPRISING.search(flat.low, start, end)
    if opened is None:
        return ()
    bodies = read_bodies(flat.text, flat.low, opened.end(), end, year)
    if bodies is None or flat.text[bodies.end : end].strip(" *:") != ")":
        return ()
    return bodies.names
