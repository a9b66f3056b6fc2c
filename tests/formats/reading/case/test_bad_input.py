"""Every fault of a case is told with its file, line and remedy; all at once, and nothing is taken."""

from __future__ import annotations

import codecs
import unicodedata
from pathlib import Path

import pytest

from tests.formats.reading.case.folders import COLUMNS, INDICATORS, folder, line
from tests.vietnam import book
from tongket.core.messages import InputRejected, Message
from tongket.formats.reading.case import read_case
from tongket.formats.reading.case.tables import MAX_BYTES, MAX_ROWS


def findings(path: Path) -> list[Message]:
    """What is said of a case that is refused."""
    with pytest.raises(InputRejected) as refused:
        read_case(path, lambda country, aliases: book() if country == "VN" else None)
    return list(refused.value.messages)


def said(path: Path) -> list[tuple[int, str]]:
    return [(message.line, message.text) for message in findings(path)]


DIGITS = "write digits, with a point before decimals and nothing between thousands"


@pytest.mark.parametrize(
    ("row", "text"),
    [
        (
            line(unit="Lào Cay"),
            "there is no province 'Lào Cay' on 2024-09-11; near: tỉnh Lào Cai, tỉnh Lai Châu",
        ),
        (
            line(unit_level="district", unit="Bảo Yên", parent="Lào Cai", as_of="2025-09-07"),
            "'Bảo Yên' is not a district of 2025-09-07 (Lào Cai); it stood at another time; "
            "near: huyện Bảo Yên, tỉnh Lào Cai (until 2025-06-30)",
        ),
        (
            line(unit_level="commune", unit="Tân Thành", parent="Cà Mau"),
            "'Tân Thành' is the name of several units of level commune (Cà Mau); add the column 'district' or 'code'; "
            "near: phường Tân Thành, thành phố Cà Mau, tỉnh Cà Mau, xã Tân Thành, thành phố Cà Mau, tỉnh Cà Mau",
        ),
        (
            line(unit_level="district", unit="Bảo Yên", parent="Lao Kai"),
            "there is no province 'Lao Kai' on 2024-09-11; near: tỉnh Lào Cai",
        ),
        (line(value="ba"), f"'ba' is not a number; {DIGITS}"),
        (line(value="1,5", indicator="rice_ha", unit_of_measure="ha"), f"'1,5' is not a number; {DIGITS}"),
        (line(value="NaN"), f"'NaN' is not a number; {DIGITS}"),
        (line(value="٣"), f"'٣' is not a number; {DIGITS}"),
        (line(value=""), f"'' is not a number; {DIGITS}"),
        (
            line(value="1.234"),
            "1.234 has more decimals than 'dead' has (0); if the point parts thousands, leave it out",
        ),
        (line(value="99999999999999999"), "99999999999999999 is beyond what is counted exactly (15 digits)"),
        (line(value="-3"), "-3 is negative; 'dead' is a count"),
        (
            line(as_of="2024-09-11T13:30"),
            "'2024-09-11T13:30' has no zone; write it as 2024-09-11T13:30+07:00, or a date alone",
        ),
        (
            line(as_of="11/9/2024"),
            "'11/9/2024' is not a moment; write 2024-09-11T13:30:00+07:00 or a date, 2024-09-11",
        ),
        (line(unit_of_measure="ha"), "'dead' is counted in 'person', not in 'ha'"),
        (line(indicator="dea"), "there is no indicator 'dea' in this case; near: dead"),
        (line(value="=1+2"), "the cell 'value' holds a formula (=1+2); write its value"),
        (line(unit="@SUM(A1)"), "the cell 'unit' holds a formula (@SUM(A1)); write its value"),
        (line(list=""), "'' is not a list; write one of total, complete, partial, single"),
        (
            line(unit_level="tỉnh"),
            "'tỉnh' is not a unit_level; write one of country, province, district, commune, other",
        ),
        (line() + ",x", "the row has 12 cells, the heading 11"),
        (line(event=""), "'event' is empty"),
    ],
)
def test_a_wrong_row_is_told_with_its_line_and_remedy(tmp_path: Path, row: str, text: str) -> None:
    assert said(folder(tmp_path, line(unit="Yên Bái"), row)) == [(3, text)]


def test_all_faults_are_told_at_once_in_order_of_lines(tmp_path: Path) -> None:
    found = said(folder(tmp_path, line(value="x"), line(), line(unit="Mars"), line(value="-1")))
    assert [number for number, _ in found] == [2, 4, 5]


def test_a_repeated_row_names_the_line_it_repeats_also_under_another_spelling(tmp_path: Path) -> None:
    path = folder(tmp_path, line(unit="Hòa Bình"), line(), line(unit="Tỉnh Hoà Bình"))
    assert said(path) == [(4, "this row stands already in line 2")]


def test_the_same_figure_from_another_source_is_no_repetition(tmp_path: Path) -> None:
    path = folder(tmp_path, line(), line(source="công văn 2"), line(value="4", source="công văn 1"))
    assert len(read_case(path, lambda country, aliases: book()).data.rows) == 3


def test_a_missing_column_names_all_that_are_needed(tmp_path: Path) -> None:
    heading = ",".join(name for name in COLUMNS if name != "list")
    (message,) = findings(folder(tmp_path, heading=heading))
    assert (message.line, message.text) == (
        1, f"the column 'list' is missing; the columns are {', '.join(COLUMNS)}",
    )  # fmt: skip


def test_an_empty_file_and_a_heading_without_rows(tmp_path: Path) -> None:
    path = folder(tmp_path)
    assert said(path) == [(1, "there is no row below the heading")]
    (path / "values.csv").write_text("")
    assert said(path) == [(0, "the file is empty")]


def test_missing_files_and_folders(tmp_path: Path) -> None:
    path = folder(tmp_path / "a", line())
    (path / "indicators.csv").unlink()
    assert [message.text for message in findings(path)] == ["the file is missing"]
    (path / "datapackage.json").unlink()
    assert [Path(message.file).name for message in findings(path)] == ["datapackage.json"]
    assert said(tmp_path / "nothing") == [(0, "there is no such file or folder")]


def test_a_broken_description(tmp_path: Path) -> None:
    path = folder(tmp_path, line())
    (path / "datapackage.json").write_text('{"name": "x",\n "country": }')
    (message,) = findings(path)
    assert message.line == 2
    assert message.text.startswith("this is not valid JSON: Expecting value")


@pytest.mark.parametrize(
    ("package", "text"),
    [
        ({"name": "../x"}, "the name '../x' may have only letters a-z"),
        ({"timezone": "Asia/Nowhere"}, "'Asia/Nowhere' is not a time zone; write e.g. Asia/Ho_Chi_Minh"),
        ({"country": "XX"}, "there are no units of 'XX' here; load them first with: tongket units load"),
        (
            {"resources": [{"name": "values", "path": "../../etc/passwd"}]},
            "the resource path '../../etc/passwd' must be a file inside the folder",
        ),
    ],
)
def test_a_wrong_description_is_told(tmp_path: Path, package: dict[str, object], text: str) -> None:
    found = findings(folder(tmp_path, line(), **package))
    assert any(message.text.startswith(text) for message in found), found


def test_a_wrong_indicator_is_told(tmp_path: Path) -> None:
    path = folder(tmp_path, line())
    wrong = INDICATORS.replace("dead + missing", "dead + lost").replace(",0,cumulative", ",many,cumulative", 1)
    (path / "indicators.csv").write_text(wrong, encoding="utf-8")
    assert [(message.line, message.text) for message in findings(path)][:1] == [
        (2, "decimals must be a whole number from 0 to 9, not 'many'")
    ]


def test_a_formula_that_names_itself_is_refused(tmp_path: Path) -> None:
    path = folder(tmp_path, line())
    (path / "indicators.csv").write_text(INDICATORS.replace("dead + missing", "dead_missing + 1"), encoding="utf-8")
    (message,) = findings(path)
    assert message.line == 4
    assert "leads back to itself: dead_missing → dead_missing" in message.text


def test_utf16_is_read_with_a_warning(tmp_path: Path) -> None:
    path = folder(tmp_path, line())
    text = (path / "values.csv").read_text(encoding="utf-8")
    (path / "values.csv").write_bytes(codecs.BOM_UTF16_LE + text.encode("utf-16-le"))
    read = read_case(path, lambda country, aliases: book())
    assert [row.name for row in read.data.rows] == ["Lào Cai"]
    assert [(message.level, message.code) for message in read.warnings] == [("warning", "encoding")]


def test_windows_1258_is_read_with_a_warning_where_it_is_certain(tmp_path: Path) -> None:
    names = ["Lào Cai", "Yên Bái", "Cao Bằng", "Quảng Ninh", "Điện Biên"]
    path = folder(tmp_path, *(line(unit=name) for name in names))
    text = (path / "values.csv").read_text(encoding="utf-8")
    (path / "values.csv").write_bytes(as_windows_1258(text))
    read = read_case(path, lambda country, aliases: book())
    assert [row.name for row in read.data.rows] == names
    assert "1258" in read.warnings[0].text


def test_bytes_of_no_certain_coding_are_refused_naming_the_one_to_save_as(tmp_path: Path) -> None:
    path = folder(tmp_path, line())
    (path / "values.csv").write_bytes((path / "values.csv").read_bytes() + b"\xff\xfe\xfa\x81\x9d\n")
    (message,) = findings(path)
    assert "UTF-8" in message.text


def as_windows_1258(text: str) -> bytes:
    """As an old Vietnamese Windows saves it: letters with their circumflex or horn in one byte, tones after them."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    out = ""
    for char in text:
        parts = unicodedata.normalize("NFD", char)
        tone = "".join(mark for mark in parts if mark in tones)
        out += unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in tones)) + tone
    return out.encode("cp1258")


def test_too_large_a_file_is_refused_before_it_is_parsed(tmp_path: Path) -> None:
    path = folder(tmp_path, line())
    with (path / "values.csv").open("r+b") as stream:
        stream.truncate(MAX_BYTES + 1)  # a sparse file: no disk is used
    assert said(path) == [(0, "500 MB is over the limit of 500 MB; split the case")]


def test_too_many_rows_are_refused_before_they_are_parsed(tmp_path: Path) -> None:
    path = folder(tmp_path, line())
    with (path / "values.csv").open("ab") as stream:
        stream.write(b"\n" * (MAX_ROWS + 1))
    assert said(path) == [(1, "over 5,000,000 rows; split the case into several events or periods")]


def test_messages_are_also_in_vietnamese(tmp_path: Path) -> None:
    (message,) = findings(folder(tmp_path, line(value="-3")))
    assert message.say("vi").endswith("values.csv:2: -3 là số âm; 'dead' không thể âm")
