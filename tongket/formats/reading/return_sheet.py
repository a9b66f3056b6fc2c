"""A return that was filled in with Excel, read back in a limited process; `writing.return_sheet` wrote it."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from python_calamine import CalamineError, CalamineWorkbook

from tongket.formats.reading.checks import MB, Type, inspect
from tongket.formats.reading.document import in_worker
from tongket.formats.reading.refusals import Refused
from tongket.formats.writing.return_sheet import FIGURES, MARK, TEXTS

MAX_WORKBOOK = 5 * MB
_MOST_ROWS = 5_000


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in a workbook: of which return it is; by key (figure as text, explanation, comment); texts by key."""

    identity: str
    cells: dict[str, tuple[str, str, str]]
    texts: dict[str, str]


def read_return_sheet(data: bytes, lang: str) -> Filled:
    """The answers in a workbook, numbers as they are written in that language. Raises Refused."""
    if len(data) > MAX_WORKBOOK:
        raise Refused("too-big", limit=MAX_WORKBOOK // MB)
    if inspect(data) is not Type.XLSX:
        raise Refused("not-a-return")
    sheets: dict[str, list[list[str]]] = in_worker("rows", data)["rows"]
    figures = sheets.get(FIGURES, [])
    first = figures[0][0] if figures and figures[0] else ""
    if not first.startswith(f"{MARK}:"):
        raise Refused("not-a-return")
    mark = "," if lang == "vi" else "."
    rows = [[*row, *[""] * 8][:8] for row in figures[1:]]
    return Filled(
        first.removeprefix(f"{MARK}:"),
        {row[0]: (_number(row[3], mark), _words(row[6]), _words(row[7])) for row in rows if row[0]},
        {row[0]: _words(row[2]) for row in ([*each, "", ""] for each in sheets.get(TEXTS, [])) if row[0]},
    )


def rows_of(data: bytes) -> dict[str, list[list[str]]]:
    """By sheet its rows from the first on; a number is "#" and its digits, a text is as it is. In the worker."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        found = {}
        for name in (FIGURES, TEXTS):
            if name in book.sheet_names:
                sheet = book.get_sheet_by_name(name)
                if sheet.total_height > _MOST_ROWS:
                    raise Refused("limits")
                found[name] = [[_said(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    except (CalamineError, ValueError, OSError) as error:
        if isinstance(error, Refused):
            raise
        raise Refused("damaged") from None
    return found


def _said(value: object) -> str:
    if isinstance(value, bool):
        return ""
    if isinstance(value, int | float):
        return f"#{Decimal(repr(value)):f}".removesuffix(".0")
    if isinstance(value, datetime | date):
        return f"{value:%d/%m/%Y}"
    return str(value)


def _number(text: str, mark: str) -> str:
    return text[1:].replace(".", mark) if text.startswith("#") else text


def _words(text: str) -> str:
    return text.removeprefix("#")
