"""What holds in every format: the same bytes, any text, nothing lost."""

import io
import json
import re
import subprocess
import sys
import unicodedata
from dataclasses import replace
from datetime import date
from html import unescape
from zipfile import ZipFile

import docx
import pypdfium2 as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from tests.formats.writing.example import flash_report, long_report
from tongket.core.pages.model import (
    Annex,
    Cell,
    Column,
    Document,
    Footnote,
    Heading,
    Letterhead,
    Paragraph,
    Recipients,
    Run,
    Signature,
    Table,
)
from tongket.core.pages.tidy import clean_text
from tongket.formats.writing import FORMATS, write
from tongket.formats.writing.pdf import printable

ANY = st.text(max_size=40)
LETTERS = st.text("aâăđêôơưbốệỹ 0123ÀẬĐ,.()&<>#*_$@\\\"'`=+-", max_size=30)


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_document_gives_the_same_bytes(format):
    assert write(flash_report(), format) == write(flash_report(), format)


@pytest.mark.parametrize("format", FORMATS)
def test_the_bytes_do_not_depend_on_the_clock_or_the_process(format):
    script = (
        "import hashlib; from tests.formats.writing.example import flash_report; "
        "from tongket.formats.writing import write; "
        f"print(hashlib.sha256(write(flash_report(), {format!r})).hexdigest())"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", script],
            capture_output=True, text=True, check=True, env={"TZ": zone, "PYTHONHASHSEED": seed, "PYTHONPATH": "."},
        ).stdout
        for zone, seed in (("UTC", "1"), ("Asia/Ho_Chi_Minh", "2"))
    ]  # fmt: skip
    assert runs[0] == runs[1]


def test_an_unknown_format_is_a_key_error():
    with pytest.raises(KeyError, match="odt"):
        write(flash_report(), "odt")


def test_the_package_loads_no_office_library_before_it_writes():
    script = (
        "import sys, tongket.formats.writing; "
        "print(sorted({'typst', 'docx', 'xlsxwriter', 'lxml', 'numpy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("format", FORMATS)
def test_no_control_character_reaches_a_file(format):
    report = replace(
        flash_report(),
        kind="BÁO\x00 CÁO\x1b",
        body=(Paragraph((Run("Bão\x0b số\ud800 3\ufffe"),)),),
        annexes=(),
        footnotes=(),
    )
    content = write(report, format)
    assert "Bão số 3" in text_of(content, format)


@pytest.mark.parametrize("format", FORMATS)
def test_seven_hundred_rows_are_written(format):
    assert squeeze(text_of(write(long_report(700), format), format)).count("Thanh Hóa".replace(" ", "")) >= 700 // 26


def any_document(texts):
    """A document that has `texts` in every place in turn, and itself in its last paragraph."""
    a, b, c, d = texts
    table = Table(
        a, b, (Column(c), Column(d, 2, True)), ((Cell(a, note=2), Cell(b)), (Cell(c, bold=True), Cell(d))), 1, a
    )
    paragraph = Paragraph((Run(a, bold=True), Run(b, italic=True, note=1), Run(c, link=d), Run(d)), a)
    return Document(
        lang="vi",
        letterhead=Letterhead(a, b, c, d, a, b),
        kind=c,
        title=d,
        body=(Heading(2, a), table, Heading(1, b), paragraph),
        signature=Signature((a, b), c),
        recipients=Recipients(d, (a, b)),
        created=date(2024, 9, 11),
        annexes=(Annex(a, b, c, (table, Paragraph((Run(d),)))), Annex(b, c, d, (), landscape=True)),
        footnotes=(Footnote(1, (Run(c),)), Footnote(2, (Run(d, link=a),))),
        bases=(a, b),
    )


def text_of(content, format):
    """All the text that a reader of the format finds."""
    if format == "pdf":
        with pdfium.PdfDocument(content) as document:
            return " ".join(page.get_textpage().get_text_range() for page in document)
    if format == "docx":
        docx.Document(io.BytesIO(content))
        archive = ZipFile(io.BytesIO(content))
        parts = (archive.read(f"word/{name}.xml").decode() for name in ("document", "footnotes"))
        return unescape(re.sub(r"<[^>]+>", "", " ".join(parts)))
    if format == "xlsx":
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = (book.get_sheet_by_name(name).to_python() for name in book.sheet_names)
        return " ".join(str(cell) for sheet in sheets for row in sheet for cell in row)
    if format == "json":
        return json.dumps(json.loads(content), ensure_ascii=False)
    return unescape(re.sub(r"<[^>]+>", "", content.decode("utf-8").split("</style>")[1]))


def squeeze(text):
    """The text without blanks, which formats break lines at, nor characters that show nothing."""
    text = unicodedata.normalize("NFC", text)
    return "".join(c for c in text if not c.isspace() and unicodedata.category(c) not in {"Cf", "Mn"})


@pytest.mark.parametrize("format", sorted(set(FORMATS) - {"pdf", "json"}))
@given(texts=st.tuples(ANY, ANY, ANY, ANY))
@settings(max_examples=40, deadline=None)
def test_any_text_in_any_place_can_be_read_back(format, texts):
    found = squeeze(text_of(write(any_document(texts), format), format))
    for text in texts:
        assert squeeze(clean_text(text)) in found


@given(texts=st.tuples(ANY, ANY, ANY, ANY))
@settings(max_examples=40, deadline=None)
def test_any_text_stands_in_the_json(texts):
    paper = json.loads(write(any_document(texts), "json"))
    assert paper["title"] == clean_text(texts[3])
    assert paper["body"][3]["runs"][1]["text"] == clean_text(texts[1])


@given(texts=st.tuples(ANY, ANY, ANY, ANY))
@settings(max_examples=30, deadline=None)
def test_any_text_makes_a_pdf_that_opens(texts):
    with pdfium.PdfDocument(write(any_document(texts), "pdf")) as document:
        assert len(document) >= 3


@given(texts=st.tuples(LETTERS, LETTERS, LETTERS, LETTERS))
@settings(max_examples=30, deadline=None)
def test_what_the_font_has_can_be_read_back_from_the_pdf(texts):
    found = squeeze(text_of(write(any_document(texts), "pdf"), "pdf")).replace("\x02", "-").replace("\ufffe", "-")
    for text in texts:
        assert squeeze(printable(clean_text(text))).replace("-", "") in found.replace("-", "")
