"""The package around the paper (ECMA-376 part 2): its parts, how they point to each other, one zip for one input."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from types import MappingProxyType
from xml.etree import ElementTree as ET
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from tongket.formats.writing.docx.xml import to_bytes

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip knows: no clock in the bytes."""

_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_CORE = f"{_PACKAGE}metadata/core-properties"
_DC, _TERMS = "http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_APP = f"{_OFFICE}extended-properties"

for _prefix, _uri in (("cp", _CORE), ("dc", _DC), ("dcterms", _TERMS), ("xsi", _XSI)):
    ET.register_namespace(_prefix, _uri)

PARTS = {"styles": "styles", "settings": "settings", "footnotes": "footnotes", "header1": "header", "header2": "header"}
"""The parts beside the document, and what kind of part each is."""


@dataclass(frozen=True, slots=True)
class Properties:
    """What the file says about itself."""

    title: str
    author: str
    language: str
    created: date


def package(
    document: ET.Element,
    parts: Mapping[str, ET.Element],
    links: Mapping[str, Iterable[tuple[str, str]]],
    properties: Properties,
    pictures: Mapping[str, bytes] = MappingProxyType({}),
) -> bytes:
    """The docx: `parts` by the names of `PARTS`, `links` the outside addresses of a part by its name.

    `pictures` are PNG by the name of their file; the document reaches each by `part_id` of that name.
    """
    pointers = [(part_id(name), f"{_OFFICE}relationships/{PARTS[name]}", f"{name}.xml", False) for name in parts]
    pointers += [(part_id(name), f"{_OFFICE}relationships/image", f"media/{name}", False) for name in pictures]
    members = {
        "[Content_Types].xml": _content_types(parts, pictures=bool(pictures)),
        "_rels/.rels": _relationships(
            [
                ("rId1", f"{_OFFICE}relationships/officeDocument", "word/document.xml", False),
                ("rId2", f"{_PACKAGE}relationships/metadata/core-properties", "docProps/core.xml", False),
                ("rId3", f"{_OFFICE}relationships/extended-properties", "docProps/app.xml", False),
            ]
        ),
        "docProps/core.xml": _core(properties),
        "docProps/app.xml": _app(),
        "word/document.xml": document,
        "word/_rels/document.xml.rels": _relationships(pointers + _outside(links.get("document", ()))),
    }
    for name, element in parts.items():
        members[f"word/{name}.xml"] = element
        if outside := _outside(links.get(name, ())):
            members[f"word/_rels/{name}.xml.rels"] = _relationships(outside)
    drawn = {f"word/media/{name}": data for name, data in pictures.items()}
    return _zip({name: to_bytes(element) for name, element in members.items()} | drawn)


def part_id(name: str) -> str:
    """The relationship by which the document reaches a part."""
    return f"rId-{name}"


def _zip(members: Mapping[str, bytes]) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        for name, content in members.items():
            info = ZipInfo(name, _EPOCH)
            info.compress_type = ZIP_DEFLATED
            info.create_system = 0
            archive.writestr(info, content)
    return file.getvalue()


def _outside(links: Iterable[tuple[str, str]]) -> list[tuple[str, str, str, bool]]:
    return [(key, f"{_OFFICE}relationships/hyperlink", address, True) for key, address in links]


def _relationships(pointers: Iterable[tuple[str, str, str, bool]]) -> ET.Element:
    space = f"{_PACKAGE}relationships"
    root = ET.Element("Relationships", {"xmlns": space})
    for key, kind, target, external in pointers:
        attributes = {"Id": key, "Type": kind, "Target": target}
        ET.SubElement(root, "Relationship", attributes | ({"TargetMode": "External"} if external else {}))
    return root


def _content_types(parts: Iterable[str], *, pictures: bool) -> ET.Element:
    root = ET.Element("Types", {"xmlns": f"{_PACKAGE}content-types"})
    relationships = "application/vnd.openxmlformats-package.relationships+xml"
    ET.SubElement(root, "Default", {"Extension": "rels", "ContentType": relationships})
    ET.SubElement(root, "Default", {"Extension": "xml", "ContentType": "application/xml"})
    if pictures:
        ET.SubElement(root, "Default", {"Extension": "png", "ContentType": "image/png"})
    types = {
        "/word/document.xml": f"{_MAIN}document.main+xml",
        **{f"/word/{name}.xml": f"{_MAIN}{PARTS[name]}+xml" for name in parts},
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    }
    for name, kind in types.items():
        ET.SubElement(root, "Override", {"PartName": name, "ContentType": kind})
    return root


def _core(properties: Properties) -> ET.Element:
    root = ET.Element(f"{{{_CORE}}}coreProperties")
    moment = f"{properties.created.isoformat()}T00:00:00Z"
    for tag, value in (
        (f"{{{_DC}}}title", properties.title),
        (f"{{{_DC}}}creator", properties.author),
        (f"{{{_DC}}}language", properties.language),
        (f"{{{_TERMS}}}created", moment),
        (f"{{{_TERMS}}}modified", moment),
    ):
        element = ET.SubElement(root, tag)
        element.text = value
        if value is moment:
            element.set(f"{{{_XSI}}}type", "dcterms:W3CDTF")
    return root


def _app() -> ET.Element:
    root = ET.Element("Properties", {"xmlns": _APP})
    ET.SubElement(root, "Application").text = "Tổng Kết"
    return root
