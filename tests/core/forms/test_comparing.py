"""Two revisions side by side."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongket.core.forms.cells import Cell
from tongket.core.forms.comparing import Kind, compare, compare_text
from tongket.core.forms.model import Entry, FormContent, Section
from tongket.core.rollup.asking.model import Asked
from tongket.core.rollup.model import Indicator, State
from tongket.core.rollup.model import Kind as Told


def form(*ids: str, formulas: dict[str, str] | None = None) -> FormContent:
    indicators = [Indicator(id, {"vi": id}, "hộ") for id in ids]
    indicators += [
        Indicator(id, {"vi": id}, "hộ", kind=Told.FORMULA, formula=text) for id, text in (formulas or {}).items()
    ]
    return FormContent((Section("form", "Tất cả", entries=tuple(Entry(Asked(each)) for each in indicators)),))


def said(changes):
    return [(each.key, each.kind, each.old, each.new) for each in changes]


def test_a_correction_cell_by_cell():
    asked = form("households", "poor", "lost", "found")
    old = {"households": Cell(1200), "poor": Cell(36), "lost": Cell(2)}
    new = {"households": Cell(1200), "poor": Cell(38), "found": Cell(0)}
    changes = compare(asked, old, asked, new, {})
    assert said(changes) == [
        ("poor", Kind.CHANGED, 36, 38),
        ("lost", Kind.EMPTIED, 2, None),
        ("found", Kind.FILLED, None, 0),
    ]
    assert [each.difference for each in changes] == [2, None, None]


def test_a_total_that_a_cell_changed_is_shown_too():
    asked = form("here", "there", formulas={"all": "here + there"})
    changes = compare(asked, {"here": Cell(1), "there": Cell(2)}, asked, {"here": Cell(4), "there": Cell(2)}, {})
    assert said(changes) == [("here", Kind.CHANGED, 1, 4), ("all", Kind.CHANGED, 3, 6)]


def test_zero_and_nothing_to_report_are_two_answers():
    asked = form("lost")
    changes = compare(asked, {"lost": Cell(0)}, asked, {"lost": Cell(state=State.NOTHING_TO_REPORT)}, {})
    assert said(changes) == [("lost", Kind.CHANGED, 0, 0)]


def test_other_words_about_the_same_figure():
    asked = form("lost")
    changes = compare(asked, {"lost": Cell(3)}, asked, {"lost": Cell(3, explanation="do bão")}, {})
    assert said(changes) == [("lost", Kind.WORDS, 3, 3)]


def test_versions_of_a_form_are_put_together_by_their_mapping():
    old, new = form("poor", "lost", "gone"), form("poor_2026", "lost")
    changes = compare(
        old, {"poor": Cell(36), "lost": Cell(1), "gone": Cell(9)}, new, {"poor_2026": Cell(36), "lost": Cell(2)},
        {"poor": "poor_2026", "gone": None},
    )  # fmt: skip
    assert said(changes) == [("lost", Kind.CHANGED, 1, 2), ("gone", Kind.DROPPED, 9, None)]


def test_what_the_newer_form_left_out_without_a_word_is_dropped():
    changes = compare(form("poor", "gone"), {"gone": Cell(9)}, form("poor"), {}, {})
    assert said(changes) == [("gone", Kind.DROPPED, 9, None)]


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("Đã mở 2 lớp.", "Đã mở 3 lớp.", "Đã mở [-2 -][+3 +]lớp."),
        ("", "Kiến nghị: không.", "[+Kiến nghị: không.+]"),
        ("Hai\ndòng", "Hai\ndòng mới", "Hai\n[-dòng-][+dòng mới+]"),
        ("như cũ", "như cũ", ""),
    ],
)
def test_a_text_shows_words_taken_out_and_put_in(old, new, shown):
    marks = {(False, False): "{}", (False, True): "[-{}-]", (True, False): "[+{}+]"}
    pieces = compare_text(old, new)
    assert "".join(marks[piece.added, piece.removed].format(piece.text) for piece in pieces) == shown


@given(st.text("ab \n", max_size=40), st.text("ab \n", max_size=40))
def test_both_texts_can_be_read_off_the_pieces(old, new):
    pieces = compare_text(old, new)
    if old == new:
        assert pieces == ()
    else:
        assert "".join(piece.text for piece in pieces if not piece.added) == old
        assert "".join(piece.text for piece in pieces if not piece.removed) == new


answers = st.dictionaries(
    st.sampled_from(["a", "b", "c", "d"]),
    st.integers(0, 3).map(Cell) | st.just(Cell(state=State.NOT_APPLICABLE)) | st.just(Cell(1, comment="x")),
)
ASKED = form("a", "b", "c", "d", formulas={"sum": "a + b"})


@given(answers, answers)
def test_every_cell_that_differs_is_named_once_and_no_other(old, new):
    changes = compare(ASKED, old, ASKED, new, {})
    assert {each.key for each in changes} - {"sum"} == {key for key in "abcd" if old.get(key) != new.get(key)}
    assert len({each.key for each in changes}) == len(changes)
    back = compare(ASKED, new, ASKED, old, {})
    assert [(each.key, each.new, each.old) for each in back] == [(each.key, each.old, each.new) for each in changes]


@given(answers)
def test_a_return_does_not_differ_from_itself(cells):
    assert compare(ASKED, cells, ASKED, cells, {}) == ()
