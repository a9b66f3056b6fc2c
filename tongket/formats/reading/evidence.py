"""Whether a file may be kept as evidence: told by its content, never by its name, and not parsed at all."""

from __future__ import annotations

from tongket.formats.reading.checks import MB, Type, inspect
from tongket.formats.reading.refusals import Refused

MAX_EVIDENCE = 10 * MB
_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_OFFICE = "application/vnd.openxmlformats-officedocument."
_KINDS = {
    Type.PDF: ("application/pdf", ".pdf"),
    Type.DOCX: (f"{_OFFICE}wordprocessingml.document", ".docx"),
    Type.XLSX: (f"{_OFFICE}spreadsheetml.sheet", ".xlsx"),
}


def evidence_kind(data: bytes) -> tuple[str, str]:
    """Media type and ending of a PDF, JPEG, PNG, Word or Excel file without macros. Raises Refused."""
    if len(data) > MAX_EVIDENCE:
        raise Refused("too-big", limit=MAX_EVIDENCE // MB)
    kind = inspect(data)
    if kind in _KINDS:
        return _KINDS[kind]
    if data.startswith(_PNG):
        return "image/png", ".png"
    if data.startswith(_JPEG):
        return "image/jpeg", ".jpg"
    raise Refused("kind")
