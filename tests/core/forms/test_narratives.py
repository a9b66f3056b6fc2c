"""Texts that come from Word, from a page, or from a keyboard."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tongket.core.forms.model import Narrative
from tongket.core.forms.narratives import TooLong, clean, read_narrative

FROM_WORD = (
    "1.\u00a0Kết quả\r\n·\u00a0\u00a0\u00a0\u00a0 Mở 3 lớp tập huấn\v cho 45 người\r\n"
    "o\u00a0\u00a0 Nữ: 20 người\r\n§\u00a0 Nam: 25 người\r\n\r\n\uf0b7\tCấp 120 tài kho\u00adản\u200b\r\n"
    "-Đã lắp 2 trạm\r\n+thôn 1"
)


def test_bullets_and_blanks_of_word():
    assert clean(FROM_WORD).split("\n") == [
        "1. Kết quả",
        "- Mở 3 lớp tập huấn",
        "cho 45 người",
        "+ Nữ: 20 người",
        "+ Nam: 25 người",
        "- Cấp 120 tài khoản",
        "- Đã lắp 2 trạm",
        "+ thôn 1",
    ]


def test_a_page_becomes_text():
    page = (
        "<html><head><style>p{color:red}</style></head><body><!--StartFragment--><p class=MsoNormal>Thu &lt; chi, "
        "5&nbsp;%<o:p></o:p></p><ul><li>một</li><li>hai</li></ul><script>alert(1)</script><!--EndFragment--></body></html>"
    )
    assert clean(page) == "Thu < chi, 5 %\n- một\n- hai"


@pytest.mark.parametrize("text", ["a < b và c > d", "nhiệt độ -5 °C", "–5 độ", "R&amp;D", "o cụ thể", "12 - 15 hộ"])
def test_what_is_no_mark_of_word_stays(text):
    assert clean(text) == text


def test_letters_are_composed():
    assert clean(unicodedata.normalize("NFD", "Khó khăn, vướng mắc")) == "Khó khăn, vướng mắc"


def test_too_long_is_said_not_cut():
    with pytest.raises(TooLong) as wrong:
        read_narrative("a" * 21, Narrative("done", "Kết quả", longest=20))
    assert wrong.value.say("vi") == "Nội dung dài 21 ký tự, quá 1 ký tự so với mức tối đa 20."
    assert read_narrative(" a" * 10 + "\u200b", Narrative("done", "Kết quả", longest=20)) == "a a a a a a a a a a"


@pytest.mark.parametrize("endless", ["<!--", "<style>", "<SCRIPT x>", "<!-- <xml> ", "<!doctype "])
def test_what_never_ends_takes_nothing_with_it_and_costs_a_moment(endless):
    """Two hundred thousand characters of it: were each looked for to the end of the text, minutes."""
    text = endless.strip() * (200_000 // len(endless))
    cleaned = clean(f"<p>Kết quả</p>{text}hết")
    assert (cleaned[:8], cleaned[-3:]) == ("Kết quả\n", "hết")


def test_half_a_character_is_left_out():
    """A script can send it, and no page with it could be written any more."""
    assert clean("Mở \ud83d3 lớp \udc4d👍") == "Mở 3 lớp 👍"


PIECES = st.lists(
    st.one_of(
        st.text(max_size=5),
        st.sampled_from(
            ["·", "o", "§", "-", "+", "–", "•", " ", "\u00a0", "\t", "\r\n", "\v", "\u200b", "<p>", "</p>", "<li>", "<",
             "&lt;", "&amp;", "<!--", "-->", "<script>", "</script>", "e\u0301", "\u0301", "\uf0b7", "a"]
        ),
    ),
    max_size=14,
).map("".join)  # fmt: skip


@given(PIECES)
@example("<<p>p>x")
@example("· o\t\u00a0x")
@example("&amp;lt;p><p>")
def test_cleaning_twice_changes_nothing_more(text):
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not any(line != line.strip(" ") or not line for line in once.split("\n") if once)
    assert not set("\u00a0\u200b\v\r\t") & set(once)
