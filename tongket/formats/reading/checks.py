"""What a file is, told by its content, and whether it may be parsed: looked at before any parser sees it.

Only directories and first bytes are read here: a file that would unpack to a gigabyte costs no more than its name.
"""

from __future__ import annotations

import io
import zipfile
from enum import StrEnum

from tongket.formats.reading.refusals import Refused

MB = 1_000_000
MAX_FILE = 50 * MB
MAX_UNPACKED = 200 * MB
MAX_RATIO = 150  # of a whole package that is not small; ordinary Word files are packed 5 to 20 times
SMALL = 20 * MB
MAX_ENTRIES = 5_000
MAX_PAGES = 1_000


class Type(StrEnum):
    """What the bytes are."""

    DOCX = "docx"
    XLSX = "xlsx"
    PDF = "pdf"
    HTML = "html"
    TEXT = "text"
    IMAGE = "image"
    OFFICE = "office"  # doc, rtf, odt: by way of LibreOffice


_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"BM", b"RIFF")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def inspect(data: bytes) -> Type:  # noqa: PLR0911 (one type a return)
    """The type of the file. Raises `Refused` where it is not to be parsed."""
    if not data:
        raise Refused("empty")
    if len(data) > MAX_FILE:
        raise Refused("too-big", limit=MAX_FILE // MB)
    if data.startswith(b"PK\x03\x04"):
        return _package(data)
    if data.startswith(_OLE):
        return _compound(data)
    if data.lstrip(b"\xef\xbb\xbf\r\n\t ")[:5] == b"%PDF-" or b"%PDF-" in data[:1024]:
        return Type.PDF
    if data.startswith(b"{\\rtf"):
        return Type.OFFICE
    if data.startswith(_IMAGES) and not data.isascii():
        return Type.IMAGE
    head = data[:2048].lstrip(b"\xef\xbb\xbf\r\n\t ").lower()
    if head.startswith((b"<!doctype html", b"<html")) or (head.startswith(b"<") and b"<body" in head):
        return Type.HTML
    if head.startswith(b"<?xml"):
        raise Refused("type")
    return Type.TEXT


def _package(data: bytes) -> Type:
    """A zip package: its directory is read, nothing is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError):
        raise Refused("damaged") from None
    if len(entries) > MAX_ENTRIES:
        raise Refused("entries", limit=MAX_ENTRIES)
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise Refused("encrypted")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MAX_UNPACKED:
        raise Refused("unpacked", limit=MAX_UNPACKED // MB)
    packed = max(1, sum(entry.compress_size for entry in entries))
    if unpacked > SMALL and unpacked > MAX_RATIO * packed:
        raise Refused("ratio", ratio=unpacked // packed)
    names = {entry.filename for entry in entries}
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Refused("macros")
    if "word/document.xml" in names:
        return Type.DOCX
    if "xl/workbook.xml" in names:
        return Type.XLSX
    if "mimetype" in names and "content.xml" in names:
        return Type.OFFICE
    raise Refused("type")


def _compound(data: bytes) -> Type:
    """A compound file: old Word, or a new one behind a password. Its directory names are UTF-16."""
    names = {name: name.encode("utf-16-le") in data for name in ("EncryptedPackage", "WordDocument", "_VBA_PROJECT")}
    if names["EncryptedPackage"]:
        raise Refused("encrypted")
    if names["_VBA_PROJECT"]:
        raise Refused("macros")
    if names["WordDocument"]:
        return Type.OFFICE
    raise Refused("type")
