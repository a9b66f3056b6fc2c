"""What charts are drawn with: every mark has a role, and an ink says how the role looks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from types import MappingProxyType

_FACE = 'font-family="Tinos, Times New Roman, serif"'
_PAPER = {
    "axis": 'stroke="#777" stroke-width="1" fill="none"',
    "grid": 'stroke="#d5d5d5" stroke-width="1" fill="none"',
    "label": f'{_FACE} font-size="12" fill="#333"',
    "name": f'{_FACE} font-size="13" fill="#000"',
    "value": f'{_FACE} font-size="13" fill="#000"',
    "short": f'{_FACE} font-size="11" fill="#000"',
    "short-dark": f'{_FACE} font-size="11" fill="#fff"',
    "bar": 'fill="#8c1c13"',
    "line-0": 'stroke="#8c1c13" stroke-width="2.5" fill="none"',
    "line-1": 'stroke="#333" stroke-width="2" fill="none" stroke-dasharray="7 3"',
    "line-2": 'stroke="#333" stroke-width="2" fill="none" stroke-dasharray="2 3"',
    "dot-0": 'fill="#8c1c13"',
    "dot-1": 'fill="#333"',
    "dot-2": 'fill="#333"',
    "break": 'stroke="#777" stroke-width="1" stroke-dasharray="1 4" fill="none"',
    "now": 'stroke="#777" stroke-width="1" stroke-dasharray="4 3" fill="none"',
    "tile-none": 'fill="#fff" stroke="#aaa" stroke-dasharray="2 2"',
    "tile-0": 'fill="#fff" stroke="#aaa"',
    "tile-1": 'fill="#f6e3e1" stroke="#aaa"',
    "tile-2": 'fill="#e8b9b4" stroke="#aaa"',
    "tile-3": 'fill="#d28079" stroke="#aaa"',
    "tile-4": 'fill="#a93f36" stroke="#aaa"',
    "tile-5": 'fill="#6e120b" stroke="#aaa"',
}


@dataclass(frozen=True, slots=True)
class Ink:
    """The look of each role as attributes, and whether links are drawn (paper has none)."""

    roles: Mapping[str, str] | None
    links: bool

    def of(self, role: str) -> str:
        """The attributes of a mark."""
        return f'class="{role}"' if self.roles is None else self.roles[role]


PAPER = Ink(MappingProxyType(_PAPER), links=False)
PAGE = Ink(None, links=True)


def frame(width: float, height: float, summary: str, marks: list[str], ink: Ink) -> str:
    """The element around the marks: a picture with a name."""
    size = "" if ink.links else f' width="{width:g}" height="{height:g}"'
    role = "group" if ink.links else "img"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}"{size} role="{role}" '
        f'aria-label="{escape(summary)}">{"".join(marks)}</svg>'
    )


def text(words: str, x: float, y: float, role: str, ink: Ink, anchor: str = "start") -> str:
    """Words at a place."""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" {ink.of(role)}>{escape(words)}</text>'


def path(moves: str, role: str, ink: Ink) -> str:
    """A line."""
    return f'<path d="{moves}" {ink.of(role)}/>'


def linked(mark: str, link: str, ink: Ink) -> str:
    """The mark as a link where there is an address and somebody to follow it."""
    return f'<a href="{escape(link)}">{mark}</a>' if link and ink.links else mark
