"""A return as an Excel workbook to fill in without a line: only the cells that a unit fills in can be changed.

What is read back goes by the keys in the hidden first column; `reading.return_sheet` is the other side.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from math import ceil
from typing import Any

import xlsxwriter

FIGURES, TEXTS = "So lieu", "Noi dung"
MARK = "tongket-return"
_HEADS = {
    "vi": ("Chỉ tiêu", "Đơn vị tính", "Kỳ này", "Kỳ trước", "Cùng kỳ năm trước", "Giải trình", "Ghi chú"),
    "en": ("Indicator", "Unit", "This period", "Period before", "A year before", "Explanation", "Comment"),
}
_TEXT_HEADS = {"vi": ("Mục", "Nội dung"), "en": ("Part", "Text")}
_HOW = {
    "vi": "Chỉ điền vào ô màu vàng. “K”: không phát sinh; “x”: không áp dụng. Ô để trống không làm thay đổi số đã lưu.",
    "en": "Fill in the yellow cells only. “K”: nothing to report; “x”: not applicable. An empty cell changes nothing.",
}
_COMPUTED = {"vi": "tự tính", "en": "computed"}
_WIDTHS = (48, 16, 16, 14, 14, 30, 30)
_LINE = 15.0
"""Height in points of a line of text: not every program finds the height of a wrapped row by itself."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the form. `now` and the earlier ones are figures, words of a state, or None."""

    key: str
    name: str
    measure: str
    decimals: int
    fillable: bool
    now: Fraction | str | None
    before: Fraction | str | None
    year_before: Fraction | str | None
    explanation: str = ""
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """A text of the form."""

    key: str
    title: str
    text: str


def return_workbook(
    identity: str,
    heading: Sequence[str],
    sections: Mapping[str, Sequence[Line]],
    texts: Sequence[Paragraphs],
    lang: str,
    made: datetime,
) -> bytes:
    """The workbook; `identity` says of which return it is. The same values give the same bytes."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"title": heading[0] if heading else "", "created": made.replace(tzinfo=None)})
        looks = _Looks(book)
        _figures(book, looks, identity, heading, sections, lang)
        _texts(book, looks, texts, lang)
    return buffer.getvalue()


class _Looks:
    """The few formats of the workbook."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._numbers: dict[tuple[int, bool], Any] = {}
        self.title = book.add_format({"bold": True, "font_size": 13})
        self.quiet = book.add_format({"font_color": "#585858"})
        self.head = book.add_format({"bold": True, "border": 1, "text_wrap": True, "bg_color": "#F0EFEC"})
        self.section = book.add_format({"bold": True, "top": 1})
        self.plain = book.add_format({"text_wrap": True, "valign": "top"})
        self.words = book.add_format({"text_wrap": True, "valign": "top", "locked": False, "bg_color": "#FFF9E0"})

    def number(self, decimals: int, *, fillable: bool) -> Any:
        """A number with thousands; yellow and open where it is filled in."""
        if (decimals, fillable) not in self._numbers:
            look: dict[str, Any] = {"num_format": f"#,##0{'.' if decimals else ''}{'0' * decimals}", "align": "right"}
            look |= {"valign": "top"}
            look |= {"locked": False, "bg_color": "#FFF9E0", "border": 1} if fillable else {"font_color": "#585858"}
            self._numbers[decimals, fillable] = self._book.add_format(look)
        return self._numbers[decimals, fillable]


def _figures(
    book: Any, looks: _Looks, identity: str, heading: Sequence[str], sections: Mapping[str, Sequence[Line]], lang: str
) -> None:
    sheet = book.add_worksheet(FIGURES)
    sheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.set_column(0, 0, None, None, {"hidden": True})
    for column, width in enumerate(_WIDTHS, start=1):
        sheet.set_column(column, column, width)
    sheet.write_string(0, 0, f"{MARK}:{identity}")
    for row, text in enumerate(heading):
        sheet.write_string(row, 1, text, looks.quiet if row else looks.title)
    row = len(heading)
    sheet.write_string(row, 1, _HOW[lang], looks.quiet)
    row += 2
    for column, title in enumerate(_HEADS[lang], start=1):
        sheet.write_string(row, column, title, looks.head)
    sheet.set_row(row, 2 * _LINE)
    sheet.freeze_panes(row + 1, 2)
    _page(sheet, head=row)
    for section, lines in sections.items():
        row += 1
        sheet.write_string(row, 1, section, looks.section)
        for line in lines:
            row += 1
            _line(sheet, looks, row, line, lang)


def _page(sheet: Any, head: int) -> None:
    """A4 across, as wide as the paper; the head stands on every page."""
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(head)


def _line(sheet: Any, looks: _Looks, row: int, line: Line, lang: str) -> None:
    sheet.set_row(row, _LINE * max(ceil(len(line.name) / _WIDTHS[0]), ceil(len(line.measure) / _WIDTHS[1]), 1))
    sheet.write_string(row, 0, line.key if line.fillable else "")
    sheet.write_string(row, 1, line.name, looks.plain)
    sheet.write_string(row, 2, line.measure, looks.plain)
    now = _COMPUTED[lang] if line.now is None and not line.fillable else line.now
    _value(sheet, row, 3, now, looks.number(line.decimals, fillable=line.fillable))
    _value(sheet, row, 4, line.before, looks.number(line.decimals, fillable=False))
    _value(sheet, row, 5, line.year_before, looks.number(line.decimals, fillable=False))
    if line.fillable:
        sheet.write_string(row, 6, line.explanation, looks.words)
        sheet.write_string(row, 7, line.comment, looks.words)


def _value(sheet: Any, row: int, column: int, value: Fraction | str | None, look: Any) -> None:
    if value is None:
        sheet.write_blank(row, column, None, look)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, look)
    else:
        sheet.write_number(row, column, float(value), look)


def _texts(book: Any, looks: _Looks, texts: Sequence[Paragraphs], lang: str) -> None:
    if not texts:
        return
    sheet = book.add_worksheet(TEXTS)
    sheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.set_column(0, 0, None, None, {"hidden": True})
    sheet.set_column(1, 1, 32)
    sheet.set_column(2, 2, 100)
    _page(sheet, head=0)
    for column, title in enumerate(_TEXT_HEADS[lang], start=1):
        sheet.write_string(0, column, title, looks.head)
    for row, each in enumerate(texts, start=1):
        sheet.write_string(row, 0, each.key)
        sheet.write_string(row, 1, each.title, looks.plain)
        sheet.write_string(row, 2, each.text, looks.words)
        sheet.set_row(row, 90)
