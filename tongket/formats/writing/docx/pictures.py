"""Charts in Word: inline pictures with alternative text (ECMA-376 part 1, chapter 20)."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from tongket.core.pages.model import Picture
from tongket.formats.writing.charts.raster import png
from tongket.formats.writing.docx.package import part_id
from tongket.formats.writing.docx.xml import Element, R, paragraph, run, w

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/"
_WP, _A, _PIC = f"{_DRAWING}wordprocessingDrawing", f"{_DRAWING}main", f"{_DRAWING}picture"
_EMU = 12_700  # to a point
_PIXEL = 72 / 200  # points to a pixel of the picture

for _prefix, _uri in (("wp", _WP), ("a", _A), ("pic", _PIC)):
    ET.register_namespace(_prefix, _uri)


@dataclass(slots=True)
class Pictures:
    """The pictures of a paper in their order, under the names of their parts."""

    found: dict[str, bytes] = field(default_factory=dict)

    def add(self, picture: Picture, width: float) -> list[Element]:
        """Caption and picture, at most `width` points wide."""
        data = png(picture.chart)
        number = len(self.found) + 1
        name = f"chart{number}.png"
        self.found[name] = data
        across, down = (int.from_bytes(data[at : at + 4], "big") * _PIXEL for at in (16, 20))
        scale = min(1.0, width / across)
        size = {"cx": str(round(across * scale * _EMU)), "cy": str(round(down * scale * _EMU))}
        drawing = w("drawing", _inline(number, name, picture, size))
        centred = (w("keepLines"), w("ind", firstLine=0), w("jc", val="center"))
        caption = [paragraph("Caption", run(picture.caption))] if picture.caption else []
        return [*caption, paragraph("TableText", w("r", drawing), properties=centred)]


def _inline(number: int, name: str, picture: Picture, size: dict[str, str]) -> Element:
    told = {"id": str(number), "name": name, "descr": picture.chart.summary}
    fill = _e(
        _PIC, "blipFill", _e(_A, "blip", **{f"{{{R}}}embed": part_id(name)}), _e(_A, "stretch", _e(_A, "fillRect"))
    )
    shape = _e(
        _PIC,
        "spPr",
        _e(_A, "xfrm", _e(_A, "off", x="0", y="0"), _e(_A, "ext", **size)),
        _e(_A, "prstGeom", _e(_A, "avLst"), prst="rect"),
    )
    named = _e(_PIC, "nvPicPr", _e(_PIC, "cNvPr", **told), _e(_PIC, "cNvPicPr"))
    graphic = _e(_A, "graphic", _e(_A, "graphicData", _e(_PIC, "pic", named, fill, shape), uri=_PIC))
    none = dict.fromkeys(("distT", "distB", "distL", "distR"), "0")
    return _e(_WP, "inline", _e(_WP, "extent", **size), _e(_WP, "docPr", **told), graphic, **none)


def _e(space: str, tag: str, *children: Element, **attributes: str) -> Element:
    element = ET.Element(f"{{{space}}}{tag}", attributes)
    element.extend(children)
    return element
