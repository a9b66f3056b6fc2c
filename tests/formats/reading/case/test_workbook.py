"""A case typed into Excel: from the empty template to the same rows as a folder gives."""

from __future__ import annotations

import csv
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter

from tests.formats.reading.case.folders import COLUMNS, INDICATORS, USUAL
from tests.vietnam import book
from tongket.core.messages import InputRejected
from tongket.formats.reading.case import CaseInput, read_case
from tongket.formats.writing.case_template import case_template

CASE = [("name", "excel"), ("title_vi", "Bão thử"), ("country", "VN"), ("timezone", "Asia/Ho_Chi_Minh")]


def read(path: Path) -> CaseInput:
    return read_case(path, lambda country, aliases: book())


def workbook(path: Path, *rows: dict[str, object], case: list[tuple[str, str]] = CASE) -> Path:
    """A workbook with one row of values each; a value that begins with "=" is written as a live formula."""
    with xlsxwriter.Workbook(path) as made:
        sheets = {name: made.add_worksheet(name) for name in ("case", "indicators", "values")}
        for number, pair in enumerate([("field", "value"), *case]):
            sheets["case"].write_row(number, 0, pair)
        for number, text in enumerate(INDICATORS.splitlines()):
            sheets["indicators"].write_row(number, 0, [cell.strip('"') for cell in _cells(text)])
        sheets["values"].write_row(0, 0, COLUMNS)
        date = made.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        for number, row in enumerate(rows, start=1):
            for place, name in enumerate(COLUMNS):
                cell = {**USUAL, **row}[name]
                if isinstance(cell, datetime):
                    sheets["values"].write_datetime(number, place, cell, date)
                else:
                    sheets["values"].write(number, place, cell)
    return path


def _cells(text: str) -> list[str]:
    return next(csv.reader([text]))


def test_a_typed_row_is_read_as_from_a_folder(tmp_path: Path) -> None:
    (row,) = read(workbook(tmp_path / "case.xlsx", {"value": 53, "unit": "Lào Cai"})).data.rows
    assert (row.line, row.unit, row.indicator, row.value, row.moment.text) == (
        2, "vn-p10", "dead", 53, "2024-09-11T13:30:00+07:00",
    )  # fmt: skip


def test_an_hour_typed_as_an_excel_date_is_of_the_zone_of_the_case_and_a_midnight_is_a_date(tmp_path: Path) -> None:
    typed = (datetime(2024, 9, 11, 13, 30), datetime(2024, 9, 11))  # noqa: DTZ001 (Excel knows no zones)
    rows = [{"as_of": moment} for moment in typed]
    found = read(workbook(tmp_path / "case.xlsx", *rows))
    assert [row.moment.text for row in found.data.rows] == ["2024-09-11T13:30:00+07:00", "2024-09-11"]
    assert [message.text for message in found.warnings] == [
        "the time 2024-09-11T13:30:00 has no zone; it is taken as Asia/Ho_Chi_Minh"
    ]


def test_a_live_formula_is_refused_with_its_cell(tmp_path: Path) -> None:
    with pytest.raises(InputRejected) as refused:
        read(workbook(tmp_path / "case.xlsx", {}, {"value": "=SUM(1,2)"}))
    (message,) = refused.value.messages
    assert (message.line, message.text) == (3, "the cell 'G3' holds a formula (=SUM(1,2)); write its value")


def test_a_decimal_number_keeps_its_decimals(tmp_path: Path) -> None:
    row = {"indicator": "rice_ha", "unit_of_measure": "ha", "value": 1378.83}
    assert [r.value for r in read(workbook(tmp_path / "case.xlsx", row)).data.rows] == [137883]


def test_the_template_is_an_empty_case_and_the_same_bytes_every_time(tmp_path: Path) -> None:
    assert case_template() == case_template()
    path = tmp_path / "empty.xlsx"
    path.write_bytes(case_template())
    with pytest.raises(InputRejected) as refused:
        read(path)
    assert [message.text for message in refused.value.messages] == [
        "the name '' may have only letters a-z, digits, '-', '_' and '.', and begins with a letter or digit",
        "there is no indicator",
        "there is no row below the heading",
    ]


def test_a_missing_sheet_and_a_file_that_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "case.xlsx"
    with xlsxwriter.Workbook(path) as made:
        made.add_worksheet("values")
    with pytest.raises(InputRejected, match="the sheet 'case' is missing"):
        read(path)
    path.write_bytes(b"PK\x03\x04 no workbook")
    with pytest.raises(InputRejected, match=r"this is not a sound \.xlsx workbook"):
        read(path)


def test_a_document_type_is_refused(tmp_path: Path) -> None:
    path, forged = workbook(tmp_path / "case.xlsx", {}), tmp_path / "forged.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(forged, "w") as target:
        for entry in source.infolist():
            data = source.read(entry)
            if entry.filename.startswith("xl/worksheets/"):
                data = data.replace(b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet', 1)
            target.writestr(entry, data)
    with pytest.raises(InputRejected, match="a DOCTYPE is not allowed"):
        read(forged)


def test_a_workbook_that_unpacks_to_too_much_is_refused_before_it_is_parsed(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as made,
        made.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as entry,
    ):
        for _ in range(1600):
            entry.write(b" " * 1_000_000)
    assert path.stat().st_size < 2_000_000
    with pytest.raises(InputRejected, match="1600 MB is over the limit of 1500 MB"):
        read(path)
