"""Numbers with their unit of measure as official papers print them: Vietnamese "1.234,5", English "1,234.5"."""

from __future__ import annotations

from decimal import Decimal

from tongket.core.rollup.model import Indicator
from tongket.core.rollup.rounding import rounded

MINUS = "−"
LANGUAGES = ("vi", "en")


def places(value: Decimal, most: int) -> int:
    """How many decimals the value needs, at most `most`: 0 for 148632.00, 2 for 1914.71."""
    text = f"{rounded(value, most):f}"
    return len(text.partition(".")[2].rstrip("0"))


def number(value: Decimal, lang: str, decimals: int = 0, *, fixed: bool = False) -> str:
    """The number with the separators of the language; trailing zeros only where `fixed`.

    >>> number(Decimal("148632.00"), "vi", 2), number(Decimal("1914.71"), "vi", 2), number(Decimal(-3), "en")
    ('148.632', '1.914,71', '−3')
    """
    shown = decimals if fixed else places(value, decimals)
    text = f"{abs(rounded(value, shown)):,.{shown}f}"
    if lang not in LANGUAGES:
        raise ValueError(f"unknown language {lang!r}: reports are written in {' or '.join(LANGUAGES)}")
    if lang == "vi":
        text = text.translate(str.maketrans(",.", ".,"))
    return MINUS + text if rounded(value, shown) < 0 else text


def unit_word(indicator: Indicator, lang: str, value: Decimal | None = None) -> str:
    """The unit of measure in words; in English in the singular for one."""
    word = indicator.unit_words.get(lang) or indicator.unit_words.get("vi") or indicator.unit_of_measure
    return _singular(word) if lang == "en" and value is not None and abs(value) == 1 else word


def signed(value: Decimal, lang: str, decimals: int = 0) -> str:
    """A difference with its sign: "+1", "−3", "0"."""
    text = number(value, lang, decimals)
    return "+" + text if rounded(value, decimals) > 0 else text


def with_unit(text: str, indicator: Indicator, lang: str, value: Decimal | None = None) -> str:
    """A printed number and its unit: "155 người", "95,2%"."""
    word = unit_word(indicator, lang, value)
    if not word:
        return text
    return f"{text}{word}" if word.startswith("%") else f"{text} {word}"


def amount(value: Decimal, indicator: Indicator, lang: str) -> str:
    """A value of an indicator with its unit of measure.

    >>> dead = Indicator("dead", {}, "person", {"vi": "người", "en": "persons"})
    >>> amount(Decimal(1234), dead, "vi"), amount(Decimal(1), dead, "en")
    ('1.234 người', '1 person')
    """
    return with_unit(number(value, lang, indicator.decimals), indicator, lang, rounded(value, indicator.decimals))


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
