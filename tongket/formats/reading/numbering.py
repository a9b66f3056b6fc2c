"""Numbers that Word counts by itself ("1.", "a)", "-"): not in a paragraph's text, but on the page."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from xml.etree.ElementTree import Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    text: str
    start: int


class Numbering:
    """Counts along a document. One instance reads one document, paragraph by paragraph, in order."""

    def __init__(self, part: Element | None, styles: Element | None) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._styles: dict[str, tuple[str | None, int]] = {}
        self._headings: set[str] = set()
        self._counts: defaultdict[str, dict[int, int]] = defaultdict(dict)
        abstract = {a.get(f"{_W}abstractNumId"): a for a in part.iter(f"{_W}abstractNum")} if part is not None else {}
        for number in part.iter(f"{_W}num") if part is not None else ():
            ref = number.find(f"{_W}abstractNumId")
            found = abstract.get(ref.get(f"{_W}val")) if ref is not None else None
            key = number.get(f"{_W}numId")
            if found is not None and key:
                self._levels[key] = dict(_levels(found))
        for style in styles.iter(f"{_W}style") if styles is not None else ():
            name = style.find(f"{_W}name")
            key = style.get(f"{_W}styleId") or ""
            said = (name.get(f"{_W}val") or "").lower() if name is not None else ""
            if said.startswith("heading") or said == "title":
                self._headings.add(key)
            properties = style.find(f"{_W}pPr/{_W}numPr")
            if properties is not None:
                self._styles[key] = _reference(properties)

    def is_heading(self, paragraph: Element) -> bool:
        """Whether the paragraph has a style of headings."""
        return self._style(paragraph) in self._headings

    def label(self, paragraph: Element) -> str:
        """The number that Word prints before this paragraph, "" where it prints none."""
        properties = paragraph.find(f"{_W}pPr/{_W}numPr")
        key, level = (
            _reference(properties) if properties is not None else self._styles.get(self._style(paragraph), (None, 0))
        )
        levels = self._levels.get(key or "")
        if not levels or level not in levels:
            return ""
        counts = self._counts[key or ""]
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [at for at in counts if at > level]:
            del counts[deeper]
        text = levels[level].text
        if levels[level].form == "bullet":
            return "-"
        for at in range(level + 1):
            shown = _shown(
                counts.get(at, levels[at].start if at in levels else 1), levels[at].form if at in levels else "decimal"
            )
            text = text.replace(f"%{at + 1}", shown)
        return text.strip()

    def _style(self, paragraph: Element) -> str:
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        return (style.get(f"{_W}val") or "") if style is not None else ""


def _reference(properties: Element) -> tuple[str | None, int]:
    number, level = properties.find(f"{_W}numId"), properties.find(f"{_W}ilvl")
    depth = (level.get(f"{_W}val") or "0") if level is not None else "0"
    return (number.get(f"{_W}val") if number is not None else None), int(depth) if depth.isdigit() else 0


def _levels(abstract: Element) -> list[tuple[int, _Level]]:
    found = []
    for level in abstract.iter(f"{_W}lvl"):
        depth = level.get(f"{_W}ilvl") or "0"
        form, text, start = (level.find(f"{_W}{name}") for name in ("numFmt", "lvlText", "start"))
        first = (start.get(f"{_W}val") or "1") if start is not None else "1"
        found.append(
            (
                int(depth) if depth.isdigit() else 0,
                _Level(
                    (form.get(f"{_W}val") or "decimal") if form is not None else "decimal",
                    (text.get(f"{_W}val") or "") if text is not None else "",
                    int(first) if first.isdigit() else 1,
                ),
            )
        )
    return found


def _shown(count: int, form: str) -> str:
    """A count in its form: 4 as "4", "04", "d", "D", "iv", "IV"."""
    if form in {"lowerLetter", "upperLetter"}:
        letter = chr(ord("a") + (count - 1) % 26)
        return letter if form == "lowerLetter" else letter.upper()
    if form in {"lowerRoman", "upperRoman"} and 0 < count < 40:
        out = ""
        for value, sign in _ROMAN:
            while count >= value:
                out += sign
                count -= value
        return out.lower() if form == "lowerRoman" else out
    return f"{count:02}" if form == "decimalZero" else str(count)
