"""What holds for any text: no crash, offsets inside it and equal to what they quote, time in proportion to length."""

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tongket.core.extraction.answer import as_json
from tongket.core.extraction.flat import flatten
from tongket.core.extraction.model import quote
from tongket.core.extraction.stages import extract
from tongket.formats.reading.plain import read_plain

SCRAPS = (
    "Sở Y tế",
    "Bộ trưởng các Bộ: Quốc phòng, Công an",
    "UBND các tỉnh: Hà Nội, Huế và",
    "các sở, ban, ngành",
    "chủ trì",
    "phối hợp với ",
    "báo cáo",
    "gửi về",
    "trước ngày 31/02/2026",
    "quý IV/2025",
    "hằng tháng",
    "Số: 12/QĐ-UBND",
    "QUYẾT ĐỊNH",
    "Căn cứ Luật",
    "Nơi nhận:",
    "- Như trên;",
    "KT. CHỦ TỊCH",
    "\n",
    "\n\n",
    "1. ",
    "a) ",
    "- ",
    "|\n",
    "**",
    ":",
    ";",
    ". ",
    "giao ",
    "yêu cầu",
    "Đơn vị chủ trì: ",
    "Thời gian: ",
    "(",
    ")",
    "ngày 9 tháng 13 năm 2025",
    "57-NQ/TW",
    "\u00a0",
    "Ð",
    "İ",
    "Hà Nội, ngày 01 tháng 01 năm 2026",
    "\u200b",
    "tổ chức",
    "Kính gửi: ",
    "V/v ",
    "|a|b|c|\n",
)
texts = st.one_of(
    st.text(max_size=400),
    st.lists(st.one_of(st.sampled_from(SCRAPS), st.text(max_size=8)), max_size=60).map("".join),
)


def plainly(text: str) -> str:
    """Without blanks, and with the letters and dashes that the working copy puts for look-alikes."""
    alike = str.maketrans({"Ð": "Đ", "\u200b": "", "\xad": "-", **dict.fromkeys("\u2010\u2011\u2013\u2014", "-")})
    return "".join(text.translate(alike).split())


@given(texts)
@settings(max_examples=300, deadline=None)
def test_every_finding_lies_in_the_text_and_is_what_it_quotes(text: str) -> None:
    read = read_plain(text)
    answer = json.loads(json.dumps(as_json(read, extract(read))))
    for name in ("assignments", "addressees", "recipients", "form"):
        for item in answer[name]:
            assert 0 <= item["start"] <= item["end"] <= len(read.plain)
            assert item["text"] == quote(read.plain, item["start"], item["end"])
            assert 0 < item["confidence"] <= 1
    for item in [*answer["citations"], *answer["report_duties"], *answer["evidence"].values()]:
        assert 0 <= item["start"] <= item["end"] <= len(read.plain)
    for citation in answer["citations"]:
        said = citation.get("number") or citation["name"]
        printed = quote(read.plain, citation["start"], citation["end"])
        assert plainly(said) == plainly(printed).rstrip(".&-/")


@given(texts)
@settings(max_examples=200, deadline=None)
def test_blocks_lie_in_order_and_the_way_back_is_true(text: str) -> None:
    read = read_plain(text)
    ends = 0
    for block in read.blocks:
        assert ends <= block.start < block.end <= len(read.plain)
        ends = block.end
    flat = flatten(read)
    assert len(flat.text) == len(flat.low)
    for i, char in enumerate(flat.text):
        if char.isalnum() and char != "Đ":
            assert read.plain[flat.back(i)] == char


@pytest.mark.parametrize(
    "scrap",
    [
        "phối hợp với ",
        "Bộ Tài chính, ",
        "giao Bộ ",
        "trong quá trình, ",
        "12/QĐ-",
        "Luật ",
        "các tỉnh: A, ",
        "((((",
        "1.1.1. ",
        "* ",
        "|\n",
        "a\n",
    ],
)
def test_time_grows_with_length_and_not_faster(scrap: str) -> None:
    def seconds(size: int) -> float:
        text = read_plain((scrap * (size // len(scrap) + 1))[:size])
        start = time.process_time()
        extract(text)
        return time.process_time() - start

    small = min(seconds(100_000) for _ in range(2))
    assert seconds(1_000_000) < 30 * small + 1.0
