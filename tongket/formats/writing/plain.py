"""The neutral pages as JSON: what the paper says, for programs that lay it out themselves."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from tongket.core.pages.model import Cell, Document
from tongket.core.pages.tidy import tidy


def write(document: Document) -> bytes:
    """The document as one JSON object in UTF-8, not escaped; a block says what it is in "type".

    Numbers are JSON numbers, integers where `decimals` is 0. Raises ValueError as `tidy` does.
    """
    return (json.dumps(_plain(tidy(document)), ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def _plain(value: Any) -> Any:
    if isinstance(value, Cell):
        return {"type": "cell", **_fields(value), "number": _number(value)}
    if is_dataclass(value) and not isinstance(value, type):
        return {"type": type(value).__name__.lower(), **_fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    return value


def _fields(value: Any) -> dict[str, Any]:
    return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}


def _number(cell: Cell) -> int | float | None:
    if not isinstance(cell.number, Decimal):
        return None
    return int(cell.number) if cell.decimals == 0 and cell.number == int(cell.number) else float(cell.number)
