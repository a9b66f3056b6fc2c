"""Both languages say the same things with the same values."""

import string
import unicodedata

import pytest

from tongket.core.phrasing.phrases import ENGLISH, VIETNAMESE, join, lower_first, say

# Languages differ in which of these they need: "tăng {amount}" but "up {number}".
INTERCHANGEABLE = {"amount": "number", "localities": "", "unit": ""}


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_phrase_exists_in_both_languages() -> None:
    assert VIETNAMESE.keys() == ENGLISH.keys()


@pytest.mark.parametrize("key", sorted(VIETNAMESE))
def test_both_languages_fill_in_the_same_values(key: str) -> None:
    vietnamese, english = (
        {INTERCHANGEABLE.get(name, name) for name in fields(text)} - {""} for text in (VIETNAMESE[key], ENGLISH[key])
    )
    assert vietnamese == english


def test_phrases_are_composed_text_without_double_blanks() -> None:
    for text in (*VIETNAMESE.values(), *ENGLISH.values()):
        assert text == unicodedata.normalize("NFC", text)
        assert "  " not in text


def test_an_unknown_phrase_is_an_error() -> None:
    with pytest.raises(KeyError):
        say("vi", "no such phrase")


def test_enumerations() -> None:
    assert join("vi", ["Lào Cai", "Yên Bái", "Hà Nội"]) == "Lào Cai, Yên Bái và Hà Nội"
    assert join("en", ["Lào Cai", "Yên Bái"]) == "Lào Cai and Yên Bái"
    assert join("en", ["Lào Cai"]) == "Lào Cai"
    assert join("en", []) == ""


def test_small_first_letters() -> None:
    assert lower_first("Đường dây 500kV") == "đường dây 500kV"
    assert lower_first("GRDP") == "GRDP"
    assert lower_first("") == ""
