"""Units of measure that the words of an indicator tell."""

from __future__ import annotations


def unit_of(low: str) -> str | None:
    """The unit of measure that an indicator's words tell: "số hộ dân" is counted in households."""
    for words, unit in (
        ("kinh phí", "đồng"),
        ("giá trị", "đồng"),
        ("tỷ lệ", "%"),
        ("tỉ lệ", "%"),
        ("diện tích", "ha"),
        ("số hộ", "hộ"),
        ("số người", "người"),
        ("số nhà", "nhà"),
        ("số vụ", "vụ"),
        ("số xã", "xã"),
        ("số trường", "trường"),
        ("chiều dài", "km"),
    ):
        if words in low[:60]:
            return unit
    return None
