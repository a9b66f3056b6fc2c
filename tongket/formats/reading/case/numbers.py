"""A printed number to a count of units of 10 to the minus `decimals`: exact, or a reason why not."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"(-?)(\d+)(?:\.(\d*))?", re.ASCII)
MAX_DIGITS = 15  # sums of a hundred thousand such counts still fit an exact 64-bit integer


class WrongNumber(ValueError):
    """`code` names the message."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def scaled(text: str, decimals: int) -> int:
    """`text` in units of 10 to the minus `decimals`. Raises WrongNumber.

    >>> scaled("24000", 0), scaled("1.5", 2), scaled("12.00", 0)
    (24000, 150, 12)
    """
    match = _NUMBER.fullmatch(text)
    if match is None:
        raise WrongNumber("number")
    sign, whole, fraction = match[1], match[2], (match[3] or "").rstrip("0")
    if len(fraction) > decimals:
        raise WrongNumber("decimals")
    if len(whole.lstrip("0")) + decimals > MAX_DIGITS:
        raise WrongNumber("number_range")
    value: int = int(whole) * 10**decimals + int(fraction.ljust(decimals, "0") or "0")
    if sign and value:
        raise WrongNumber("negative")
    return value
