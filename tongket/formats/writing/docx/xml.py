"""WordprocessingML (ECMA-376 part 1, chapter 17) by small functions: elements, runs, paragraphs, rules.

The order of children inside an element is the schema's: Word refuses a file where it is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as ET

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
XML = "http://www.w3.org/XML/1998/namespace"

ET.register_namespace("w", W)
ET.register_namespace("r", R)

Element = ET.Element


def w(tag: str, *children: Element | None, **attributes: object) -> Element:
    """An element of the main namespace; attributes too, children that are None left out."""
    element = ET.Element(f"{{{W}}}{tag}", {f"{{{W}}}{name}": str(value) for name, value in attributes.items()})
    element.extend(child for child in children if child is not None)
    return element


def to_bytes(element: Element) -> bytes:
    """The element as a part of the package."""
    body: bytes = ET.tostring(element, encoding="UTF-8", xml_declaration=True)
    return body


def twips(points: float) -> int:
    """Twentieths of a point, the unit of lengths in Word."""
    return round(points * 20)


def half_points(points: float) -> int:
    """Half points, the unit of type sizes in Word."""
    return round(points * 2)


def text(value: str) -> Element:
    """Literal text: never a field, blanks kept."""
    element = w("t")
    element.set(f"{{{XML}}}space", "preserve")
    element.text = value
    return element


def look(*, style: str = "", bold: bool = False, italic: bool = False, size: float | None = None) -> Element | None:
    """Run properties that differ from those of the paragraph's style."""
    found = [
        w("rStyle", val=style) if style else None,
        w("b") if bold else None,
        w("bCs") if bold else None,
        w("i") if italic else None,
        w("iCs") if italic else None,
        w("sz", val=half_points(size)) if size else None,
        w("szCs", val=half_points(size)) if size else None,
    ]
    return w("rPr", *found) if any(item is not None for item in found) else None


def run(value: str, *, bold: bool = False, italic: bool = False, size: float | None = None, style: str = "") -> Element:
    """A run of text in one look."""
    return w("r", look(style=style, bold=bold, italic=italic, size=size), text(value))


def paragraph(style: str, *content: Element, properties: Iterable[Element] = ()) -> Element:
    """A paragraph; `properties` follow the style in the order of the schema."""
    return w("p", w("pPr", w("pStyle", val=style), *properties), *content)


def lines(style: str, parts: Iterable[str]) -> Element:
    """A paragraph of several lines, broken where the layout broke them."""
    runs: list[Element] = []
    for number, part in enumerate(parts):
        if number:
            runs.append(w("r", w("br")))
        runs.append(run(part))
    return paragraph(style, *runs)


def rule(width: float, available: float, *, after: float = 0) -> Element:
    """A line `width` points long in the middle of `available`, `after` points above what follows.

    It is the upper border of an empty paragraph. A border runs between the paragraph's indents in Word and in
    LibreOffice alike, so it is as long as was measured; on the text's own paragraph the same indents could break
    the line of text.
    """
    side = twips((available - width) / 2)
    return paragraph(
        "Rule",
        properties=(
            w("pBdr", w("top", val="single", sz=6, space=1, color="000000")),
            w("spacing", after=twips(after)),
            w("ind", left=side, right=side),
        ),
    )
