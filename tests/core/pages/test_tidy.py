"""A document made ready: clean text, notes numbered as they are met."""

from dataclasses import replace

import pytest

from tests.formats.writing.example import figure, flash_report, said
from tongket.core.pages.model import Cell, Column, Footnote, Paragraph, Run, Table
from tongket.core.pages.tidy import clean_text, tidy


def test_notes_are_numbered_in_the_order_in_which_a_reader_meets_them():
    paper = replace(
        flash_report(),
        body=(
            Paragraph((Run("Chết 155", note=7), Run(", mất tích 141", note=3))),
            Table("t", "", (Column("Số"),), ((Cell("9", note=7),), (Cell("8", note=5),))),
        ),
        annexes=(),
        footnotes=(Footnote(3, (Run("ba"),)), Footnote(5, (Run("năm"),)), Footnote(7, (Run("bảy"),))),
    )
    ready = tidy(paper)
    assert [(note.number, note.runs[0].text) for note in ready.footnotes] == [(1, "bảy"), (2, "ba"), (3, "năm")]
    paragraph, table = ready.body
    assert [run.note for run in paragraph.runs] == [1, 2]
    assert [row[0].note for row in table.rows] == [1, 3]


def test_a_ready_document_stays_as_it_is():
    assert tidy(tidy(flash_report())) == tidy(flash_report())


def test_text_is_composed_on_one_line_and_without_controls():
    assert clean_text("Lào Cai\x00\x0b:\r\n155\ud800\ufffe\tngười") == "Lào Cai: 155 người"
    ready = tidy(replace(flash_report(), title="Bão\nsố 3\x07"))
    assert ready.title == "Bão số 3"


@pytest.mark.parametrize(
    ("body", "footnotes", "words"),
    [
        ((Paragraph((Run("x", note=4),)),), (), r"references to footnotes that do not exist: \[4\]"),
        ((said("x"),), (Footnote(1, ()),), r"footnotes that nothing refers to: \[1\]"),
        ((Paragraph((Run("x", note=1),)),), (Footnote(1, ()), Footnote(1, ())), "two footnotes have the same number"),
        ((Table("t", "", (Column("a"),), ((figure(1), figure(2)),)),), (), "table 't', row 1: 2 cells for 1 columns"),
    ],
)
def test_what_does_not_fit_together_is_refused(body, footnotes, words):
    with pytest.raises(ValueError, match=words):
        tidy(replace(flash_report(), body=body, annexes=(), footnotes=footnotes))
