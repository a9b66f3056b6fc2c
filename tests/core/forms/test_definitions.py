"""Indicators as a secretary defines them, and what keeps a form from being issued."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.flow.returns.cycle import CONTENT, HOUSEHOLDS, POOR, RATE
from tongket.core.forms.definitions import LONGEST_KEY, Made, categories_of, formula_of, key_of_name
from tongket.core.forms.editing import EMPTY, with_entries, with_section, without_entry
from tongket.core.forms.model import Entry, WrongForm
from tongket.core.forms.soundness import form_fault_text, form_faults
from tongket.core.rollup import expressions
from tongket.core.rollup.asking.model import Asked


@given(st.text(min_size=1, max_size=200), st.sets(st.text(max_size=5)))
def test_a_key_can_stand_in_a_formula_and_is_nobodys(name, taken):
    key = key_of_name(name, taken)
    assert key not in taken
    assert len(key) <= LONGEST_KEY + 5
    assert expressions.names(expressions.parse(key)) == (key,)


@given(st.sampled_from(Made), st.lists(st.sampled_from(["poor", "trained;sex=female", "n5"]), max_size=4, unique=True))
def test_a_formula_names_the_chosen_parts_or_is_refused(made, parts):
    try:
        formula = formula_of(made, parts)
    except WrongForm:
        assert len(parts) < 2 or len(parts) > 2
        return
    assert expressions.names(expressions.parse(formula)) == tuple(parts)


@pytest.mark.parametrize(("name", "values"), [("Giới tính", "nữ"), ("", "nữ, nam"), ("Loại", "a=b, c")])
def test_a_category_that_cannot_be(name, values):
    with pytest.raises(WrongForm):
        categories_of(name, values)


def test_what_keeps_a_form_from_being_issued():
    def said(content) -> list[str]:
        return [form_fault_text(fault, content, "vi") for fault in form_faults(content)]

    assert said(CONTENT) == []
    assert said(EMPTY) == ["Biểu chưa hỏi gì: thêm một phần, rồi thêm chỉ tiêu hoặc mục lời văn."]
    form = with_section(with_section(EMPTY, "Đời sống"), "Khác")
    form = with_entries(form, "section-1", [Entry(Asked(each)) for each in (HOUSEHOLDS, POOR, RATE)])
    assert said(form) == ["Phần “Khác” còn trống: thêm chỉ tiêu hoặc mục lời văn, hoặc bỏ phần này."]
    assert said(without_entry(form, "households"))[1:] == [
        "Tỷ lệ hộ nghèo được tính từ chỉ tiêu “households”, mà biểu không có: thêm chỉ tiêu đó, hoặc bỏ Tỷ lệ hộ nghèo."
    ]
