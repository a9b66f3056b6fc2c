"""Numbers as official papers print them: Vietnamese "1.234,5", English "1,234.5"; never rounded twice."""

from __future__ import annotations

from decimal import Decimal

from tongket.core.rollup.amounts import MINUS, amount, number, places, signed, unit_word, with_unit
from tongket.core.rollup.model import Indicator
from tongket.core.rollup.rounding import rounded

__all__ = [
    "MINUS",
    "amount",
    "bare_number",
    "number",
    "places",
    "roman",
    "rounded",
    "signed",
    "signed_amount",
    "unit_word",
    "with_unit",
]


def bare_number(line: str) -> str:
    """The number and symbol of a paper inside a sentence, from its own line on the first page.

    >>> bare_number("Số: 12/BC-BCĐ"), bare_number("No.: 12/BC-BCD"), bare_number("12/BC")
    ('số 12/BC-BCĐ', 'no. 12/BC-BCD', '12/BC')
    """
    word, colon, rest = line.partition(":")
    return f"{word.lower()} {rest.removeprefix(' ')}" if colon else line


def signed_amount(value: Decimal, indicator: Indicator, lang: str) -> str:
    """A difference with sign and unit: "−3 người"."""
    return with_unit(signed(value, lang, indicator.decimals), indicator, lang, rounded(value, indicator.decimals))


def roman(value: int) -> str:
    """Roman numeral of a small number, as sections and annexes are counted.

    >>> [roman(n) for n in (1, 4, 9, 14)]
    ['I', 'IV', 'IX', 'XIV']
    """
    text = ""
    for worth, letters in ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while value >= worth:
            text, value = text + letters, value - worth
    return text
