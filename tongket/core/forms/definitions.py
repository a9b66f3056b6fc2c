"""An indicator as a person defines it: a key from its name, its measure, how it adds, a formula from a choice."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tongket.core.forms.model import WrongForm
from tongket.core.rollup.model import Kind, OverTime
from tongket.core.text import fold, squeeze

LONGEST_KEY = 50
# Units of measure that have a name in both languages; all others are kept as they are written.
MEASURES: Mapping[str, tuple[str, str]] = {
    "người": ("person", "persons"),
    "hộ": ("household", "households"),
    "%": ("%", "%"),
    "triệu đồng": ("million dong", "million dong"),
    "tỷ đồng": ("billion dong", "billion dong"),
    "lượt": ("time", "times"),
    "văn bản": ("document", "documents"),
    "hồ sơ": ("file", "files"),
    "vụ": ("case", "cases"),
    "cuộc": ("session", "sessions"),
    "lớp": ("class", "classes"),
    "trường": ("school", "schools"),
    "thôn": ("village", "villages"),
    "km": ("km", "km"),
    "ha": ("ha", "ha"),
    "tấn": ("tonne", "tonnes"),
}
# How the values of one unit become that of a longer period, where nothing else is said.
OVER_TIME: Mapping[Kind, OverTime] = {
    Kind.STOCK: OverTime.LAST,
    Kind.FLOW: OverTime.SUM,
    Kind.CUMULATIVE: OverTime.LAST,
    Kind.FORMULA: OverTime.LAST,
}
_FORBIDDEN = frozenset(";=[]")


class Made(StrEnum):
    """How a computed indicator is made of others."""

    SHARE = "share"  # the first in percent of the second
    QUOTIENT = "quotient"  # the first divided by the second
    SUM = "sum"  # all of them
    DIFFERENCE = "difference"  # the first less the others


def key_of_name(name: str, taken: Collection[str]) -> str:
    """A key that formulas can write: letters and digits of the name; a number makes it another one than those taken.

    >>> key_of_name("Số hộ nghèo", ()), key_of_name("Số hộ nghèo", {"so_ho_ngheo"}), key_of_name("5G", ())
    ('so_ho_ngheo', 'so_ho_ngheo_2', 'n5g')
    """
    words = re.sub(r"[^a-z0-9]+", "_", fold(name)).strip("_")[:LONGEST_KEY].strip("_")
    key = words if words[:1].isalpha() else f"n{words}"
    if key in _WORDS:
        key += "_"
    number, found = 1, key
    while found in taken:
        number += 1
        found = f"{key}_{number}"
    return found


_WORDS = frozenset({"min", "max", "first", "if", "and", "or", "not", "known"})  # they mean something in a formula


def measure_of(written: str) -> tuple[str, dict[str, str]]:
    """The unit of measure as it is kept, and its words by language.

    >>> measure_of(" Hộ "), measure_of("máy bơm")
    (('household', {'vi': 'hộ', 'en': 'households'}), ('máy bơm', {'vi': 'máy bơm', 'en': 'máy bơm'}))
    """
    word = squeeze(written)
    known = MEASURES.get(word.lower())
    if known is None:
        return word, {"vi": word, "en": word}
    return known[0], {"vi": word.lower(), "en": known[1]}


def formula_of(made: Made, parts: Sequence[str]) -> str:
    """The formula of a computed indicator. Raises WrongForm where parts are missing or too many.

    >>> formula_of(Made.SHARE, ["poor", "households"]), formula_of(Made.SUM, ["a", "b;sex=female"])
    ('poor ÷ households × 100', 'a + [b;sex=female]')
    """
    pair = made in (Made.SHARE, Made.QUOTIENT)
    if len(parts) < 2 or (pair and len(parts) > 2):
        raise WrongForm("two indicators are needed" if pair else "at least two indicators are needed")
    written = [part if re.fullmatch(r"[^\W\d]\w*", part) else f"[{part}]" for part in parts]
    if pair:
        return " ÷ ".join(written) + (" × 100" if made is Made.SHARE else "")
    return (" + " if made is Made.SUM else " − ").join(written)


@dataclass(frozen=True, slots=True)
class Pasted:
    """A row of a table of indicators: its line from 1, a name and a unit of measure; empty where there is none."""

    line: int
    name: str
    measure: str


def rows_pasted(text: str) -> tuple[Pasted, ...]:
    """The rows of a table copied from Excel or Word: columns with tabs, a number before the name or not.

    Empty rows and the heading row are left out.

    >>> rows = rows_pasted("STT\\tChỉ tiêu\\tĐVT\\n1\\tSố hộ nghèo\\tHộ\\n\\nTổng số hộ\\tHộ")
    >>> [(row.name, row.measure) for row in rows]
    [('Số hộ nghèo', 'Hộ'), ('Tổng số hộ', 'Hộ')]
    """
    found = []
    for line, row in enumerate(text.splitlines(), start=1):
        cells = [cell for each in row.split("\t") if (cell := squeeze(each))]
        if len(cells) > 1 and _NUMBERING.fullmatch(cells[0]):
            cells = cells[1:]
        if cells and not _HEADINGS & set(map(fold, cells)):
            found.append(Pasted(line, cells[0], cells[1] if len(cells) > 1 else ""))
    return tuple(found)


_NUMBERING = re.compile(r"(?:\d+(?:\.\d+)*|[IVXLC]+|[a-zđ])[.)]?", re.ASCII | re.IGNORECASE)
_HEADINGS = frozenset({"stt", "tt", "don vi tinh", "dvt", "unit of measure"})


def categories_of(name: str, values: str) -> dict[str, tuple[str, ...]]:
    """A category with its values, written with commas. Raises WrongForm for signs that keys of cells are made of.

    >>> categories_of("Nhóm tuổi", "dưới 16, 16 đến 60 , trên 60"), categories_of("", "")
    ({'Nhóm tuổi': ('dưới 16', '16 đến 60', 'trên 60')}, {})
    """
    title = squeeze(name)
    found = tuple(dict.fromkeys(word for each in values.split(",") if (word := squeeze(each))))
    if not title and not found:
        return {}
    if not title or len(found) < 2:
        raise WrongForm("a category has a name and at least two values")
    if _FORBIDDEN & set(title + "".join(found)):
        raise WrongForm("the signs ; = [ ] cannot stand in a category")
    return {title: found}
