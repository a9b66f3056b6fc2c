"""What people type into a cell, and what stands in it afterwards."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongket.core.forms.cells import Cell
from tongket.core.forms.numbers import WrongAnswer, read_answer, written
from tongket.core.rollup.model import Indicator, State

HOUSEHOLDS = Indicator("households", {}, "household", {"vi": "hộ", "en": "households"})
AREA = Indicator("area", {}, "ha", {"vi": "ha", "en": "ha"}, decimals=2)
RATE = Indicator("rate", {}, "%", {"vi": "%", "en": "%"}, decimals=1)
WEIGHT = Indicator("weight", {}, "tonne", {}, decimals=3)


@pytest.mark.parametrize(
    ("typed", "indicator", "value"),
    [
        ("0", HOUSEHOLDS, 0),
        ("1234", HOUSEHOLDS, 1234),
        ("1.234", HOUSEHOLDS, 1234),
        (" 1 234 ", HOUSEHOLDS, 1234),
        ("1\u00a0234\u202f567", HOUSEHOLDS, 1_234_567),
        ("1.234.567", HOUSEHOLDS, 1_234_567),
        ("1,234,567", HOUSEHOLDS, 1_234_567),
        ("12,0", HOUSEHOLDS, 12),
        ("120 hộ", HOUSEHOLDS, 120),
        ("-7", HOUSEHOLDS, -7),
        ("007", HOUSEHOLDS, 7),
        ("1,5", AREA, 150),
        ("1.5", AREA, 150),
        ("1.234,5", AREA, 123_450),
        ("1,234.5", AREA, 123_450),
        ("1.234,0", AREA, 123_400),
        ("0,125", WEIGHT, 125),
        ("1,125", WEIGHT, 1125),
        ("12,5%", RATE, 125),
        ("12,5 %", RATE, 125),
    ],
)
def test_a_number_as_it_is_typed(typed, indicator, value):
    assert read_answer(typed, indicator) == Cell(value)


@pytest.mark.parametrize("typed", ["", "  ", "-", "–", "…"])
def test_not_filled_in(typed):
    assert read_answer(typed, HOUSEHOLDS) is None


@pytest.mark.parametrize(
    ("typed", "state"),
    [
        ("K", State.NOTHING_TO_REPORT),
        ("k", State.NOTHING_TO_REPORT),
        ("Không phát sinh", State.NOTHING_TO_REPORT),
        ("khong phat sinh", State.NOTHING_TO_REPORT),
        ("x", State.NOT_APPLICABLE),
        ("KHÔNG ÁP DỤNG", State.NOT_APPLICABLE),
    ],
)
def test_a_state_is_no_zero(typed, state):
    assert read_answer(typed, HOUSEHOLDS) == Cell(state=state)


@pytest.mark.parametrize(
    ("typed", "indicator", "said"),
    [
        (
            "nhiều",
            HOUSEHOLDS,
            "“nhiều” không phải là số. Ghi số, ví dụ 1.234; hoặc “K” nếu không phát sinh, “x” nếu không áp dụng.",
        ),
        ("12a", HOUSEHOLDS, "“12a” không phải là số."),
        ("1.23.4", HOUSEHOLDS, "“1.23.4” không phải là số."),
        ("1/2", HOUSEHOLDS, "“1/2” không phải là số."),
        ("1e5", HOUSEHOLDS, "“1e5” không phải là số."),
        (
            "1,234",
            HOUSEHOLDS,
            "“1,234” có thể đọc theo hai cách: 1234 hoặc 1,234. Hãy ghi lại cho rõ, ví dụ 1234.",
        ),
        ("1.234", AREA, "“1.234” có thể đọc theo hai cách: 1234 hoặc 1,234. Hãy ghi lại cho rõ, ví dụ 1234."),
        ("1.234", WEIGHT, "“1.234” có thể đọc theo hai cách: 1234 hoặc 1,234."),
        ("0,125", AREA, "“0,125” có quá nhiều chữ số thập phân: chỉ tiêu này lấy 2 chữ số."),
        ("1,5", HOUSEHOLDS, "“1,5” có phần thập phân: chỉ tiêu này là số nguyên."),
        ("9" * 16, HOUSEHOLDS, f"“{'9' * 16}” là số quá lớn."),
    ],
)
def test_what_is_refused_says_how_to_write_it(typed, indicator, said):
    with pytest.raises(WrongAnswer) as wrong:
        read_answer(typed, indicator)
    assert wrong.value.say("vi").startswith(said)


def test_in_english_point_and_comma_change_places():
    assert read_answer("1,234.5", AREA, "en") == Cell(123_450)
    assert written(Cell(123_450), AREA, "en") == "1,234.5"
    with pytest.raises(WrongAnswer) as wrong:
        read_answer("1,234", AREA, "en")
    assert wrong.value.say("en") == "“1,234” can be read in two ways: 1234 or 1.234. Write it without doubt, as 1234."


CELLS = st.one_of(
    st.none(),
    st.integers(-(10**14), 10**14).map(Cell),
    st.sampled_from((State.NOTHING_TO_REPORT, State.NOT_APPLICABLE)).map(lambda state: Cell(state=state)),
)


@given(CELLS, st.integers(0, 4), st.sampled_from(("vi", "en")))
def test_what_is_written_is_read_back(cell, decimals, lang):
    indicator = Indicator("i", {}, "ha", {"vi": "ha"}, decimals=decimals)
    assert read_answer(written(cell, indicator, lang), indicator, lang) == cell


@given(st.text(max_size=30), st.integers(0, 4))
def test_any_text_is_read_or_refused_in_words(text, decimals):
    indicator = Indicator("i", {}, "ha", decimals=decimals)
    try:
        cell = read_answer(text, indicator)
    except WrongAnswer as wrong:
        assert wrong.say("vi") and wrong.say("en")
    else:
        assert read_answer(written(cell, indicator), indicator) == cell
