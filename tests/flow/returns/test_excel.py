"""A return that goes to Excel and comes back: what would change is shown first, and nothing is lost on the way."""

import io
import zipfile
from fractions import Fraction

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.flow.returns.cycle import AT, monthly
from tests.flow.returns.moving import GOOD, TEXTS, come_to
from tests.flow.returns.test_fill_page import address, cells, fields, text_of, visitor
from tests.flow.returns.test_filling import save
from tongket.core.forms.cells import Cell
from tongket.core.rollup.model import State
from tongket.flow.returns.fields import Stage
from tongket.flow.returns.models import Draft
from tongket.formats.reading.return_sheet import read_return_sheet
from tongket.formats.writing.return_sheet import Line, Paragraphs, return_workbook

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle():
    return monthly()


def workbook(cycle, *lines, texts=(), identity=None) -> bytes:
    """As somebody saves it in Excel."""
    return return_workbook(
        identity or str(cycle.owed["pk25"].pk), ("Báo cáo",), {"1. Tất cả": lines}, texts, "vi", AT
    )  # fmt: skip


def line(key, now, decimals=0, explanation="", comment="") -> Line:
    return Line(key, key, "", decimals, True, now, None, None, explanation, comment)


def bring(cycle, data, who="official"):
    return visitor(cycle, who).post(address(cycle, "upload"), {"file": SimpleUploadedFile("b.xlsx", data)})


def test_as_it_was_downloaded_it_says_nothing_new(cycle):
    words = {"comment": "rà soát xong", "explanation": "=1+1"}
    save(cycle, **{**{key: (None, cell) for key, cell in GOOD.items()}, "poor": (None, Cell(36, **words))})
    answer = visitor(cycle).get(address(cycle, "sheet.xlsx"))
    assert answer["Content-Disposition"] == 'attachment; filename="2026-11-pk25.xlsx"'
    read = read_return_sheet(answer.content, "vi")
    assert read.cells["households"] == ("1200", "", "") and read.cells["poor"] == ("36", "=1+1", "rà soát xong")
    assert "rate" not in read.cells and read.cells["trained;sex=male"][0] == "không phát sinh"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as package:
        assert b"<f>" not in package.read("xl/worksheets/sheet1.xml"), "no text becomes a formula"
    assert "Tệp không có gì mới." in text_of(bring(cycle, answer.content))


def test_changes_are_shown_and_then_saved(cycle):
    save(cycle, households=(None, Cell(1200)), poor=(None, Cell(36, comment="đã rà soát")))
    data = workbook(
        cycle, line("households", None), line("poor", Fraction(37)), line("trained;sex=female", "K"),
        line("trained;sex=male", "nhiều"), line("accounts", Fraction(3, 2)), line("strange", Fraction(1)),
        texts=[Paragraphs("weak", "Khó khăn", "· Thiếu máy")],
    )  # fmt: skip
    answer = bring(cycle, data)
    said = text_of(answer)
    assert "Hộ nghèo đã rà soát 36 37" in said and "Người được tập huấn, nữ – không phát sinh" in said
    assert "“nhiều” không phải là số." in said and "“1,5” có phần thập phân" in said
    assert cells(cycle) == {"households": Cell(1200), "poor": Cell(36, comment="đã rà soát")}
    visitor(cycle).post(address(cycle), fields(answer.content.decode()) | {"do": "save"})
    assert cells(cycle) == {
        "households": Cell(1200),
        "poor": Cell(37, comment="đã rà soát"),
        "trained;sex=female": Cell(state=State.NOTHING_TO_REPORT),
    }
    assert Draft.objects.get().narratives == {"weak": "- Thiếu máy"}


def test_a_comment_without_a_figure_comes_along(cycle):
    answer = bring(cycle, workbook(cycle, line("poor", None, comment="chờ rà soát")))
    assert "Hộ nghèo chờ rà soát" in text_of(answer)
    visitor(cycle).post(address(cycle), fields(answer.content.decode()) | {"do": "save"})
    assert cells(cycle) == {"poor": Cell(comment="chờ rà soát")}


def test_what_is_no_workbook_of_this_return(cycle):
    other = workbook(cycle, line("poor", Fraction(1)), identity="77")
    assert "Tệp này là của báo cáo khác." in text_of(bring(cycle, other))
    assert "Đây không phải tệp Excel tải từ trang báo cáo." in text_of(bring(cycle, b"%PDF-1.7"))
    broken = workbook(cycle)[:200]
    assert "Tệp bị hỏng" in text_of(bring(cycle, broken))
    assert "Hãy chọn tệp trước." in text_of(visitor(cycle).post(address(cycle, "upload")))


def test_who_may_bring_one_and_when(cycle):
    data = workbook(cycle, line("poor", Fraction(1)))
    assert bring(cycle, data, "neighbour").status_code == 404
    assert bring(cycle, data, "secretary").status_code == 404
    come_to(Stage.SUBMITTED, cycle.owed["pk25"])
    assert "Báo cáo hiện không ở đơn vị anh/chị" in text_of(bring(cycle, data))
    assert visitor(cycle, "secretary").get(address(cycle, "sheet.xlsx")).status_code == 200
    assert visitor(cycle, "neighbour").get(address(cycle, "sheet.xlsx")).status_code == 404


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("text", ["1234,5", "0,001", "-3", "1000000", "0"])
def test_numbers_come_back_as_they_were(cycle, text, lang):
    value = Fraction(text.replace(",", "."))
    read = read_return_sheet(workbook(cycle, line("poor", value, 3)), lang)
    assert read.cells["poor"][0] == (text if lang == "vi" else text.replace(",", "."))


def test_texts_stand_in_the_workbook(cycle):
    save(cycle, narratives={"weak": ("", TEXTS["weak"])})
    read = read_return_sheet(visitor(cycle).get(address(cycle, "sheet.xlsx")).content, "vi")
    assert read.texts == {"done": "", "weak": TEXTS["weak"], "next": "", "ask": ""}
