"""Runs of text with their looks, links and footnote references."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tongket.core.pages.model import Run
from tongket.formats.writing import layout
from tongket.formats.writing.docx.xml import Element, R, run, w


class Links:
    """Addresses that a part points to; each has one relationship, however often it is used."""

    def __init__(self) -> None:
        self._ids: dict[str, str] = {}

    def pairs(self) -> list[tuple[str, str]]:
        """Relationship id and address, in the order of their first use."""
        return [(key, address) for address, key in self._ids.items()]

    def element(self, address: str, *content: Element) -> Element:
        """A hyperlink to `address` around `content`."""
        key = self._ids.setdefault(address, f"rIdLink{len(self._ids) + 1}")
        link = w("hyperlink", *content, history=1)
        link.set(f"{{{R}}}id", key)
        return link


def runs(
    parts: Iterable[Run], links: Links, mark: Callable[[int], list[Element]] | None = None, *, size: float | None = None
) -> list[Element]:
    """The elements of `parts`; `mark` gives those of a footnote reference."""
    made: list[Element] = []
    for part in parts:
        made.extend(linked(part.text, part.link, links, bold=part.bold, italic=part.italic, size=size))
        if mark is not None and part.note is not None:
            made.extend(mark(part.note))
    return made


def linked(
    value: str, link: str | None, links: Links, *, bold: bool = False, italic: bool = False, size: float | None = None
) -> list[Element]:
    """A run, inside a hyperlink where `link` is an address of the web."""
    if not value:
        return []
    address = layout.safe_link(link)
    if address is None:
        return [run(value, bold=bold, italic=italic, size=size)]
    return [links.element(address, run(value, bold=bold, italic=italic, size=size, style="Hyperlink"))]
